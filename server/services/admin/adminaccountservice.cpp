// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminaccountservice.h"

#include "common/core/idgenerator.h"
#include "server/bus/eventbus.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/admin/staffservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/identity/emailclaim.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/webhook/webhookwriter.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error emailMissing()
{
    return {Error::Kind::Conflict, "email_missing"_L1, u"This account has no e-mail address."_s};
}

QString targetOf(UserId user)
{
    return u"user:"_s + user.toString();
}

QString textOf(const Privacy &privacy)
{
    return u"lastSeen %1, picture %2, groups %3, readReceipts %4"_s.arg(
        nameOf(privacy.lastSeen), nameOf(privacy.avatar), nameOf(privacy.groups),
        privacy.readReceipts ? "yes"_L1 : "no"_L1);
}

//! \return who \p user is, as the audit log has it; what they have not chosen is left out.
QJsonObject noteOf(const User &user)
{
    QJsonObject note{{u"name"_s, user.displayName},
                     {u"phone"_s, user.phone},
                     {u"email"_s, user.email},
                     {u"emailVerified"_s, user.isEmailVerified},
                     {u"username"_s, user.username}};
    if (!user.statusText.isEmpty())
        note[u"status"_s] = user.statusText;
    if (!user.bio.isEmpty())
        note[u"bio"_s] = user.bio;
    if (!user.language.isEmpty())
        note[u"language"_s] = user.language;
    if (user.privacy != Privacy())
        note[u"privacy"_s] = textOf(user.privacy);
    return note;
}

//! \return whether that changed which mails \p user wants.
Result<bool> putMails(Stores &stores, UserId user, const std::optional<MailChoice> &mails)
{
    if (!mails)
        return false;
    const auto before = stores.mailChoices.find(user);
    if (!before)
        return before.error();
    if (*before == *mails)
        return false;
    if (const auto put = stores.mailChoices.put(user, *mails); !put)
        return put.error();
    return true;
}

//! \return \p all without what is the same in \p other.
QJsonObject difference(const QJsonObject &all, const QJsonObject &other)
{
    QJsonObject rest;
    for (auto field = all.begin(); field != all.end(); ++field) {
        if (field.value() != other.value(field.key()))
            rest.insert(field.key(), field.value());
    }
    return rest;
}

} // namespace

//! \brief An account that was changed, and what its owner is told.
struct AdminAccountService::Changed
{
    AccountOutcome outcome;
    bool isNews = false;
    std::optional<NotificationView> notification = {};
};

AdminAccountService::AdminAccountService(ChatContext context, StaffService &staff,
                                         const SecurityWriter &security)
    : m_context(context)
    , m_staff(staff)
    , m_security(security)
{}

QCoro::Task<Result<AccountOutcome>> AdminAccountService::create(Actor actor, AccountDraft draft,
                                                                Run run)
{
    const auto added = co_await perform(
        adminContext(), run,
        [this, actor, draft](Stores &stores) { return add(stores, actor, draft); },
        [this](const Result<AccountView> &view) {
            if (view)
                announce(*view);
        });
    if (!added)
        co_return added.error();
    co_return AccountOutcome{*added, m_context.clock.now()};
}

QCoro::Task<Result<AccountOutcome>> AdminAccountService::edit(Actor actor, UserId user,
                                                              AccountEdit edit, Run run)
{
    auto changed = co_await finish(run, [this, actor, user, edit](Stores &stores) {
        return change(stores, actor, user, edit);
    });
    co_return changed;
}

QCoro::Task<Result<AccountOutcome>> AdminAccountService::verifyEmail(Actor actor, UserId user,
                                                                     Run run)
{
    auto verified = co_await finish(
        run, [this, actor, user](Stores &stores) { return verify(stores, actor, user); });
    co_return verified;
}

QCoro::Task<Result<AccountOutcome>> AdminAccountService::finish(
    Run run, std::function<Result<Changed>(Stores &)> work)
{
    const auto changed =
        co_await perform(adminContext(), run, std::move(work), [this](const Result<Changed> &done) {
            if (!done || !done->isNews)
                return;
            const User &user = done->outcome.view.user;
            m_context.bus.publish({ProfileChanged{user}, {user.id}, {}});
            m_security.announce(done->notification);
        });
    if (!changed)
        co_return changed.error();
    co_return changed->outcome;
}

Result<AccountView> AdminAccountService::add(Stores &stores, const Actor &actor,
                                             const AccountDraft &draft) const
{
    const Timestamp now = m_context.clock.now();
    const User fresh{.id = m_context.ids.next<UserId>(),
                     .phone = {},
                     .displayName = {},
                     .avatarUrl = {},
                     .statusText = {},
                     .createdAt = now,
                     .updatedAt = now};
    auto user =
        edited(fresh, {draft.name, draft.phone, draft.email, draft.username, draft.profile});
    if (!user)
        return user.error();
    if (draft.emailIs == AccountDraft::EmailIs::Claimed)
        user->isEmailVerified = false;
    if (const auto untaken = requireUntaken(stores, *user); !untaken)
        return untaken.error();
    if (const auto added = stores.accounts.add(*user); !added)
        return added.error();
    if (const auto set = stores.accounts.updatePrivacy(user->id, user->privacy); !set)
        return set.error();
    if (const auto put = putMails(stores, user->id, draft.profile.mails); !put)
        return put.error();
    const auto noted = AuditService::record(
        stores, actor,
        {.action = u"user.create"_s, .target = targetOf(user->id), .after = noteOf(*user)}, now);
    if (!noted)
        return noted.error();
    const WebhookWriter webhooks(m_context.ids);
    if (const auto told = webhooks.write(stores, accountCreated(user->id, now)); !told)
        return told.error();
    if (draft.role != StaffRole::None) {
        if (const auto allowed = requireMayMake(stores, actor); !allowed)
            return allowed.error();
        if (const auto set = StaffService::change(stores, {actor, user->id, draft.role, now}); !set)
            return set.error();
    }
    return stores.accountList.find(user->id);
}

void AdminAccountService::announce(const AccountView &added) const
{
    m_staff.remember(added.user.id, added.role);
}

Result<AdminAccountService::Changed> AdminAccountService::change(Stores &stores, const Actor &actor,
                                                                 UserId user,
                                                                 const AccountEdit &edit) const
{
    const Timestamp now = m_context.clock.now();
    if (const auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
        return allowed.error();
    auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto notMerged = requireNotMerged(*view); !notMerged)
        return notMerged.error();
    if (const auto notErased = requireNotErased(*view); !notErased)
        return notErased.error();
    const auto after = edited(view->user, edit);
    if (!after)
        return after.error();
    const auto hasOtherMails = putMails(stores, user, edit.profile.mails);
    if (!hasOtherMails)
        return hasOtherMails.error();
    if (*after == view->user)
        return Changed{{*view, now, *hasOtherMails}};
    return storeChange(stores, actor, *view, *after);
}

Result<AdminAccountService::Changed> AdminAccountService::storeChange(Stores &stores,
                                                                      const Actor &actor,
                                                                      AccountView view,
                                                                      const User &after) const
{
    const Timestamp now = m_context.clock.now();
    const User before = std::exchange(view.user, after);
    view.user.updatedAt = now;
    if (const auto stored = store(stores, before, view.user); !stored)
        return stored.error();
    const auto noted = AuditService::record(stores, actor,
                                            {.action = u"user.edit"_s,
                                             .target = targetOf(after.id),
                                             .before = difference(noteOf(before), noteOf(after)),
                                             .after = difference(noteOf(after), noteOf(before))},
                                            now);
    if (!noted)
        return noted.error();
    if (after.email == before.email)
        return Changed{{view, now, true}, true};
    const auto told = m_security.add(stores, before,
                                     after.email.isEmpty() ? SecurityEvent::IdentifierRemoved
                                                           : SecurityEvent::EmailChanged);
    if (!told)
        return told.error();
    return Changed{{view, now, true}, true, *told};
}

//! Later writes in the same commit must not use the old name.
Result<> AdminAccountService::store(Stores &stores, const User &before, const User &after) const
{
    m_context.memory.profiles.forget(after.id);
    if (auto untaken = requireUntaken(stores, after); !untaken)
        return untaken;
    if (auto updated = stores.accounts.updateProfile(after); !updated)
        return updated;
    if (after.privacy != before.privacy) {
        if (auto set = stores.accounts.updatePrivacy(after.id, after.privacy); !set)
            return set;
    }
    if (after.phone != before.phone) {
        if (auto set = stores.accounts.setPhone(after.id, after.phone); !set)
            return set;
    }
    if (after.email == before.email)
        return {};
    const auto verifiedAt = after.isEmailVerified ? std::optional(after.updatedAt) : std::nullopt;
    return stores.accounts.setEmail(after.id, after.email, verifiedAt);
}

Result<AdminAccountService::Changed> AdminAccountService::verify(Stores &stores, const Actor &actor,
                                                                 UserId user) const
{
    const Timestamp now = m_context.clock.now();
    if (const auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
        return allowed.error();
    auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    const Identifier email{Identifier::Kind::Email, view->user.email};
    if (email.value.isEmpty())
        return emailMissing();
    const auto proven = proveEmail(stores, view->user, email, now);
    if (!proven)
        return proven.error();
    if (!*proven)
        return Changed{{*view, now}};
    view->user.isEmailVerified = true;
    const auto noted = AuditService::record(stores, actor,
                                            {.action = u"user.verify"_s,
                                             .target = targetOf(user),
                                             .after = {{u"email"_s, email.value}}},
                                            now);
    if (!noted)
        return noted.error();
    const auto told = m_security.add(stores, view->user, SecurityEvent::EmailProven);
    if (!told)
        return told.error();
    return Changed{{*view, now}, true, *told};
}

} // namespace linnet
