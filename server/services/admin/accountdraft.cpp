// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/accountdraft.h"

#include "common/domain/language.h"
#include "server/services/chat/chatrules.h"
#include "server/storage/stores.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Result<QString> phoneOf(const QString &text)
{
    const auto phone = text.isEmpty() ? Identifier() : parsePhone(text).value_or(Identifier());
    if (phone.value.isEmpty() && !text.isEmpty())
        return invalid(u"phone must be a number in international form, e.g. +4915112345678"_s);
    return phone.value;
}

Result<QString> emailOf(const QString &text)
{
    const auto email = text.isEmpty() ? Identifier() : parseEmail(text).value_or(Identifier());
    if (email.value.isEmpty() && !text.isEmpty())
        return invalid(u"email must be an e-mail address"_s);
    return email.value;
}

Result<> setEmail(User &user, const QString &text)
{
    const auto email = emailOf(text);
    if (!email)
        return email.error();
    if (*email == user.email)
        return {};
    user.email = *email;
    user.isEmailVerified = !email->isEmpty();
    return {};
}

Result<> setNames(User &user, const AccountEdit &edit)
{
    if (edit.name) {
        if (auto name = rules::checkName(*edit.name, "name"_L1); !name)
            return name;
        user.displayName = edit.name->trimmed();
    }
    if (edit.username && !edit.username->isEmpty()) {
        if (auto name = rules::checkUsername(*edit.username); !name)
            return name;
    }
    user.username = edit.username.value_or(user.username);
    return {};
}

Result<> checkProfile(const PastProfile &profile)
{
    const QString language = profile.language.value_or(QString());
    if (!language.isEmpty() && !isLanguageTag(language))
        return invalid(u"language must be a language tag, e.g. pt-BR"_s);
    if (auto status = rules::checkText(profile.status.value_or(QString()),
                                       rules::MostStatusCodePoints, "status"_L1);
        !status)
        return status;
    return rules::checkText(profile.bio.value_or(QString()), rules::MostBioCodePoints, "bio"_L1);
}

Result<> setProfile(User &user, const PastProfile &profile)
{
    if (auto valid = checkProfile(profile); !valid)
        return valid;
    user.statusText = profile.status.value_or(user.statusText);
    user.bio = profile.bio.value_or(user.bio);
    user.language = profile.language.value_or(user.language);
    user.privacy = profile.privacy.value_or(user.privacy);
    return {};
}

} // namespace

Result<User> edited(User user, const AccountEdit &edit)
{
    if (const auto names = setNames(user, edit); !names)
        return names.error();
    if (const auto profile = setProfile(user, edit.profile); !profile)
        return profile.error();
    if (edit.phone) {
        const auto phone = phoneOf(*edit.phone);
        if (!phone)
            return phone.error();
        user.phone = *phone;
    }
    if (edit.email) {
        if (const auto email = setEmail(user, *edit.email); !email)
            return email.error();
    }
    if (user.phone.isEmpty() && user.email.isEmpty())
        return invalid(u"phone or email must be there: it is what people sign in with"_s);
    return user;
}

std::vector<AccountName> namesOf(const User &user)
{
    std::vector<AccountName> names{
        {"phone"_L1, {Identifier::Kind::Phone, user.phone}, "phone_taken"_L1},
        {"email"_L1, {Identifier::Kind::Email, user.email}, "email_taken"_L1},
        {"username"_L1,
         {Identifier::Kind::Username, user.username.toLower()},
         "username_taken"_L1}};
    std::erase_if(names, [](const AccountName &name) { return name.identifier.value.isEmpty(); });
    return names;
}

Error taken(const AccountName &name)
{
    return {Error::Kind::Conflict, name.code, name.field + u" is in use by another account"_s};
}

Result<> requireUntaken(Stores &stores, const User &user)
{
    for (const AccountName &name : namesOf(user)) {
        const auto holder = stores.accounts.findByIdentifier(name.identifier);
        if (holder && holder->id != user.id)
            return taken(name);
        if (!holder && holder.error().kind != Error::Kind::NotFound)
            return holder.error();
    }
    return {};
}

} // namespace linnet
