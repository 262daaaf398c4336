// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/personexport.h"

#include "server/services/admin/personline.h"
#include "server/services/cpupool.h"
#include "server/storage/blobstore.h"
#include "server/storage/database.h"

#include <algorithm>
#include <limits>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 200;
constexpr int MostLoose = 10'000; // Files that were uploaded and are in no message.
constexpr qint64 PieceBytes = 256 << 10;

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
    const auto [member, reads] = partOf(m_step);
    auto bytes = (this->*reads)(stores);
    if (!bytes)
        return bytes.error();
    if (m_isStepOver)
        m_step = Step(int(m_step) + 1);
    return Part{member, *bytes};
}

//! \return what a step goes into, and what reads a page of it.
std::pair<QByteArray, PersonExport::Reads> PersonExport::partOf(Step step)
{
    switch (step) {
    case Step::Profile:
        return {"profile.json", &PersonExport::readProfile};
    case Step::Sessions:
        return {"sessions.ndjson", &PersonExport::readSessions};
    case Step::Blocked:
        return {"people.ndjson", &PersonExport::readBlocked};
    case Step::Friends:
        return {"people.ndjson", &PersonExport::readFriends};
    case Step::Conversations:
        return {"conversations.ndjson", &PersonExport::readConversations};
    case Step::Messages:
        return {"messages.ndjson", &PersonExport::readMessages};
    case Step::Stars:
        return {"stars.ndjson", &PersonExport::readStars};
    case Step::Readings:
        return {"readings.ndjson", &PersonExport::readReadings};
    case Step::Notifications:
        return {"notifications.ndjson", &PersonExport::readNotifications};
    case Step::Reports:
        return {"reports.ndjson", &PersonExport::readReports};
    case Step::Media:
    case Step::Files:
    case Step::Over:
        return {"media.ndjson", &PersonExport::readMedia};
    }
    Q_UNREACHABLE();
}

//! \return the lines that \p line makes of a page of \p list.
template <typename List, typename Line>
Result<QByteArray> PersonExport::readPages(List list, Line line)
{
    const auto page = list();
    if (!page)
        return page.error();
    QByteArray lines;
    for (const auto &each : *page)
        lines += line(each);
    m_isStepOver = page->size() < size_t(PageSize);
    return lines;
}

Result<QByteArray> PersonExport::readSessions(Stores &stores)
{
    const SessionOrder order;
    return readPages(
        [&] {
            return stores.sessionList.list({.filter = {sessionsOf(m_user)},
                                            .now = m_at,
                                            .order = order,
                                            .after = m_session,
                                            .limit = PageSize});
        },
        [&](const SessionView &view) {
            m_session = placeOf(view, order);
            return personLine(view.session);
        });
}

//! What there is of the person in one row.
Result<QByteArray> PersonExport::readProfile(Stores &stores)
{
    const auto mails = stores.mailChoices.find(m_user);
    if (!mails)
        return mails.error();
    if (const auto kept = keepFile(stores, m_person.view.user.avatarUrl); !kept)
        return kept.error();
    return personProfile(m_person, *mails, m_at);
}

//! Whom they block, and then whom they are or were friends with, or asked, or were asked by.
Result<QByteArray> PersonExport::readBlocked(Stores &stores)
{
    return readPages([&] { return stores.exports.listBlocksBy(m_user, m_blocked, PageSize); },
                     [this](const Block &block) {
                         m_blocked = block.blocked;
                         return personLine(block);
                     });
}

Result<QByteArray> PersonExport::readFriends(Stores &stores)
{
    return readPages(
        [&] { return stores.exports.listFriendshipsOf(m_user, m_friendship, PageSize); },
        [this](const Friendship &friendship) {
            m_friendship = friendship.id;
            return personLine(friendship, m_user);
        });
}

//! Also those that they left, and what each is to them.
Result<QByteArray> PersonExport::readConversations(Stores &stores)
{
    const auto page = stores.exports.listMembershipsOf(m_user, m_conversation, PageSize);
    if (!page)
        return page.error();
    QByteArray lines;
    for (const ExportedMember &own : *page) {
        m_conversation = own.member.conversation;
        const auto conversation = stores.conversations.locate(m_conversation);
        if (!conversation)
            return conversation.error();
        const auto other = otherIn(stores, *conversation);
        if (!other)
            return other.error();
        lines += personLine(*conversation, own, *other);
    }
    m_isStepOver = page->size() < size_t(PageSize);
    return lines;
}

//! \return whom a direct chat is with.
Result<std::optional<UserId>> PersonExport::otherIn(Stores &stores,
                                                    const Conversation &conversation)
{
    if (conversation.kind == ConversationKind::Group)
        return std::optional<UserId>();
    const auto members = stores.members.list(conversation.id);
    if (!members)
        return members.error();
    for (const Member &member : *members) {
        if (member.user != m_user)
            return std::optional(member.user);
    }
    return std::optional<UserId>();
}

Result<QByteArray> PersonExport::readStars(Stores &stores)
{
    return readPages([&] { return stores.exports.listStarsOf(m_user, m_star, PageSize); },
                     [this](const Star &star) {
                         m_star = star;
                         return personLine(star);
                     });
}

Result<QByteArray> PersonExport::readReadings(Stores &stores)
{
    return readPages([&] { return stores.exports.listReadingsOf(m_user, m_reading, PageSize); },
                     [this](const ExportedReading &reading) {
                         m_reading = reading;
                         return personLine(reading);
                     });
}

//! The newest first, as they see them.
Result<QByteArray> PersonExport::readNotifications(Stores &stores)
{
    return readPages(
        [&] {
            return stores.notifications.list(
                {.user = m_user, .before = m_notification, .limit = PageSize});
        },
        [this](const NotificationView &view) {
            m_notification = view.notification.id;
            return personLine(view.notification);
        });
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
        lines += personLine(view.message);
        if (const auto kept = keepFile(stores, view.message.mediaUrl); !kept)
            return kept.error();
    }
    return lines;
}

//! What was reported is not theirs: what they said of it is.
Result<QByteArray> PersonExport::readReports(Stores &stores)
{
    return readPages([&] { return stores.reports.listOwn(m_user, m_report, PageSize); },
                     [this](const Report &report) {
                         m_report = report.id;
                         return personLine(report);
                     });
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
        lines += personLine(file);
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
