// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminusers.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr auto Encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

//! A cursor is an id and, in the order of names, the name after a dot.
QString cursorOf(const AccountPlace &place, AccountOrder order)
{
    QString id = place.id.toString();
    if (order != AccountOrder::Name)
        return id;
    return id + u'.' + QString::fromLatin1(place.name.toUtf8().toBase64(Encoding));
}

Result<std::optional<AccountPlace>> placeParam(const QJsonObject &params)
{
    const auto named = sortedCursorParam(params);
    if (!named)
        return named.error();
    const std::optional<QString> &given = *named;
    if (!given)
        return std::optional<AccountPlace>();
    const QString &cursor = *given;
    const auto id = UserId::parse(cursor.section(u'.', 0, 0));
    const auto name = QByteArray::fromBase64Encoding(cursor.section(u'.', 1).toLatin1(),
                                                     QByteArray::Base64UrlEncoding
                                                         | QByteArray::AbortOnBase64DecodingErrors);
    if (!id || !name)
        return foreignCursor();
    return std::optional(AccountPlace{*id, QString::fromUtf8(*name)});
}

Result<AccountOrder> orderParam(const QJsonObject &params)
{
    if (!params.contains("sort"_L1))
        return AccountOrder::Newest;
    const auto order = parseAccountOrder(params["sort"_L1].toString());
    if (!order)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"sort must be one of "_s + accountOrderNames().join(u", "_s)};
    return *order;
}

std::vector<QJsonObject> accountItems(const AccountPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.accounts.size());
    for (const AccountView &view : page.accounts)
        items.push_back(accountItem(view, page.at));
    return items;
}

QStringList columns()
{
    return {u"id"_s,
            u"name"_s,
            u"username"_s,
            u"phone"_s,
            u"email"_s,
            u"emailVerified"_s,
            u"state"_s,
            u"role"_s,
            u"createdAt"_s,
            u"lastSeenAt"_s,
            u"suspension.until"_s,
            u"erasure.dueAt"_s};
}

} // namespace

AdminUserApi::AdminUserApi(AdminUserService &users)
    : m_users(users)
{}

QList<Endpoint> AdminUserApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Field filter{"filter"_L1, Type::String, Need::Optional};
    const Field sort{"sort"_L1, Type::String, Need::Optional};
    const Endpoint exported =
        exportEndpoint({"users.list.export"_L1, Method::Get, "/api/v1/admin/users/export"_L1,
                        Capability::UsersRead},
                       {filter, sort}, std::bind_front(&AdminUserApi::exportAll, this));
    return {
        endpoint({"users.list"_L1, Method::Get, "/api/v1/admin/users"_L1, Capability::UsersRead},
                 pageSchema({filter, sort}), std::bind_front(&AdminUserApi::list, this)),
        exported,
        endpoint(
            {"users.count"_L1, Method::Get, "/api/v1/admin/users/count"_L1, Capability::UsersRead},
            {filter}, std::bind_front(&AdminUserApi::count, this)),
        endpoint({"users.show"_L1, Method::Get, "/api/v1/admin/users/{userId}"_L1,
                  Capability::UsersRead},
                 {{"userId"_L1}}, std::bind_front(&AdminUserApi::show, this)),
    };
}

QCoro::Task<Result<Answer>> AdminUserApi::list(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = limitParam(call.params);
    const AccountOrder order = query->order;
    const auto page = co_await m_users.list(std::move(*query));
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : accountItems(*page))
        items.append(item);
    const auto &next = page->next;
    const auto cursor = next ? std::optional(cursorOf(*next, order)) : std::nullopt;
    co_return pageAnswer(items, withSort(call.params, cursor));
}

QCoro::Task<Result<Answer>> AdminUserApi::exportAll(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = ExportedAtOnce;
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"users"_s, columns(),
         pagesOf(m_users, &AdminUserService::list, std::move(*query), accountItems)});
}

QCoro::Task<Result<Answer>> AdminUserApi::count(Call call)
{
    const auto filter = m_users.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_users.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminUserApi::show(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto seen = co_await m_users.find(*user);
    if (!seen)
        co_return seen.error();
    co_return Answer{accountObject(seen->details, seen->at)};
}

Result<AccountPageQuery> AdminUserApi::queryParam(const QJsonObject &params) const
{
    const auto filter = m_users.parse(params["filter"_L1].toString());
    if (!filter)
        return filter.error();
    const auto order = orderParam(params);
    if (!order)
        return order.error();
    const auto after = placeParam(params);
    if (!after)
        return after.error();
    return AccountPageQuery{.filter = *filter, .order = *order, .after = *after};
}

} // namespace linnet::admin
