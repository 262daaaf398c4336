// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportedchats.h"

#include "cli/commands/importlog.h"
#include "cli/commands/patiently.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr size_t ChatsAtOnce = 50;
constexpr size_t MessagesAtOnce = 200;
constexpr qsizetype BytesAtOnce = 256 << 10; // A server takes 1 MiB, unless it is told otherwise.

QString nameOf(const ExportFile::Entry &entry)
{
    const QString title = entry.object["title"_L1].toString();
    return title.isEmpty() ? entry.object["kind"_L1].toString() : title;
}

bool isGroup(const ExportFile::Entry &entry)
{
    return entry.object["kind"_L1].toString() == u"group"_s;
}

//! \return what the server knows the message by if it comes again.
QString keyOf(const QJsonObject &message)
{
    const QString given = message["clientId"_L1].toString();
    return given.isEmpty() ? u"linnet:"_s + message["id"_L1].toString() : given;
}

//! Where a file is not there, what is left is of which kind it was.
QString textOf(const QJsonObject &message)
{
    const QString text = message["text"_L1].toString();
    return text.isEmpty() ? u'[' + message["kind"_L1].toString() + u']' : text;
}

//! \return whether nobody wrote it, or there is nothing left of it.
bool isEmptyMessage(const QJsonObject &message)
{
    return message["kind"_L1].toString() == u"system"_s || message["deletedAt"_L1].isString();
}

Error notUnderstood()
{
    return {Error::Kind::Internal, "protocol"_L1,
            u"The server does not say what came of each conversation; is it of another version?"_s};
}

} // namespace

ExportedChats::ExportedChats(const Around &around, ImportPlan plan, QString source)
    : m_around(around)
    , m_plan(std::move(plan))
    , m_source(std::move(source))
{}

Result<> ExportedChats::take(const ExportFile::Entry &entry)
{
    if (entry.type == u"member"_s)
        return takeMember(entry);
    if (entry.type == u"message"_s)
        return takeMessage(entry);
    if (m_chat) {
        if (auto concluded = conclude(*m_chat); !concluded)
            return concluded;
    }
    m_chat = Chat{.entry = entry};
    return {};
}

Result<> ExportedChats::finish()
{
    if (m_chat) {
        if (auto concluded = conclude(*m_chat); !concluded)
            return concluded;
    }
    m_chat.reset();
    return sendWaiting();
}

Result<> ExportedChats::takeMember(const ExportFile::Entry &entry)
{
    if (!m_chat)
        return {};
    const QString user = m_around.people.find(entry.object["user"_L1].toString());
    if (user.isEmpty())
        ++m_chat->strangers;
    else
        m_chat->members.add(user, entry.object);
    return {};
}

//! Keeps in mind what \p message is known by on the server, for those that answer it.
void ExportedChats::remember(Chat &chat, const QJsonObject &message) const
{
    const QString sender = m_around.people.find(message["sender"_L1].toString());
    if (!sender.isEmpty() && !isEmptyMessage(message))
        chat.keys[message["id"_L1].toString()] =
            QJsonObject{{"sender"_L1, sender}, {"clientMessageId"_L1, keyOf(message)}};
}

Result<> ExportedChats::takeMessage(const ExportFile::Entry &entry)
{
    if (!m_chat)
        return {};
    remember(*m_chat, entry.object);
    if (entry.line < m_plan.firstLine)
        return {};
    if (isEmptyMessage(entry.object)) {
        m_around.log.count(entry.type, u"skipped"_s);
        return {};
    }
    if (auto begun = begin(*m_chat); !begun)
        return begun;
    if (isRehearsal()) {
        m_around.log.count(entry.type, u"untried"_s);
        return {};
    }
    if (m_chat->id.isEmpty())
        return m_around.log.addFailure(entry, {}, u"Its conversation is not there."_s);
    if (m_around.people.find(entry.object["sender"_L1].toString()).isEmpty())
        return m_around.log.addFailure(entry, {}, u"Who wrote it is not there."_s);
    const auto moves = m_chat->members.movesBefore(entry.object["seq"_L1].toInteger());
    if (!moves.isEmpty()) {
        if (auto sent = sendMessages(*m_chat); !sent)
            return sent;
        if (auto moved = move(*m_chat, moves); !moved)
            return moved;
    }
    m_chat->messages.push_back(entry);
    m_chat->bytes += entry.object["text"_L1].toString().size() * 3 + 500;
    const bool isEnough = m_chat->messages.size() == MessagesAtOnce || m_chat->bytes >= BytesAtOnce;
    return isEnough ? sendMessages(*m_chat) : Result<>();
}

//! Has the conversation ready for its messages.
Result<> ExportedChats::begin(Chat &chat)
{
    if (chat.isBegun)
        return {};
    chat.isBegun = true;
    if (auto sent = sendWaiting(); !sent)
        return sent;
    m_around.log.setResumeLine(std::max(chat.entry.line, m_plan.firstLine));
    const auto outcomes = make({chat});
    return outcomes ? settle(chat, outcomes->at(0).toObject()) : Result<>(outcomes.error());
}

Result<> ExportedChats::conclude(Chat &chat)
{
    if (!chat.isBegun) {
        if (chat.entry.line >= m_plan.firstLine)
            m_waiting.push_back(std::move(chat));
        return m_waiting.size() < ChatsAtOnce ? Result<>() : sendWaiting();
    }
    if (isRehearsal() || chat.id.isEmpty())
        return {};
    if (auto sent = sendMessages(chat); !sent)
        return sent;
    if (!isGroup(chat.entry))
        return {};
    if (auto moved = move(chat, chat.members.rest()); !moved)
        return moved;
    if (chat.entry.object["frozen"_L1].toBool())
        return {};
    const QString path = adminPath({u"groups"_s, chat.id, u"freeze"_s});
    const auto thawed = patiently([&] { return m_around.api.remove(path); });
    return thawed ? Result<>() : Result<>(thawed.error());
}

Result<> ExportedChats::sendWaiting()
{
    std::vector<Chat> chats = std::exchange(m_waiting, {});
    if (chats.empty())
        return {};
    m_around.log.setResumeLine(chats.front().entry.line);
    const auto outcomes = make(chats);
    if (!outcomes)
        return outcomes.error();
    for (size_t i = 0; i < chats.size(); ++i) {
        m_around.log.setResumeLine(chats[i].entry.line);
        if (auto settled = settle(chats[i], outcomes->at(qsizetype(i)).toObject()); !settled)
            return settled;
    }
    return {};
}

//! \return what came of each. Those whose people are not there are not asked for.
Result<QJsonArray> ExportedChats::make(const std::vector<Chat> &chats)
{
    QJsonArray conversations;
    for (const Chat &chat : chats) {
        if (!obstacle(chat))
            conversations.append(describe(chat));
    }
    QJsonArray made;
    if (!conversations.isEmpty()) {
        // What an import that broke off has begun, it goes on with.
        const bool isResumed = chats.front().entry.line < m_plan.firstLine;
        const auto answer = post(u"conversations"_s,
                                 {{"conversations"_L1, conversations},
                                  {"onConflict"_L1, isResumed ? u"skip"_s : m_plan.onConflict},
                                  {"dryRun"_L1, isRehearsal()}});
        if (!answer)
            return answer.error();
        made = (*answer)["items"_L1].toArray();
        if (made.size() != conversations.size())
            return notUnderstood();
    }
    QJsonArray outcomes;
    for (const Chat &chat : chats) {
        const auto instead = obstacle(chat);
        outcomes.append(instead ? QJsonValue(*instead) : made.takeAt(0));
    }
    return outcomes;
}

QJsonObject ExportedChats::describe(const Chat &chat) const
{
    QJsonObject conversation;
    for (const auto field :
         {"id"_L1, "kind"_L1, "title"_L1, "bio"_L1, "createdAt"_L1, "frozen"_L1}) {
        if (!chat.entry.object[field].isNull())
            conversation[field] = chat.entry.object[field];
    }
    const QString owner = m_around.people.find(chat.entry.object["owner"_L1].toString());
    if (!owner.isEmpty())
        conversation["owner"_L1] = owner;
    if (chat.isBegun)
        conversation["frozen"_L1] = true;
    conversation["members"_L1] = chat.isBegun ? chat.members.beginners() : chat.members.remaining();
    return conversation;
}

Result<> ExportedChats::settle(Chat &chat, const QJsonObject &outcome)
{
    if (isUntried(outcome) && !isRehearsal())
        return Error{Error::Kind::Unavailable, "untried"_L1,
                     outcome["error"_L1]["message"_L1].toString()};
    chat.id = outcome["id"_L1].toString();
    if (chat.entry.line < m_plan.firstLine)
        return {};
    return m_around.log.add(chat.entry, nameOf(chat.entry), outcome);
}

Result<> ExportedChats::sendMessages(Chat &chat)
{
    const std::vector<ExportFile::Entry> messages = std::exchange(chat.messages, {});
    chat.bytes = 0;
    if (messages.empty())
        return {};
    m_around.log.setResumeLine(messages.front().line);
    auto sent = send(chat, messages);
    if (sent || endsImport(sent.error()))
        return sent;
    return sendEach(chat, messages);
}

//! One that cannot be stored does not keep the others out.
Result<> ExportedChats::sendEach(const Chat &chat, const std::vector<ExportFile::Entry> &messages)
{
    for (const ExportFile::Entry &message : messages) {
        m_around.log.setResumeLine(message.line);
        auto sent = send(chat, {message});
        if (sent)
            continue;
        if (endsImport(sent.error()))
            return sent;
        if (auto added = m_around.log.addFailure(message, {}, sent.error().message); !added)
            return added;
    }
    return {};
}

Result<> ExportedChats::send(const Chat &chat, const std::vector<ExportFile::Entry> &messages)
{
    QJsonArray asked;
    for (const ExportFile::Entry &message : messages)
        asked.append(describe(chat, message.object));
    QJsonObject body{{"conversationId"_L1, chat.id}, {"source"_L1, m_source}};
    const auto rehearse = [&](const QJsonArray &batch) {
        QJsonObject tried = body;
        tried["messages"_L1] = batch;
        tried["dryRun"_L1] = true;
        return post(u"messages"_s, tried);
    };
    auto attached = m_around.files.attach(m_around.api, messages, rehearse, asked);
    if (!attached)
        return attached;
    body["messages"_L1] = asked;
    const auto answer = post(u"messages"_s, body);
    if (!answer)
        return answer.error();
    m_around.log.count(u"message"_s, u"stored"_s, (*answer)["stored"_L1].toInteger());
    m_around.log.count(u"message"_s, u"unchanged"_s, (*answer)["there"_L1].toInteger());
    return {};
}

//! What is answered may have been left out, and who is named may not be there.
QJsonObject ExportedChats::describe(const Chat &chat, const QJsonObject &message) const
{
    QJsonObject described{{"sender"_L1, m_around.people.find(message["sender"_L1].toString())},
                          {"createdAt"_L1, message["sentAt"_L1]},
                          {"clientMessageId"_L1, keyOf(message)},
                          {"textContent"_L1, textOf(message)}};
    const auto answered = chat.keys.constFind(message["replyTo"_L1].toString());
    if (answered != chat.keys.constEnd())
        described["replyTo"_L1] = *answered;
    QJsonArray mentions;
    const QJsonArray named = message["mentions"_L1].toArray();
    for (const auto &user : named) {
        const QString known = m_around.people.find(user.toString());
        if (!known.isEmpty())
            mentions.append(known);
    }
    if (!mentions.isEmpty())
        described["mentions"_L1] = mentions;
    return described;
}

Result<> ExportedChats::move(const Chat &chat, const MembershipPlan::Moves &moves)
{
    if (moves.isEmpty() || !isGroup(chat.entry))
        return {};
    const auto moved = post(
        u"members"_s,
        {{"conversationId"_L1, chat.id}, {"joined"_L1, moves.joined}, {"left"_L1, moves.left}});
    return moved ? Result<>() : Result<>(moved.error());
}

Result<QJsonObject> ExportedChats::post(const QString &what, const QJsonObject &body) const
{
    const QString path = adminPath({u"imports"_s, what});
    return patiently([&] { return m_around.api.post(path, body); });
}

//! A group can do without some of its members, and a direct chat cannot. Who would be made is not
//! there in a rehearsal.
std::optional<QJsonObject> ExportedChats::obstacle(const Chat &chat) const
{
    const bool isDissolved =
        isGroup(chat.entry) && chat.strangers == 0 && chat.members.remaining().isEmpty();
    if (isDissolved && !chat.isBegun)
        return QJsonObject{{"outcome"_L1, u"skipped"_s}};
    const bool needsAll = isRehearsal() || !isGroup(chat.entry);
    if (!chat.members.isEmpty() && !(needsAll && chat.strangers > 0))
        return std::nullopt;
    return QJsonObject{{"outcome"_L1, isRehearsal() ? u"untried"_s : u"failed"_s},
                       {"error"_L1, QJsonObject{{"message"_L1, u"Its people are not there."_s}}}};
}

} // namespace linnet::cli
