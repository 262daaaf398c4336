// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/peopleservice.h"

#include "common/core/clock.h"
#include "common/domain/language.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/chatrules.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! \return "+" and the digits, from a number as people write it; empty if it is none.
QString canonicalPhone(const QString &written)
{
    QString phone;
    for (const QChar c : written) {
        const bool isDigit = c >= u'0' && c <= u'9';
        const bool isLeadingPlus = c == u'+' && phone.isEmpty();
        if (isDigit || isLeadingPlus)
            phone += c;
        else if (!QStringView(u" -.()/\u00A0").contains(c))
            return {};
    }
    return phone.startsWith(u'+') ? phone : QString();
}

std::vector<QString> canonicalPhones(const QStringList &written)
{
    std::vector<QString> phones;
    for (const QString &each : written) {
        if (QString phone = canonicalPhone(each); !phone.isEmpty())
            phones.push_back(std::move(phone));
    }
    std::sort(phones.begin(), phones.end());
    phones.erase(std::unique(phones.begin(), phones.end()), phones.end());
    return phones;
}

Result<std::vector<User>> searchAccounts(Stores &stores, const AccountSearch &search)
{
    return Viewer(stores, search.viewer).shown(stores.accounts.search(search), std::identity());
}

Result<std::vector<User>> listContacts(Stores &stores, UserId user,
                                       const std::vector<QString> &phones)
{
    auto found = stores.accounts.listByPhones(phones);
    if (!found)
        return found;
    const auto blocks = stores.blocks.listEither(user);
    if (!blocks)
        return blocks.error();
    std::erase_if(*found, [&](const User &contact) {
        return contact.id == user
            || std::find(blocks->begin(), blocks->end(), contact.id) != blocks->end();
    });
    return Viewer(stores, user).shown(std::move(found), std::identity());
}

} // namespace

PeopleService::PeopleService(ChatContext context)
    : m_context(context)
{}

QCoro::Task<Result<User>> PeopleService::find(UserId user)
{
    auto found = co_await m_context.database.read(
        [user](Stores &stores) { return stores.accounts.find(user); });
    co_return found;
}

QCoro::Task<Result<User>> PeopleService::findByIdentifier(Identifier identifier)
{
    auto found = co_await m_context.database.read(
        [identifier](Stores &stores) { return stores.accounts.findByIdentifier(identifier); });
    co_return found;
}

QCoro::Task<Result<std::vector<User>>> PeopleService::list(UserId viewer, UserId after, int limit)
{
    AccountSearch everybody;
    everybody.viewer = viewer;
    everybody.after = after;
    everybody.limit = std::clamp(limit, 1, MostListed);
    auto found = co_await m_context.database.read(
        [everybody](Stores &stores) { return searchAccounts(stores, everybody); });
    co_return found;
}

QCoro::Task<Result<User>> PeopleService::show(UserId viewer, UserId user)
{
    auto found = co_await m_context.database.read([viewer, user](Stores &stores) -> Result<User> {
        const auto blocks = stores.blocks.findBetween(viewer, user);
        if (!blocks)
            return blocks.error();
        if (blocks->others)
            return noSuchUser();
        auto shown = stores.accounts.find(user);
        if (!shown)
            return shown;
        if (const auto hidden = Viewer(stores, viewer).hidePicture(*shown); !hidden)
            return hidden.error();
        return shown;
    });
    co_return found;
}

Result<> PeopleService::check(const ProfileChange &change)
{
    if (change.displayName) {
        if (const auto name = rules::checkName(*change.displayName, "displayName"_L1); !name)
            return name;
    }
    if (const auto url = rules::checkUrl(change.avatarUrl.value_or(QString()), "avatarUrl"_L1);
        !url)
        return url;
    if (const auto bio =
            rules::checkText(change.bio.value_or(QString()), rules::MostBioCodePoints, "bio"_L1);
        !bio)
        return bio;
    if (change.username) {
        if (const auto name = rules::checkUsername(*change.username); !name)
            return name;
    }
    const QString language = change.language.value_or(QString());
    if (!language.isEmpty() && !isLanguageTag(language))
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"language must be a language tag, e.g. pt-BR"_s};
    return rules::checkText(change.statusText.value_or(QString()), rules::MostStatusCodePoints,
                            "statusText"_L1);
}

QCoro::Task<Result<User>> PeopleService::change(UserId user, ProfileChange change)
{
    if (const auto valid = check(change); !valid)
        co_return valid.error();

    const auto changed = co_await m_context.database.write(
        [this, user, change](Stores &stores) { return store(stores, user, change); },
        [this, user](const Result<User> &outcome) {
            m_context.memory.profiles.forget(user);
            if (outcome)
                m_context.bus.publish({ProfileChanged{*outcome}, {user}, {}});
        });
    co_return changed;
}

QCoro::Task<Result<std::vector<User>>> PeopleService::search(UserId user, QString text)
{
    AccountSearch search;
    search.text = text.trimmed();
    if (search.text == u"+")
        search.text.clear();
    search.viewer = user;
    search.except = user;
    search.limit = MostFound;
    auto found = co_await m_context.database.read(
        [search](Stores &stores) { return searchAccounts(stores, search); });
    co_return found;
}

QCoro::Task<Result<std::vector<User>>> PeopleService::findContacts(UserId user, QStringList phones)
{
    const std::vector<QString> wanted = canonicalPhones(phones);
    std::vector<User> contacts;
    for (size_t begin = 0; begin < wanted.size(); begin += ContactsAtOnce) {
        const auto first = wanted.begin() + qsizetype(begin);
        const size_t count = std::min(size_t(ContactsAtOnce), wanted.size() - begin);
        const std::vector<QString> some(first, first + qsizetype(count));
        const auto found = co_await m_context.database.read(
            [user, some](Stores &stores) { return listContacts(stores, user, some); });
        if (!found)
            co_return found.error();
        contacts.insert(contacts.end(), found->begin(), found->end());
    }
    co_return contacts;
}

Result<User> PeopleService::store(Stores &stores, UserId user, const ProfileChange &change) const
{
    auto changed = stores.accounts.find(user);
    if (!changed)
        return changed;
    changed->displayName = change.displayName.value_or(changed->displayName).trimmed();
    changed->avatarUrl = change.avatarUrl.value_or(changed->avatarUrl);
    changed->statusText = change.statusText.value_or(changed->statusText);
    changed->username = change.username.value_or(changed->username);
    changed->bio = change.bio.value_or(changed->bio);
    changed->language = change.language.value_or(changed->language);
    changed->updatedAt = m_context.clock.now();
    m_context.memory.profiles.forget(user);
    const auto updated = stores.accounts.updateProfile(*changed);
    if (!updated)
        return updated.error().kind == Error::Kind::Conflict ? rules::usernameTaken()
                                                             : updated.error();
    return changed;
}

} // namespace linnet
