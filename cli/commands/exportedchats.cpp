// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportedchats.h"

#include "cli/commands/importlog.h"
#include "cli/commands/pastmessage.h"
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
    const auto title = entry.object["title"_L1].toString();
    return title.isEmpty() ? entry.object["kind"_L1].toString() : title;
}

bool isGroup(const ExportFile::Entry &entry)
{
    return entry.object["kind"_L1].toString() == u"group"_s;
}

} // namespace

ExportedChats::ExportedChats(const Around &around, ImportPlan plan, QString source)
    : m_around(around)
    , m_plan(std::move(plan))
    , m_source(std::move(source))
{}

Result<> ExportedChats::take(const ExportFile::Entry &entry)
{
    if (entry.type == u"conversation"_s)
        return takeConversation(entry);
    const auto chat = chatOf(entry);
    if (!chat || !*chat)
        return chat ? Result<>() : Result<>(chat.error());
    if (entry.type == u"member"_s)
        return takeMember(**chat, entry);
    return entry.type == u"message"_s ? takeMessage(**chat, entry) : takeTie(**chat, entry);
}

Result<> ExportedChats::takeConversation(const ExportFile::Entry &entry)
{
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

//! \return the conversation before \p entry if that is of it; if not, that is written down.
Result<ExportedChats::Chat *> ExportedChats::chatOf(const ExportFile::Entry &entry)
{
    if (m_chat && entry.object["conversation"_L1] == m_chat->entry.object["id"_L1])
        return &*m_chat;
    if (entry.line < m_plan.firstLine)
        return nullptr;
    const QString problem = u"It is of no conversation that comes before it."_s;
    const auto added = m_around.log.addFailure(entry, {}, problem);
    return added ? Result<Chat *>(nullptr) : added.error();
}

Result<> ExportedChats::takeMember(Chat &chat, const ExportFile::Entry &entry)
{
    if (const QString problem = MembershipPlan::problemOf(entry.object); !problem.isEmpty())
        return m_around.log.addFailure(entry, {}, problem);
    const QString user = m_around.people.find(entry.object["user"_L1].toString());
    if (user.isEmpty())
        ++chat.strangers;
    else
        chat.members.add(user, entry.object);
    return {};
}

//! Keeps in mind what \p message is known by on the server, for what refers to it.
void ExportedChats::remember(Chat &chat, const QJsonObject &message) const
{
    const QString sender = m_around.people.find(message["sender"_L1].toString());
    if (!sender.isEmpty())
        chat.places.add(message, sender);
}

//! \return whether the server, where \p chat is made first, is to be told of \p entry.
Result<bool> ExportedChats::isWanted(Chat &chat, const ExportFile::Entry &entry)
{
    if (entry.line < m_plan.firstLine)
        return false;
    if (const auto begun = begin(chat); !begun)
        return begun.error();
    if (isRehearsal())
        m_around.log.count(entry.type, u"untried"_s);
    if (isRehearsal() || !chat.id.isEmpty())
        return !isRehearsal();
    const auto logged = m_around.log.addFailure(entry, {}, u"Its conversation is not there."_s);
    return logged ? Result<bool>(false) : logged.error();
}

Result<> ExportedChats::takeMessage(Chat &chat, const ExportFile::Entry &entry)
{
    remember(chat, entry.object);
    if (const auto wanted = isWanted(chat, entry); !wanted || !*wanted)
        return wanted ? Result<>() : Result<>(wanted.error());
    if (!entry.object["text"_L1].isString())
        return m_around.log.addFailure(entry, {}, u"text must be a text."_s);
    if (m_around.people.find(entry.object["sender"_L1].toString()).isEmpty())
        return leaveOut(entry);
    return queue(chat, entry);
}

//! Of what nobody wrote, or of which there is nothing left, nothing is lost.
Result<> ExportedChats::leaveOut(const ExportFile::Entry &message)
{
    if (!isEmptyMessage(message.object))
        return m_around.log.addFailure(message, {}, u"Who wrote it is not there."_s);
    m_around.log.count(message.type, u"skipped"_s);
    return {};
}

//! The last ones are kept back, so that it can be said with them how far people had got.
Result<> ExportedChats::queue(Chat &chat, const ExportFile::Entry &message)
{
    const qsizetype bytes = message.object["text"_L1].toString().size() * 3 + 500;
    const auto moves = chat.members.movesBefore(message.object["seq"_L1].toInteger(),
                                                peopleIn(message.object, m_around.people));
    const bool isFull = chat.messages.size() == MessagesAtOnce || chat.bytes + bytes > BytesAtOnce;
    if (isFull || !moves.isEmpty()) {
        if (auto sent = sendMessages(chat); !sent)
            return sent;
    }
    if (auto moved = move(chat, moves); !moved)
        return moved;
    chat.messages.push_back(message);
    chat.bytes += bytes;
    return {};
}

Result<> ExportedChats::takeTie(Chat &chat, const ExportFile::Entry &entry)
{
    if (const auto wanted = isWanted(chat, entry); !wanted || !*wanted)
        return wanted ? Result<>() : Result<>(wanted.error());
    if (auto finished = finishMessages(chat); !finished)
        return finished;
    return m_around.ties.take(entry, chat.id, chat.places);
}

//! Has all of them on the server, and who came and went after them, too.
Result<> ExportedChats::finishMessages(Chat &chat)
{
    if (std::exchange(chat.isTold, true))
        return sendMessages(chat); // Some came after what is said of them.
    if (auto sent = sendMessages(chat, chat.members.marks(chat.places)); !sent)
        return sent;
    return move(chat, chat.members.rest());
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
    if (auto finished = finishMessages(chat); !finished)
        return finished;
    if (auto sent = m_around.ties.flush(); !sent)
        return sent;
    if (!isGroup(chat.entry) || chat.entry.object["frozen"_L1].toBool())
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
    // What an import that broke off has begun, it goes on with.
    const bool isResumed = chats.front().entry.line < m_plan.firstLine;
    auto made = ask(conversations, isResumed ? u"skip"_s : m_plan.onConflict);
    if (!made && mayBeOfOneLine(made.error()))
        return makeEach(chats, made.error());
    if (!made)
        return made;
    QJsonArray outcomes;
    for (const Chat &chat : chats) {
        const auto instead = obstacle(chat);
        outcomes.append(instead ? QJsonValue(*instead) : made->takeAt(0));
    }
    return outcomes;
}

//! \return what the server says that came of each of \p conversations, which may be none.
Result<QJsonArray> ExportedChats::ask(const QJsonArray &conversations, const QString &onConflict)
{
    if (conversations.isEmpty())
        return QJsonArray();
    const auto answer = post(u"conversations"_s,
                             {{"conversations"_L1, conversations},
                              {"onConflict"_L1, onConflict},
                              {"dryRun"_L1, isRehearsal()}});
    if (!answer)
        return answer.error();
    QJsonArray made = (*answer)["items"_L1].toArray();
    if (made.size() == conversations.size())
        return made;
    return Error{
        Error::Kind::Internal, "protocol"_L1,
        u"The server does not say what came of each conversation; is it of another version?"_s};
}

//! One that the server does not take keeps no other one out.
Result<QJsonArray> ExportedChats::makeEach(const std::vector<Chat> &chats, const Error &problem)
{
    if (chats.size() == 1)
        return QJsonArray{QJsonObject{{"outcome"_L1, u"failed"_s},
                                      {"error"_L1, QJsonObject{{"message"_L1, problem.message}}}}};
    QJsonArray outcomes;
    for (const Chat &chat : chats) {
        const auto made = make({chat});
        if (!made)
            return made.error();
        outcomes.append(made->at(0));
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

Result<> ExportedChats::sendMessages(Chat &chat, const QJsonArray &marks)
{
    const std::vector<ExportFile::Entry> messages = std::exchange(chat.messages, {});
    chat.bytes = 0;
    if (messages.empty())
        return {};
    m_around.log.setResumeLine(messages.front().line);
    auto sent = send(chat, messages, marks);
    if (sent || endsImport(sent.error()))
        return sent;
    return sendEach(chat, messages, marks);
}

//! One that cannot be stored does not keep the others out.
Result<> ExportedChats::sendEach(const Chat &chat, const std::vector<ExportFile::Entry> &messages,
                                 const QJsonArray &marks)
{
    for (const ExportFile::Entry &message : messages) {
        m_around.log.setResumeLine(message.line);
        const bool isLast = message.line == messages.back().line;
        auto sent = send(chat, {message}, isLast ? marks : QJsonArray());
        if (!sent && !endsImport(sent.error()))
            sent = m_around.log.addFailure(message, {}, sent.error().message);
        if (!sent)
            return sent;
    }
    return {};
}

Result<> ExportedChats::send(const Chat &chat, const std::vector<ExportFile::Entry> &messages,
                             const QJsonArray &marks)
{
    QJsonArray asked;
    for (const ExportFile::Entry &message : messages)
        asked.append(pastMessage(message.object, m_around.people, chat.places));
    QJsonObject body{{"conversationId"_L1, chat.id}, {"source"_L1, m_source}};
    const auto rehearse = [&](const QJsonArray &batch) {
        QJsonObject tried = body;
        tried["messages"_L1] = batch;
        tried["dryRun"_L1] = true;
        return post(u"messages"_s, tried);
    };
    if (auto attached = m_around.files.attach(m_around.api, messages, rehearse, asked); !attached)
        return attached;
    body["messages"_L1] = asked;
    if (!marks.isEmpty())
        body["marks"_L1] = marks;
    const auto answer = post(u"messages"_s, body);
    if (!answer)
        return answer.error();
    m_around.log.count(u"message"_s, u"stored"_s, (*answer)["stored"_L1].toInteger());
    m_around.log.count(u"message"_s, u"unchanged"_s, (*answer)["there"_L1].toInteger());
    return {};
}

Result<> ExportedChats::move(const Chat &chat, const MembershipPlan::Moves &moves)
{
    if (moves.isEmpty() || !isGroup(chat.entry))
        return {};
    const auto moved = post(u"members"_s,
                            {{"conversationId"_L1, chat.id},
                             {"joined"_L1, moves.joined},
                             {"left"_L1, moves.left},
                             {"past"_L1, moves.past}});
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
