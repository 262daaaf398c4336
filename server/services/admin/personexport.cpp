// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/personexport.h"

#include "common/domain/mediaview.h"
#include "server/services/cpupool.h"
#include "server/storage/blobstore.h"
#include "server/storage/database.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 200;
constexpr int MostLoose = 10'000; // Files that were uploaded and are in no message.
constexpr qint64 PieceBytes = 256 << 10;

QByteArray lineOf(const QJsonObject &row)
{
    return QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
}

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

QByteArray profileOf(const AccountDetails &person)
{
    const User &user = person.view.user;
    const QJsonObject profile{{u"id"_s, user.id.toString()},
                              {u"name"_s, user.displayName},
                              {u"username"_s, user.username},
                              {u"phone"_s, user.phone},
                              {u"email"_s, user.email},
                              {u"emailVerified"_s, user.isEmailVerified},
                              {u"picture"_s, user.avatarUrl},
                              {u"status"_s, user.statusText},
                              {u"bio"_s, user.bio},
                              {u"language"_s, user.language},
                              {u"role"_s, nameOf(person.view.role)},
                              {u"hasPassword"_s, person.hasPassword},
                              {u"hasSecondFactor"_s, person.hasSecondFactor},
                              {u"lastSeenAt"_s, timeOrNull(person.view.lastSeenAt)},
                              {u"createdAt"_s, toIso(user.createdAt)}};
    return QJsonDocument(profile).toJson();
}

//! Who ended it may be somebody else, and is none of what there is of the person.
QByteArray lineOf(const Session &session)
{
    return lineOf(QJsonObject{{u"device"_s, session.device},
                              {u"client"_s, session.clientName},
                              {u"address"_s, session.address},
                              {u"userAgent"_s, session.userAgent},
                              {u"createdAt"_s, toIso(session.createdAt)},
                              {u"lastSeenAt"_s, toIso(session.lastSeenAt)},
                              {u"expiresAt"_s, toIso(session.expiresAt)},
                              {u"endedAt"_s, timeOrNull(session.revokedAt)},
                              {u"endedWhy"_s, session.revokedWhy}});
}

QByteArray lineOf(const Message &message)
{
    QJsonObject row{{u"id"_s, message.id.toString()},
                    {u"conversation"_s, message.conversation.toString()},
                    {u"text"_s, message.body},
                    {u"file"_s, message.mediaUrl},
                    {u"sentAt"_s, toIso(message.createdAt)},
                    {u"editedAt"_s, timeOrNull(message.editedAt)},
                    {u"deletedAt"_s, timeOrNull(message.deletedAt)}};
    if (message.replyTo)
        row[u"replyTo"_s] = message.replyTo->toString();
    return lineOf(row);
}

//! Of a file that was removed there is only this.
QByteArray lineOf(const Media &file)
{
    const auto &removal = file.removal;
    return lineOf(QJsonObject{
        {u"file"_s,
         removal ? QJsonValue() : QJsonValue(u"media/"_s + QString::fromLatin1(file.name))},
        {u"name"_s, file.originalName},
        {u"type"_s, QString::fromLatin1(file.contentType)},
        {u"bytes"_s, file.size},
        {u"uploadedAt"_s, toIso(file.createdAt)},
        {u"state"_s, removal ? u"removed"_s : u"kept"_s},
        {u"removedAt"_s, removal ? QJsonValue(toIso(removal->at)) : QJsonValue()},
        {u"removedBecause"_s, removal ? QJsonValue(nameOf(removal->why)) : QJsonValue()}});
}

} // namespace

PersonExport::PersonExport(const Around &around, AccountDetails person, Timestamp at)
    : m_around(around)
    , m_person(std::move(person))
    , m_user(m_person.view.user.id)
    , m_at(at)
    , m_zip(at)
{}

QCoro::Task<Result<QByteArray>> PersonExport::next(std::shared_ptr<PersonExport> self)
{
    Result<QByteArray> piece = QByteArray();
    while (piece && piece->isEmpty() && self->m_step != Step::Over)
        piece = co_await advance(self);
    co_return piece;
}

//! \return what the next part became; it may be nothing yet.
QCoro::Task<Result<QByteArray>> PersonExport::advance(std::shared_ptr<PersonExport> self)
{
    Part part;
    if (self->m_step < Step::Files) {
        auto found = co_await self->m_around.database.read(
            [self](Stores &stores) { return self->read(stores); });
        if (!found)
            co_return found.error();
        part = std::move(*found);
    }
    auto packed = co_await self->m_around.pool.run([self, part] { return self->pack(part); });
    co_return packed;
}

//! Reads a page of the step, and goes to the next step after the last one.
Result<PersonExport::Part> PersonExport::read(Stores &stores)
{
    m_isStepOver = true;
    Result<QByteArray> bytes = QByteArray();
    QByteArray member;
    switch (m_step) {
    case Step::Profile:
        member = "profile.json";
        bytes = profileOf(m_person);
        if (const auto kept = keepFile(stores, m_person.view.user.avatarUrl); !kept)
            return kept.error();
        break;
    case Step::Sessions:
        member = "sessions.ndjson";
        bytes = readSessions(stores);
        break;
    case Step::People:
        member = "people.ndjson";
        bytes = readPeople(stores);
        break;
    case Step::Conversations:
        member = "conversations.ndjson";
        bytes = readConversations(stores);
        break;
    case Step::Messages:
        member = "messages.ndjson";
        bytes = readMessages(stores);
        break;
    case Step::Reports:
        member = "reports.ndjson";
        bytes = readReports(stores);
        break;
    case Step::Media:
        member = "media.ndjson";
        bytes = readMedia(stores);
        break;
    case Step::Files:
    case Step::Over:
        break;
    }
    if (!bytes)
        return bytes.error();
    if (m_isStepOver)
        m_step = Step(int(m_step) + 1);
    return Part{member, *bytes};
}

Result<QByteArray> PersonExport::readSessions(Stores &stores)
{
    const SessionOrder order;
    const auto page = stores.sessionList.list({.filter = {sessionsOf(m_user)},
                                               .now = m_at,
                                               .order = order,
                                               .after = m_session,
                                               .limit = PageSize});
    if (!page)
        return page.error();
    QByteArray lines;
    for (const SessionView &view : *page) {
        lines += lineOf(view.session);
        m_session = placeOf(view, order);
    }
    m_isStepOver = page->size() < size_t(PageSize);
    return lines;
}

Result<QByteArray> PersonExport::readPeople(Stores &stores)
{
    const auto friends = stores.friends.listFriends(m_user);
    if (!friends)
        return friends.error();
    const auto blocked = stores.blocks.list(m_user);
    if (!blocked)
        return blocked.error();
    QByteArray lines;
    for (const UserId user : *friends)
        lines += lineOf(QJsonObject{{u"user"_s, user.toString()}, {u"is"_s, u"friend"_s}});
    for (const User &user : *blocked)
        lines += lineOf(QJsonObject{{u"user"_s, user.id.toString()}, {u"is"_s, u"blocked"_s}});
    return lines;
}

Result<QByteArray> PersonExport::readConversations(Stores &stores)
{
    const auto page = stores.conversations.list(m_user, m_conversation, PageSize,
                                                ConversationStore::Hidden::Included);
    if (!page)
        return page.error();
    QByteArray lines;
    for (const ConversationView &view : *page) {
        const Conversation &each = view.conversation;
        const bool isGroup = each.kind == ConversationKind::Group;
        lines += lineOf(QJsonObject{
            {u"id"_s, each.id.toString()},
            {u"kind"_s, isGroup ? u"group"_s : u"direct"_s},
            {u"title"_s, each.title},
            {u"with"_s, view.other ? QJsonValue(view.other->id.toString()) : QJsonValue()},
            {u"createdAt"_s, toIso(each.createdAt)},
            {u"updatedAt"_s, toIso(each.updatedAt)},
            {u"messages"_s, each.lastSeq}});
        m_conversation = ConversationCursor{each.updatedAt, each.id};
    }
    m_isStepOver = page->size() < size_t(PageSize);
    return lines;
}

//! A page goes on after a time, so what has the time of its last message is left to the next one,
//! which is larger where that is all.
Result<QByteArray> PersonExport::readMessages(Stores &stores)
{
    const int limit = PageSize << m_messagePage;
    auto page = stores.messages.listSince(m_user, m_time, limit);
    if (!page)
        return page.error();
    m_isStepOver = page->size() < size_t(limit);
    if (!m_isStepOver) {
        const Timestamp last = page->back().message.createdAt;
        std::erase_if(*page,
                      [last](const MessageView &view) { return view.message.createdAt == last; });
        m_messagePage = page->empty() ? m_messagePage + 1 : 0;
    }
    QByteArray lines;
    for (const MessageView &view : *page) {
        m_time = view.message.createdAt;
        if (view.message.sender != m_user || view.message.kind == MessageKind::System)
            continue;
        lines += lineOf(view.message);
        if (const auto kept = keepFile(stores, view.message.mediaUrl); !kept)
            return kept.error();
    }
    return lines;
}

//! What was reported is not theirs: what they said of it is.
Result<QByteArray> PersonExport::readReports(Stores &stores)
{
    const auto page = stores.reports.listOwn(m_user, m_report, PageSize);
    if (!page)
        return page.error();
    QByteArray lines;
    for (const Report &report : *page) {
        m_report = report.id;
        lines += lineOf(QJsonObject{{u"kind"_s, nameOf(report.kind)},
                                    {u"subject"_s, QString::number(report.subject)},
                                    {u"reason"_s, report.reason},
                                    {u"text"_s, report.text},
                                    {u"reportedAt"_s, toIso(report.createdAt)}});
    }
    m_isStepOver = page->size() < size_t(PageSize);
    return lines;
}

Result<QByteArray> PersonExport::readMedia(Stores &stores)
{
    const auto loose = stores.media.listUnneeded(m_user, MostLoose);
    if (!loose)
        return loose.error();
    for (const Media &file : *loose)
        m_files.push_back(file);
    std::ranges::sort(m_files, {}, [](const Media &file) { return file.id.value(); });
    const auto twice = std::ranges::unique(m_files, {}, [](const Media &file) { return file.id; });
    m_files.erase(twice.begin(), twice.end());
    QByteArray lines;
    for (const Media &file : m_files)
        lines += lineOf(file);
    std::erase_if(m_files, [](const Media &file) { return file.removal.has_value(); });
    return lines;
}

//! What somebody else uploaded is not theirs, though they sent it on.
Result<> PersonExport::keepFile(Stores &stores, const QString &url)
{
    if (url.isEmpty())
        return {};
    const auto file = stores.media.find(url.section(u'/', -1).toLatin1());
    if (!file)
        return file.error().kind == Error::Kind::NotFound ? Result<>() : file.error();
    if (file->owner == m_user)
        m_files.push_back(*file);
    return {};
}

//! Packs what was read, and then the files, a part at a time. Files that the server has lost are
//! left out.
Result<QByteArray> PersonExport::pack(const Part &read)
{
    Result<Part> part = read;
    if (read.member.isEmpty())
        part = readFile();
    if (!part)
        return part.error();
    if (part->member.isEmpty()) {
        m_step = Step::Over;
        if (const auto ended = m_zip.finish(); !ended)
            return ended.error();
        return m_zip.take();
    }
    if (part->member != m_member) {
        if (const auto begun = m_zip.begin(part->member); !begun)
            return begun.error();
        m_member = part->member;
    }
    if (const auto appended = m_zip.append(part->bytes); !appended)
        return appended.error();
    return m_zip.take();
}

//! \return the next part of the files; one of no member after the last.
Result<PersonExport::Part> PersonExport::readFile()
{
    while (!m_files.empty()) {
        const Media &file = m_files.front();
        if (!m_file) {
            m_file = std::make_unique<QFile>(m_around.blobs.path(file.sha256));
            if (!m_file->open(QIODevice::ReadOnly))
                m_file.reset();
        }
        QByteArray bytes = m_file ? m_file->read(PieceBytes) : QByteArray();
        if (!bytes.isEmpty())
            return Part{"media/" + file.name, std::move(bytes)};
        m_file.reset();
        m_files.pop_front();
    }
    return Part();
}

} // namespace linnet
