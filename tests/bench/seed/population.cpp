// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/seed/population.h"

#include "common/core/random.h"
#include "server/services/admin/auditservice.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::bench {

namespace {

constexpr auto Since = 365 * 24h; //!< How long the server has been running.
constexpr int Blobs = 500; //!< Of different content: the same pictures are sent on and on.
constexpr int PrimeA = 7919; //!< What strews values that are in no order.
constexpr int PrimeB = 104'729;

const std::array Names{u"Alice"_s, u"Bob"_s,     u"Chidi"_s, u"Dörte"_s, u"Émile"_s,
                       u"فاطمة"_s, u"Γιώργος"_s, u"भावना"_s, u"李雷"_s,  u"Zoë"_s};
const std::array Devices{u"phone"_s, u"old phone"_s, u"tablet"_s, u"laptop"_s, u"web"_s};
const std::array Dialects{u"phone"_s, u"mailotp"_s, u"cookie"_s, u"mern"_s, u"whispr"_s};
const std::array Clients{u"Android"_s, u"iPhone"_s, u"Web"_s, u"Desktop"_s, u"Old App"_s};

template <typename Array>
const auto &oneOf(const Array &array, int number)
{
    return array[size_t(number) % array.size()];
}

//! Of a private network mostly, of the outside sometimes, and of IPv6 now and then.
QString addressOf(int number)
{
    const int strewn = int(qint64(number) * PrimeA % 1'000'003);
    if (number % 10 == 0)
        return u"2001:db8:%1::%2"_s.arg(strewn % 256, 0, 16).arg(strewn / 256 % 4096, 0, 16);
    if (number % 10 < 3)
        return u"198.51.%1.%2"_s.arg(strewn % 64).arg(strewn / 64 % 256);
    return u"10.%1.%2.%3"_s.arg(strewn % 64).arg(strewn / 64 % 256).arg(strewn % 251);
}

} // namespace

PopulationSize PopulationSize::of(int people)
{
    const PopulationSize whole;
    const auto part = [&](int count) {
        return std::max(1, int(qint64(count) * people / whole.people));
    };
    return {.people = people,
            .sessions = part(whole.sessions),
            .ended = part(whole.ended),
            .groups = part(whole.groups),
            .files = part(whole.files),
            .attempts = part(whole.attempts),
            .actions = part(whole.actions),
            .talk = part(whole.talk)};
}

Population::Population(Foundation &foundation, const PopulationSize &size)
    : m_foundation(foundation)
    , m_size(size)
    , m_now(foundation.clock.now())
{}

QJsonObject Population::add()
{
    addPeople();
    addSessions();
    addGroups();
    addFiles();
    addAttempts();
    addActions();
    addTalk();
    return {{u"people"_s, m_size.people},
            {u"sessions"_s, m_size.sessions},
            {u"ended"_s, m_size.ended},
            {u"groups"_s, m_size.groups},
            {u"files"_s, m_size.files},
            {u"talker"_s, person(0).toString()},
            {u"talkersOther"_s, person(m_size.people - 1).toString()},
            {u"talk"_s, m_size.talk}};
}

//! \return the time of something that is the one with \p number of \p count.
Timestamp Population::moment(int number, int count) const
{
    return m_now - std::chrono::milliseconds(Since) * (count - number) / count;
}

void Population::addPeople()
{
    writeMany(m_foundation, m_size.people, [this](Stores &stores, int number) {
        User user;
        user.id = m_foundation.ids.next<UserId>();
        user.phone = u"+1555%1"_s.arg(number, 7, 10, QLatin1Char('0'));
        if (number % 3 == 0)
            user.email = u"person%1@example.org"_s.arg(number);
        user.isEmailVerified = true;
        user.displayName = u"%1 %2"_s.arg(oneOf(Names, number)).arg(number);
        user.createdAt = user.updatedAt = moment(number, m_size.people);
        m_people.push_back(user.id);
        return stores.accounts.add(user);
    });
}

Session Population::session(int number) const
{
    const int all = m_size.sessions + m_size.ended;
    Session session;
    session.id = m_foundation.ids.next<SessionId>();
    // Some have several, and some none.
    session.user = person(int(qint64(number) * PrimeB % (qint64(m_size.people) * 7 / 10)));
    session.device = oneOf(Devices, number / 3);
    session.dialect = oneOf(Dialects, number / 7);
    session.clientName = oneOf(Clients, number / 5);
    session.address = addressOf(number);
    session.userAgent = u"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"_s;
    session.createdAt = moment(number, all);
    const auto age = m_now - session.createdAt;
    session.lastSeenAt = session.createdAt + age * (qint64(number) * PrimeA % 1'000) / 1'000;
    session.expiresAt = m_now + 30 * 24h;
    if (number % 3 == 0 && number / 3 < m_size.ended) {
        session.revokedAt = session.lastSeenAt;
        session.revokedBy = number % 2 == 0 ? u"user"_s : u"device"_s;
        session.revokedWhy = u"signed out"_s;
    }
    return session;
}

void Population::addSessions()
{
    writeMany(m_foundation, m_size.sessions + m_size.ended,
              [this](Stores &stores, int number) { return stores.sessions.add(session(number)); });
}

void Population::addGroups()
{
    writeMany(m_foundation, m_size.groups, [this](Stores &stores, int number) {
        Conversation group;
        group.id = m_foundation.ids.next<ConversationId>();
        group.kind = ConversationKind::Group;
        group.title = u"%1's group %2"_s.arg(oneOf(Names, number)).arg(number);
        const int first = number * m_size.members;
        group.createdBy = person(first);
        group.createdAt = group.updatedAt = moment(number, m_size.groups);
        std::vector<UserId> others;
        for (int i = 1; i < m_size.members; ++i)
            others.push_back(person(first + i));
        m_groups.push_back(group.id);
        return stores.conversations.addGroup(group, others);
    });
}

//! Each is a file of its own that one message sends; their content is that of few.
void Population::addFiles()
{
    for (int i = 0; i < Blobs; ++i)
        m_blobs.push_back(required(m_foundation.blobs.add(
            QByteArray("A file of the measured population.\n").repeated(10 + i)
            + QByteArray::number(i))));
    writeMany(m_foundation, m_size.files, [this](Stores &stores, int number) -> Result<> {
        const auto group = number % m_groups.size();
        Media media;
        media.id = m_foundation.ids.next<MediaId>();
        media.name = randomToken() + ".txt";
        media.sha256 = oneOf(m_blobs, number);
        media.size = 35 * (10 + number % Blobs) + 1;
        media.contentType = "text/plain";
        media.originalName = u"notes %1.txt"_s.arg(number);
        media.owner = person(int(group) * m_size.members);
        media.createdAt = moment(number, m_size.files);
        if (auto added = stores.media.add(media); !added)
            return added;
        Message message;
        message.id = m_foundation.ids.next<MessageId>();
        message.conversation = m_groups[group];
        message.sender = media.owner;
        message.kind = MessageKind::Document;
        message.mediaUrl = u"/api/v1/media/files/"_s + QString::fromLatin1(media.name);
        message.mediaSize = media.size;
        message.createdAt = media.createdAt;
        const auto sent = stores.messages.append(message);
        return sent ? Result<>() : Result<>(sent.error());
    });
}

void Population::addAttempts()
{
    writeMany(m_foundation, m_size.attempts, [this](Stores &stores, int number) {
        CodeAttempt attempt;
        attempt.id = m_foundation.ids.next<CodeAttemptId>();
        attempt.destination = u"+1555•••%1"_s.arg(number % 10'000, 4, 10, QLatin1Char('0'));
        attempt.account = person(number);
        attempt.address = addressOf(number);
        attempt.state =
            number % 11 == 0 ? CodeAttempt::State::Undelivered : CodeAttempt::State::Used;
        attempt.guesses = number % 4;
        attempt.requestedAt = moment(number, m_size.attempts);
        return stores.codeAttempts.add(attempt);
    });
}

void Population::addActions()
{
    writeMany(m_foundation, m_size.actions, [this](Stores &stores, int number) {
        const Actor actor = Actor::account(person(number % 5), addressOf(number), {});
        const QString target = u"user:"_s + person(number * PrimeA).toString();
        return AuditService::record(stores, actor,
                                    {.action = u"user.edit"_s,
                                     .target = target,
                                     .before = {{u"name"_s, u"before"_s}},
                                     .after = {{u"name"_s, u"after"_s}}},
                                    moment(number, m_size.actions));
    });
}

//! The first of all people writes, to so many others.
void Population::addTalk()
{
    std::vector<ConversationId> chats;
    write(m_foundation, [&](Stores &stores) -> Result<> {
        for (int i = 1; i <= m_size.chats; ++i) {
            Conversation chat;
            chat.id = m_foundation.ids.next<ConversationId>();
            chat.createdBy = person(0);
            chat.createdAt = chat.updatedAt = moment(0, 1);
            const auto added = stores.conversations.addDirect(chat, person(i));
            if (!added)
                return added.error();
            chats.push_back(added->id);
        }
        return {};
    });
    writeMany(m_foundation, m_size.talk, [&](Stores &stores, int number) {
        Message message;
        message.id = m_foundation.ids.next<MessageId>();
        message.conversation = chats[size_t(number) % chats.size()];
        message.sender = person(0);
        message.clientId = u"seed-%1"_s.arg(number);
        message.body = u"Message %1 of somebody who writes a lot."_s.arg(number);
        message.createdAt = moment(number, m_size.talk);
        const auto sent = stores.messages.append(message);
        return sent ? Result<>() : Result<>(sent.error());
    });
}

} // namespace linnet::bench
