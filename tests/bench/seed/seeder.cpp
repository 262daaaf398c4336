// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/seed/seeder.h"

#include "server/services/identity/jws.h"
#include "tests/bench/seed/seeding.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::bench {

namespace {

constexpr int PageSize = 50;
constexpr int ListLength = 20;

Session newSession(const User &user, SessionId id, Timestamp now)
{
    Session session;
    session.id = id;
    session.user = user.id;
    session.device = u"bench"_s;
    session.dialect = u"phone"_s;
    session.createdAt = session.lastSeenAt = now;
    session.expiresAt = now + 24h * 30;
    return session;
}

} // namespace

Seeder::Seeder(Foundation &foundation, KeyRing &keys, const SeedSize &size)
    : m_foundation(foundation)
    , m_keys(keys)
    , m_size(size)
    , m_begin(foundation.clock.now() - 24h)
{}

QJsonObject Seeder::seed(const Config &config)
{
    addPeople();
    addPairs();
    addLists();
    addGroup();
    addHistory();
    m_facts.insert(u"people"_s, signTokens(config));
    return m_facts;
}

void Seeder::addPeople()
{
    for (int i = 0; i < m_size.people; ++i) {
        User user;
        user.id = m_foundation.ids.next<UserId>();
        user.phone = u"+1555%1"_s.arg(i, 7, 10, QLatin1Char('0'));
        user.displayName = u"Person %1"_s.arg(i);
        user.createdAt = user.updatedAt = m_begin;
        m_people.push_back(user);
        m_sessions.push_back(m_foundation.ids.next<SessionId>());
    }
    write(m_foundation, [this](Stores &stores) -> Result<> {
        for (size_t i = 0; i < m_people.size(); ++i) {
            if (auto added = stores.accounts.add(m_people[i]); !added)
                return added;
            const Session session = newSession(m_people[i], m_sessions[i], m_begin);
            if (auto added = stores.sessions.add(session); !added)
                return added;
        }
        return {};
    });
}

Result<ConversationId> Seeder::addDirect(Stores &stores, int one, int other)
{
    Conversation conversation;
    conversation.id = m_foundation.ids.next<ConversationId>();
    conversation.createdBy = m_people[size_t(one)].id;
    conversation.createdAt = conversation.updatedAt = m_begin;
    const auto added = stores.conversations.addDirect(conversation, m_people[size_t(other)].id);
    if (!added)
        return added.error();
    return added->id;
}

Result<> Seeder::addMessage(Stores &stores, ConversationId conversation, int sender, Timestamp at)
{
    Message message;
    message.id = m_foundation.ids.next<MessageId>();
    message.conversation = conversation;
    message.sender = m_people[size_t(sender)].id;
    message.clientId = u"seed-%1"_s.arg(++m_messages);
    message.body = u"Message %1 of the seed, of a usual length."_s.arg(m_messages);
    message.createdAt = at;
    const auto appended = stores.messages.append(message);
    if (!appended)
        return appended.error();
    return {};
}

void Seeder::addPairs()
{
    QJsonArray pairs;
    write(m_foundation, [&](Stores &stores) -> Result<> {
        for (int i = 0; i < m_size.pairs; ++i) {
            const auto conversation = addDirect(stores, 2 * i, 2 * i + 1);
            if (!conversation)
                return conversation.error();
            if (auto added = addMessage(stores, *conversation, 2 * i, m_begin); !added)
                return added;
            pairs.append(QJsonObject{{u"conversation"_s, conversation->toString()},
                                     {u"sender"_s, 2 * i},
                                     {u"receiver"_s, 2 * i + 1}});
        }
        return {};
    });
    m_facts.insert(u"pairs"_s, pairs);
}

void Seeder::addLists()
{
    QJsonArray lists;
    QJsonArray listers;
    const int first = 2 * m_size.pairs;
    write(m_foundation, [&](Stores &stores) -> Result<> {
        for (int lister = first; lister < first + m_size.listers; ++lister) {
            listers.append(lister);
            for (int i = 0; i < ListLength; ++i) {
                const int other = first + m_size.listers + i;
                const auto conversation = addDirect(stores, lister, other);
                if (!conversation)
                    return conversation.error();
                if (auto added = addMessage(stores, *conversation, other, m_begin); !added)
                    return added;
                lists.append(QJsonObject{{u"conversation"_s, conversation->toString()},
                                         {u"sender"_s, other},
                                         {u"receiver"_s, lister}});
            }
        }
        return {};
    });
    m_facts.insert(u"lists"_s, lists);
    m_facts.insert(u"listers"_s, listers);
}

void Seeder::addGroup()
{
    // Not those who list: they have twenty conversations, and no more.
    const int first = 2 * m_size.pairs + m_size.listers + ListLength;
    Conversation group;
    group.id = m_foundation.ids.next<ConversationId>();
    group.kind = ConversationKind::Group;
    group.title = u"Everybody"_s;
    group.createdBy = m_people[size_t(first)].id;
    group.createdAt = group.updatedAt = m_begin;
    std::vector<UserId> others;
    for (int i = 1; i < m_size.group; ++i)
        others.push_back(m_people[size_t(first + i)].id);
    write(m_foundation,
          [&](Stores &stores) { return stores.conversations.addGroup(group, others); });
    m_facts.insert(u"group"_s, group.id.toString());
    m_facts.insert(u"groupFirst"_s, first);
    m_facts.insert(u"groupSize"_s, m_size.group);
}

void Seeder::addHistory()
{
    const int first = 2 * m_size.pairs + m_size.listers + ListLength + m_size.group;
    ConversationId conversation;
    write(m_foundation, [&](Stores &stores) -> Result<> {
        const auto added = addDirect(stores, first, first + 1);
        if (!added)
            return added.error();
        conversation = *added;
        return {};
    });
    writeMany(m_foundation, m_size.history, [&](Stores &stores, int number) {
        const Timestamp at = m_begin + std::chrono::milliseconds(number);
        return addMessage(stores, conversation, first + number % 2, at);
    });
    m_facts.insert(u"history"_s, conversation.toString());
    m_facts.insert(u"historyMembers"_s, QJsonArray{first, first + 1});
    m_facts.insert(u"historySize"_s, m_size.history);
    m_facts.insert(u"historyBegins"_s, toIso(m_begin));
    m_facts.insert(u"historyOldest"_s, toIso(m_begin + std::chrono::milliseconds(PageSize)));
}

QJsonArray Seeder::signTokens(const Config &config)
{
    TokenSettings settings;
    settings.issuer = config.auth.issuer;
    settings.audience = config.auth.audience;
    settings.lifetime = 12h;
    const auto key = required(m_keys.signingKey());
    const QJsonObject header{
        {u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}, {u"kid"_s, QString::fromUtf8(key.id)}};
    QJsonArray people;
    for (size_t i = 0; i < m_people.size(); ++i) {
        Identity identity;
        identity.user = m_people[i].id;
        identity.session = m_sessions[i];
        identity.device = u"bench"_s;
        identity.phone = m_people[i].phone;
        identity.dialect = u"phone"_s;
        const QByteArray claims = toClaims(identity, settings, m_foundation.clock.now());
        people.append(
            QJsonObject{{u"id"_s, m_people[i].id.toString()},
                        {u"phone"_s, m_people[i].phone},
                        {u"name"_s, m_people[i].displayName},
                        {u"token"_s, QString::fromUtf8(signJws(header, claims, key.key))}});
    }
    return people;
}

} // namespace linnet::bench
