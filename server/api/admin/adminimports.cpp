// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminimports.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int MostUsers = 500; // One commit's worth; a client sends as many requests as it needs.

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Result<OnConflict> policyParam(const QJsonObject &params)
{
    const auto policy = parseOnConflict(params["onConflict"_L1].toString(u"fail"_s));
    if (!policy)
        return invalid(u"onConflict must be one of "_s + onConflictNames().join(u", "_s));
    return *policy;
}

//! \return whether \p object has nothing else than what \p isOf takes under \p name.
template <typename IsOf>
bool isMissingOr(const QJsonObject &object, QLatin1String name, IsOf isOf)
{
    const QJsonValue value = object[name];
    return value.isUndefined() || value.isNull() || isOf(value);
}

Result<bool> flagOf(const QJsonObject &object, QLatin1String name, bool otherwise)
{
    if (!isMissingOr(object, name, [](const QJsonValue &value) { return value.isBool(); }))
        return invalid(name + u" must be true or false"_s);
    return object[name].toBool(otherwise);
}

Result<Audience> audienceOf(const QJsonObject &object, QLatin1String name)
{
    if (!object.contains(name))
        return Audience::Everyone;
    const auto audience = parseAudience(object[name].toString());
    if (!audience)
        return invalid(u"privacy.%1 must be everyone, friends or nobody"_s.arg(name));
    return *audience;
}

Result<std::optional<Privacy>> privacyOf(const QJsonObject &user)
{
    if (!isMissingOr(user, "privacy"_L1, [](const QJsonValue &value) { return value.isObject(); }))
        return invalid(u"privacy must be an object"_s);
    if (!user["privacy"_L1].isObject())
        return std::optional<Privacy>();
    const QJsonObject said = user["privacy"_L1].toObject();
    const auto lastSeen = audienceOf(said, "lastSeen"_L1);
    if (!lastSeen)
        return lastSeen.error();
    const auto picture = audienceOf(said, "picture"_L1);
    if (!picture)
        return picture.error();
    const auto groups = audienceOf(said, "groups"_L1);
    if (!groups)
        return groups.error();
    const auto receipts = flagOf(said, "readReceipts"_L1, true);
    if (!receipts)
        return receipts.error();
    return std::optional(Privacy{*lastSeen, *picture, *groups, *receipts});
}

Result<std::optional<MailChoice>> mailsOf(const QJsonObject &user)
{
    if (!isMissingOr(user, "mails"_L1, [](const QJsonValue &value) { return value.isObject(); }))
        return invalid(u"mails must be an object"_s);
    if (!user["mails"_L1].isObject())
        return std::optional<MailChoice>();
    const QJsonObject said = user["mails"_L1].toObject();
    const auto requests = flagOf(said, "friendRequests"_L1, true);
    if (!requests)
        return requests.error();
    const auto whileAway = flagOf(said, "whileAway"_L1, true);
    if (!whileAway)
        return whileAway.error();
    return std::optional(MailChoice{*requests, *whileAway});
}

std::optional<QString> textOf(const QJsonObject &user, QLatin1String name)
{
    return user[name].isString() ? std::optional(user[name].toString()) : std::nullopt;
}

Result<PastProfile> profileOf(const QJsonObject &user)
{
    const auto privacy = privacyOf(user);
    if (!privacy)
        return privacy.error();
    const auto mails = mailsOf(user);
    if (!mails)
        return mails.error();
    return PastProfile{textOf(user, "status"_L1), textOf(user, "bio"_L1),
                       textOf(user, "language"_L1), *privacy, *mails};
}

//! \return the account that \p value describes, with the fields of a single one that is made.
Result<AccountDraft> draftOf(const QJsonValue &value)
{
    const QJsonObject user = value.toObject();
    if (!value.isObject())
        return invalid(u"users must be objects"_s);
    for (const QLatin1String name : {"name"_L1, "phone"_L1, "email"_L1, "username"_L1, "role"_L1,
                                     "status"_L1, "bio"_L1, "language"_L1}) {
        if (user.contains(name) && !user[name].isString())
            return invalid(name + u" must be a text"_s);
    }
    if (user.contains("emailVerified"_L1) && !user["emailVerified"_L1].isBool())
        return invalid(u"emailVerified must be true or false"_s);
    const bool isProven = user["emailVerified"_L1].toBool(true);
    const bool hasRole = !user["role"_L1].toString().isEmpty();
    const auto role = hasRole ? roleParam(user) : Result<StaffRole>(StaffRole::None);
    if (!role)
        return role.error();
    const auto profile = profileOf(user);
    if (!profile)
        return profile.error();
    return AccountDraft{.name = user["name"_L1].toString(),
                        .phone = user["phone"_L1].toString(),
                        .email = user["email"_L1].toString(),
                        .username = user["username"_L1].toString(),
                        .role = *role,
                        .emailIs = isProven ? AccountDraft::EmailIs::Proven
                                            : AccountDraft::EmailIs::Claimed,
                        .profile = *profile};
}

QJsonObject importedObject(const ImportedAccount &imported, Timestamp at)
{
    QJsonObject object{{"outcome"_L1, nameOf(imported.outcome)}};
    if (imported.view)
        object["user"_L1] = accountItem(*imported.view, at);
    if (imported.error)
        object["error"_L1] =
            QJsonObject{{"code"_L1, imported.error->code}, {"message"_L1, imported.error->message}};
    return object;
}

} // namespace

AdminImportApi::AdminImportApi(AccountImportService &imports)
    : m_imports(imports)
{}

QList<Endpoint> AdminImportApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    return {endpoint(
        {"users.import"_L1, Method::Post, "/api/v1/admin/users/import"_L1, Capability::UsersWrite},
        {{"users"_L1, Type::Array, Need::Required, 1, MostUsers},
         {"onConflict"_L1, Type::String, Need::Optional},
         {"dryRun"_L1, Type::Boolean, Need::Optional}},
        std::bind_front(&AdminImportApi::importUsers, this))};
}

QCoro::Task<Result<Answer>> AdminImportApi::importUsers(Call call)
{
    const auto policy = policyParam(call.params);
    if (!policy)
        co_return policy.error();
    std::vector<Result<AccountDraft>> drafts;
    const QJsonArray users = call.params["users"_L1].toArray();
    for (const auto &user : users)
        drafts.push_back(draftOf(user));
    const auto outcome =
        co_await m_imports.import(actorOf(call), drafts, *policy, runParam(call.params));
    QJsonArray items;
    for (const ImportedAccount &imported : outcome.accounts)
        items.append(importedObject(imported, outcome.at));
    co_return Answer{QJsonObject{{"items"_L1, items}}};
}

} // namespace linnet::admin
