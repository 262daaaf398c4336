// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminsessionservice.h"

#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/admin/partlydone.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/socketcensus.h"
#include "server/storage/database.h"

#include <QJsonArray>

#include <algorithm>
#include <set>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;
//! Sessions to a transaction: others write between two of them.
constexpr int EndedAtOnce = 500;

//! \return \p filter for what is active and was not opened after \p asOf. Like all that most
//! sessions fulfil, it is the contrary of what few do: they are gone through in their order, and
//! not sorted.
Filter activeOnes(Filter filter, Timestamp asOf)
{
    filter.push_back(isActive());
    const Timestamp later = asOf + std::chrono::milliseconds(1);
    filter.push_back({"created"_L1, true, AnyTime{{.from = later, .before = {}}}});
    return filter;
}

//! \return a condition that the sessions of all of \p users fulfil, of whom there is one at least.
FilterCondition sessionsOfAll(const std::vector<UserId> &users)
{
    AnyId ids;
    for (const UserId user : users)
        ids.push_back(FilteredId(user.value()));
    return {"user_id"_L1, false, ids};
}

//! \return how many of what \p query finds \p actor may end.
Result<RevocationCount> countFor(Stores &stores, const Actor &actor, SessionListQuery query)
{
    const auto found = stores.sessionList.count(query);
    if (!found)
        return found.error();
    const auto above = listOutranking(stores, actor);
    if (!above)
        return above.error();
    if (above->empty())
        return RevocationCount{*found};
    query.filter.push_back(sessionsOfAll(*above));
    const auto leftOut = stores.sessionList.count(query);
    if (!leftOut)
        return leftOut.error();
    if (*leftOut > 0 && *leftOut == *found)
        return outranked();
    return RevocationCount{*found - *leftOut, *leftOut};
}

//! \return what of \p filter \p actor may end; a contrary, as in activeOnes().
Result<Filter> within(Stores &stores, const Actor &actor, Filter filter)
{
    const auto above = listOutranking(stores, actor);
    if (!above)
        return above.error();
    if (!above->empty()) {
        filter.push_back(sessionsOfAll(*above));
        filter.back().isNegated = true;
    }
    return filter;
}

const Session &sessionOf(const Session &session)
{
    return session;
}

const Session &sessionOf(const SessionView &view)
{
    return view.session;
}

template <typename Row>
std::vector<UserId> usersOf(const std::vector<Row> &rows)
{
    std::set<UserId> users;
    for (const Row &row : rows)
        users.insert(sessionOf(row).user);
    return {users.begin(), users.end()};
}

//! \return what sessions are called together: all of them, and whose they are, stand beside it.
QString targetOf(const std::vector<Session> &ended, const std::vector<UserId> &users)
{
    if (ended.size() == 1)
        return u"session:"_s + ended.front().id.toString();
    return users.size() == 1 ? u"user:"_s + users.front().toString() : u"sessions"_s;
}

AuditNote noteOf(const std::vector<Session> &ended, const QString &why)
{
    QJsonArray sessions;
    for (const Session &session : ended)
        sessions.append(session.id.toString());
    const std::vector<UserId> users = usersOf(ended);
    QJsonArray whose;
    for (const UserId user : users)
        whose.append(user.toString());
    return {.action = u"session.revoke"_s,
            .target = targetOf(ended, users),
            .after = {{u"sessions"_s, sessions}, {u"users"_s, whose}, {u"why"_s, why}}};
}

} // namespace

//! \brief What is to be ended, by whom.
struct AdminSessionService::Order
{
    Actor actor;
    QString why;
    SessionListQuery query;
};

//! \brief What one transaction ended.
struct AdminSessionService::Batch
{
    std::vector<Session> ended;
    std::optional<SessionPlace> next; //!< Where to go on; empty: that was all.
};

AdminSessionService::AdminSessionService(AdminContext context, const SessionService &sessions,
                                         const SocketCensus &sockets)
    : m_context(context)
    , m_sessions(sessions)
    , m_sockets(sockets)
{}

Result<Filter> AdminSessionService::parse(const QString &expression, Timestamp asOf)
{
    return parseFilter(expression, sessionFields(), asOf);
}

QCoro::Task<Result<SessionPage>> AdminSessionService::list(SessionRequest request)
{
    const int count = std::clamp(request.limit, 1, MostListed);
    const SessionOrder order = request.order;
    SessionListQuery query{std::move(request.filter), m_context.clock.now(), order,
                           std::move(request.after), count + 1};
    const Timestamp now = query.now;
    auto sessions = co_await m_context.database.read(
        [query = std::move(query)](Stores &stores) { return stores.sessionList.list(query); });
    if (!sessions)
        co_return sessions.error();
    SessionPage page{std::move(*sessions), std::nullopt, now, m_context.node};
    if (page.sessions.size() > size_t(count)) {
        page.sessions.pop_back();
        page.next = placeOf(page.sessions.back(), order);
    }
    page.sockets = co_await m_sockets.countFor(usersOf(page.sessions));
    co_return page;
}

QCoro::Task<Result<qint64>> AdminSessionService::count(Filter filter)
{
    SessionListQuery query{.filter = std::move(filter), .now = m_context.clock.now()};
    const auto counted = co_await m_context.database.read(
        [query = std::move(query)](Stores &stores) { return stores.sessionList.count(query); });
    co_return counted;
}

QCoro::Task<Result<RevocationCount>> AdminSessionService::countActive(Actor actor, Filter filter,
                                                                      Timestamp asOf)
{
    SessionListQuery query{.filter = activeOnes(std::move(filter), asOf),
                           .now = m_context.clock.now()};
    const auto counted =
        co_await m_context.database.read([actor, query = std::move(query)](Stores &stores) {
            return countFor(stores, actor, query);
        });
    co_return counted;
}

QCoro::Task<Result<RevocationCount>> AdminSessionService::revoke(Actor actor, Filter filter,
                                                                 Timestamp asOf, QString why)
{
    const auto counted = co_await countActive(actor, filter, asOf);
    if (!counted)
        co_return counted.error();
    Order order{std::move(actor), std::move(why), {}};
    order.query = {.filter = activeOnes(std::move(filter), asOf),
                   .now = m_context.clock.now(),
                   .limit = EndedAtOnce};
    RevocationCount ended{0, counted->leftOut};
    bool isMore = true;
    while (isMore) {
        const auto batch = co_await m_context.database.write(
            [this, order](Stores &stores) { return endNext(stores, order); },
            [this](const Result<Batch> &done) {
                if (done)
                    m_sessions.announce(done->ended);
            });
        if (!batch)
            co_return partlyDone(batch.error(), ended.count, u"sessions"_s);
        ended.count += qint64(batch->ended.size());
        isMore = batch->next.has_value();
        order.query.after = batch->next;
    }
    co_return ended;
}

Result<AdminSessionService::Batch> AdminSessionService::endNext(Stores &stores,
                                                                const Order &order) const
{
    const auto filter = within(stores, order.actor, order.query.filter);
    if (!filter)
        return filter.error();
    SessionListQuery query = order.query;
    query.filter = *filter;
    const auto found = stores.sessionList.list(query);
    if (!found)
        return found.error();
    if (found->empty())
        return Batch();
    std::vector<Session> sessions;
    for (const SessionView &view : *found)
        sessions.push_back(view.session);
    const auto ended = m_sessions.end(stores, sessions, {order.actor.name, order.why});
    if (!ended)
        return ended.error();
    Batch batch{*ended, std::nullopt};
    if (found->size() == size_t(order.query.limit))
        batch.next = placeOf(found->back(), order.query.order);
    if (batch.ended.empty())
        return batch;
    const auto noted = AuditService::record(stores, order.actor, noteOf(batch.ended, order.why),
                                            m_context.clock.now());
    if (!noted)
        return noted.error();
    return batch;
}

} // namespace linnet
