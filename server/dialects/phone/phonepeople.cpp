// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonepeople.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phoneguard.h"
#include "server/dialects/shared/rows.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/identity/identifierservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

//! The web client sends camelCase, the mobile client the names of the rows.
std::optional<QString> eitherParam(const QJsonObject &params, QLatin1String name,
                                   QLatin1String otherName)
{
    const auto text = textParam(params, name);
    return text ? text : textParam(params, otherName);
}

Answer userAnswer(const User &user)
{
    return {QJsonObject{{"user"_L1, userRow(user)}}};
}

Answer ownAnswer(const User &user)
{
    return {QJsonObject{{"user"_L1, ownRow(user)}}};
}

} // namespace

PhonePeopleApi::PhonePeopleApi(PeopleService &people, IdentifierService &identifiers)
    : m_people(people)
    , m_identifiers(identifiers)
{}

QList<Endpoint> PhonePeopleApi::endpoints()
{
    const Schema profile{optionalText("displayName"_L1), optionalText("avatarUrl"_L1),
                         optionalText("statusText"_L1),  optionalText("display_name"_L1),
                         optionalText("avatar_url"_L1),  optionalText("status_text"_L1),
                         optionalText("username"_L1),    optionalText("bio"_L1),
                         optionalText("language"_L1),    CurrentPassword};
    Endpoint contacts =
        httpRow("user.sync-contacts"_L1, Method::Post, "/api/v1/users/contacts/sync"_L1,
                {{"phoneNumbers"_L1, Field::Type::Array}},
                std::bind_front(&PhonePeopleApi::syncContacts, this));
    contacts.cost = Cost::Expensive; // Whoever has all numbers there are would learn who is here.
    contacts.bulkField = "phoneNumbers"_L1;
    return {
        {"user.me"_L1,
         Method::Get,
         "/api/v1/users/me"_L1,
         {},
         Access::User,
         Cost::Read,
         {},
         std::bind_front(&PhonePeopleApi::showSelf, this)},
        {"user.update"_L1,
         Method::Put,
         "/api/v1/users/me"_L1,
         {},
         Access::User,
         Cost::Write,
         profile,
         std::bind_front(&PhonePeopleApi::changeSelf, this)},
        {"user.search"_L1,
         Method::Get,
         "/api/v1/users/search"_L1,
         {},
         Access::User,
         Cost::Search,
         {optionalText("q"_L1)},
         std::bind_front(&PhonePeopleApi::search, this)},
        contacts,
        {"user.find"_L1,
         Method::Get,
         "/api/v1/users/{userId}"_L1,
         {},
         Access::User,
         Cost::Read,
         {{"userId"_L1}},
         std::bind_front(&PhonePeopleApi::show, this)},
    };
}

QCoro::Task<Result<Answer>> PhonePeopleApi::showSelf(Call call)
{
    const auto user = co_await m_people.find(call.caller.user);
    if (!user)
        co_return user.error();
    co_return ownAnswer(*user);
}

QCoro::Task<Result<Answer>> PhonePeopleApi::changeSelf(Call call)
{
    const ProfileChange change{
        eitherParam(call.params, "displayName"_L1, "display_name"_L1),
        eitherParam(call.params, "avatarUrl"_L1, "avatar_url"_L1),
        eitherParam(call.params, "statusText"_L1, "status_text"_L1),
        textParam(call.params, "username"_L1),
        textParam(call.params, "bio"_L1),
        textParam(call.params, "language"_L1),
    };
    if (const auto valid = PeopleService::check(change); !valid)
        co_return valid.error(); // Before a part of it is done.
    if (change.username) {
        const auto renamed = co_await rename(call, *change.username);
        if (!renamed)
            co_return renamed.error();
    }
    const auto user = co_await m_people.change(call.caller.user, change);
    if (!user)
        co_return user.error();
    co_return ownAnswer(*user);
}

//! A name that can be signed in with is guarded as the other identifiers are; the first is free.
QCoro::Task<Result<>> PhonePeopleApi::rename(Call call, QString username)
{
    const auto self = co_await m_people.find(call.caller.user);
    if (!self)
        co_return self.error();
    if (self->username.isEmpty() || self->username == username)
        co_return Result<>();
    auto renamed = co_await m_identifiers.setUsername(guardedChangeOf(call), username);
    co_return renamed;
}

QCoro::Task<Result<Answer>> PhonePeopleApi::show(Call call)
{
    const auto id = userParam(call.params, "userId"_L1);
    if (!id)
        co_return id.error();
    const auto user = co_await m_people.show(call.caller.user, *id);
    if (!user)
        co_return user.error();
    co_return userAnswer(*user);
}

QCoro::Task<Result<Answer>> PhonePeopleApi::search(Call call)
{
    // A blank one is welcome and means everybody, so it is not the schema's "required".
    const QString text = call.params["q"_L1].toString();
    if (text.isEmpty())
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"Query parameter q is required"_s};
    const auto users = co_await m_people.search(call.caller.user, text);
    if (!users)
        co_return users.error();
    co_return Answer{QJsonObject{{"users"_L1, toArray(*users, userRow)}}};
}

QCoro::Task<Result<Answer>> PhonePeopleApi::syncContacts(Call call)
{
    QStringList phones; // What is no text is no number: address books hold everything.
    for (const QJsonValue &phone : call.params["phoneNumbers"_L1].toArray())
        phones.append(phone.toString());
    const auto contacts = co_await m_people.findContacts(call.caller.user, phones);
    if (!contacts)
        co_return contacts.error();
    co_return Answer{QJsonObject{{"contacts"_L1, toArray(*contacts, userRow)}}};
}

} // namespace linnet::phone
