// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminuserservice.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/services/identity/secondfactorservice.h"
#include "server/storage/database.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr int MostListed = 200;

Result<bool> hasPassword(Stores &stores, UserId user)
{
    const auto password = stores.passwords.find(user);
    if (!password && password.error().kind != Error::Kind::NotFound)
        return password.error();
    return password.has_value();
}

Result<AccountDetails> detailsOf(Stores &stores, UserId user, Timestamp now)
{
    const auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    const auto sessions = stores.sessions.listLive(user, now);
    if (!sessions)
        return sessions.error();
    const auto isProtected = hasPassword(stores, user);
    if (!isProtected)
        return isProtected.error();
    const auto isGuarded = SecondFactorService::isActive(stores, user);
    if (!isGuarded)
        return isGuarded.error();
    return AccountDetails{*view, int(sessions->size()), *isProtected, *isGuarded};
}

} // namespace

Result<Filter> AdminUserService::parse(const QString &expression) const
{
    return parseFilter(expression, accountFields(), m_context.clock.now());
}

QCoro::Task<Result<AccountPage>> AdminUserService::list(AccountPageQuery query)
{
    const size_t count = size_t(std::clamp(query.limit, 1, MostListed));
    const AccountListQuery asked{std::move(query.filter), m_context.clock.now(), query.order,
                                 std::move(query.after), int(count) + 1};
    auto accounts = co_await m_context.database.read(
        [asked](Stores &stores) { return stores.accountList.list(asked); });
    if (!accounts)
        co_return accounts.error();
    AccountPage page{std::move(*accounts), std::nullopt, asked.now};
    if (page.accounts.size() > count) {
        page.accounts.pop_back();
        page.next = placeOf(page.accounts.back().user);
    }
    co_return page;
}

QCoro::Task<Result<qint64>> AdminUserService::count(Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [filter = std::move(filter), now = m_context.clock.now()](Stores &stores) {
            return stores.accountList.count(filter, now);
        });
    co_return counted;
}

//! No user name is a number, so none can be taken for an id.
QCoro::Task<Result<UserId>> AdminUserService::locate(QString who)
{
    if (const auto id = UserId::parse(who))
        co_return *id;
    const auto identifier = parseIdentifier(who);
    if (!identifier)
        co_return noSuchUser();
    const auto user = co_await m_context.database.read(
        [identifier](Stores &stores) { return stores.accounts.findByIdentifier(*identifier); });
    if (!user)
        co_return user.error();
    co_return user->id;
}

QCoro::Task<Result<AccountSeen>> AdminUserService::find(UserId user)
{
    const Timestamp now = m_context.clock.now();
    const auto details = co_await m_context.database.read(
        [user, now](Stores &stores) { return detailsOf(stores, user, now); });
    if (!details)
        co_return details.error();
    co_return AccountSeen{*details, now};
}

} // namespace linnet
