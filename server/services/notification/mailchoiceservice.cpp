// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/mailchoiceservice.h"

#include "server/services/notification/unsubscribelink.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error invalidLink()
{
    return {Error::Kind::InvalidInput, "link_invalid"_L1, u"This link is not valid."_s};
}

} // namespace

MailChoiceService::MailChoiceService(Database &database, const SecretBox &box)
    : m_database(database)
    , m_box(box)
{}

QCoro::Task<Result<MailChoice>> MailChoiceService::find(UserId user)
{
    const auto found =
        co_await m_database.read([user](Stores &stores) { return stores.mailChoices.find(user); });
    co_return found;
}

QCoro::Task<Result<MailChoice>> MailChoiceService::change(UserId user, MailChoiceChange change)
{
    const auto changed = co_await m_database.write(
        [user, change](Stores &stores) { return store(stores, user, change); });
    co_return changed;
}

Result<NewsMail> MailChoiceService::sortOf(const QString &token) const
{
    const auto parsed = parse(token);
    if (!parsed)
        return parsed.error();
    return parsed->sort;
}

QCoro::Task<Result<NewsMail>> MailChoiceService::decline(QString token)
{
    const auto parsed = parse(token);
    if (!parsed)
        co_return parsed.error();
    MailChoiceChange change;
    (parsed->sort == NewsMail::FriendRequest ? change.friendRequests : change.whileAway) = false;
    const auto changed = co_await m_database.write(
        [user = parsed->user, change](Stores &stores) { return store(stores, user, change); });
    if (!changed)
        co_return changed.error().kind == Error::Kind::NotFound ? invalidLink() : changed.error();
    co_return parsed->sort;
}

Result<MailChoice> MailChoiceService::store(Stores &stores, UserId user,
                                            const MailChoiceChange &change)
{
    if (const auto known = stores.accounts.find(user); !known)
        return known.error();
    auto choice = stores.mailChoices.find(user);
    if (!choice)
        return choice;
    choice->friendRequests = change.friendRequests.value_or(choice->friendRequests);
    choice->whileAway = change.whileAway.value_or(choice->whileAway);
    if (const auto put = stores.mailChoices.put(user, *choice); !put)
        return put.error();
    return choice;
}

Result<Unsubscription> MailChoiceService::parse(const QString &token) const
{
    const auto parsed = parseUnsubscribeToken(token, m_box);
    if (!parsed)
        return invalidLink();
    return *parsed;
}

} // namespace linnet
