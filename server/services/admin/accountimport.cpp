// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/accountimport.h"

#include "common/domain/identifier.h"
#include "common/domain/notfound.h"
#include "server/services/admin/importtwins.h"
#include "server/storage/database.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<OnConflict, QLatin1String>, 3> PolicyNames = {{
    {OnConflict::Fail, "fail"_L1},
    {OnConflict::Skip, "skip"_L1},
    {OnConflict::Update, "update"_L1},
}};

constexpr size_t BegunAtOnce = 100; // The database commits them at once.

constexpr std::array TakenCodes = {"phone_taken"_L1, "email_taken"_L1, "username_taken"_L1};

bool isTaken(const Error &error)
{
    return std::ranges::find(TakenCodes, error.code) != TakenCodes.end();
}

Error roleDiffers(StaffRole role)
{
    return {Error::Kind::Conflict, "role_differs"_L1,
            u"role is %1 in the account that is there, and an import changes nobody's role"_s.arg(
                nameOf(role))};
}

//! What the server cannot do now says nothing against the account.
ImportedAccount failed(const Error &error)
{
    const bool isOutage = error.kind == Error::Kind::Unavailable;
    return {.outcome =
                isOutage ? ImportedAccount::Outcome::Untried : ImportedAccount::Outcome::Failed,
            .error = error};
}

std::optional<QString> given(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

//! \return whom one of the names of \p draft belongs to, the surest first.
Result<AccountView> namesakeOf(Stores &stores, const AccountDraft &draft)
{
    const std::array identifiers{
        parsePhone(draft.phone), parseEmail(draft.email),
        std::optional(Identifier{Identifier::Kind::Username, draft.username.toLower()})};
    for (const auto &identifier : identifiers) {
        if (!identifier || identifier->value.isEmpty())
            continue;
        const auto holder = stores.accounts.findByIdentifier(*identifier);
        if (holder)
            return stores.accountList.find(holder->id);
        if (holder.error().kind != Error::Kind::NotFound)
            return holder.error();
    }
    return noSuchUser();
}

} // namespace

QStringList onConflictNames()
{
    QStringList names;
    for (const auto &[policy, name] : PolicyNames)
        names.append(name);
    return names;
}

std::optional<OnConflict> parseOnConflict(QStringView name)
{
    for (const auto &[policy, known] : PolicyNames) {
        if (known == name)
            return policy;
    }
    return std::nullopt;
}

QLatin1String nameOf(ImportedAccount::Outcome outcome)
{
    switch (outcome) {
    case ImportedAccount::Outcome::Created:
        return "created"_L1;
    case ImportedAccount::Outcome::Updated:
        return "updated"_L1;
    case ImportedAccount::Outcome::Unchanged:
        return "unchanged"_L1;
    case ImportedAccount::Outcome::Skipped:
        return "skipped"_L1;
    case ImportedAccount::Outcome::Failed:
        return "failed"_L1;
    case ImportedAccount::Outcome::Untried:
        return "untried"_L1;
    }
    Q_UNREACHABLE();
}

QCoro::Task<ImportOutcome> AccountImportService::import(Actor actor,
                                                        std::vector<Result<AccountDraft>> drafts,
                                                        OnConflict policy, Run run)
{
    ImportOutcome outcome;
    ImportTwins twins(policy);
    std::optional<Error> outage;
    for (std::span rest(drafts); !rest.empty() && !outage;) {
        const auto slice = rest.first(std::min(rest.size(), BegunAtOnce));
        std::vector<QCoro::Task<ImportedAccount>> tasks;
        for (const auto &drafted : slice)
            tasks.push_back(importOne(actor, drafted, policy, run));
        for (auto &task : tasks) {
            auto imported = co_await task;
            if (imported.outcome == ImportedAccount::Outcome::Untried)
                outage = imported.error;
            outcome.accounts.push_back(run == Run::Rehearsal ? twins.settle(std::move(imported))
                                                             : std::move(imported));
        }
        rest = rest.subspan(slice.size());
    }
    outcome.accounts.resize(drafts.size(),
                            {.outcome = ImportedAccount::Outcome::Untried, .error = outage});
    outcome.at = m_context.clock.now();
    co_return outcome;
}

QCoro::Task<ImportedAccount> AccountImportService::importOne(Actor actor,
                                                             Result<AccountDraft> drafted,
                                                             OnConflict policy, Run run)
{
    if (!drafted)
        co_return failed(drafted.error());
    const AccountDraft draft = *drafted;
    const auto created = co_await m_accounts.create(actor, draft, run);
    if (created)
        co_return ImportedAccount{ImportedAccount::Outcome::Created, created->view};
    if (policy == OnConflict::Fail || !isTaken(created.error()))
        co_return failed(created.error());
    const auto found = co_await findNamesake(draft);
    if (!found)
        co_return failed(found.error());
    if (policy == OnConflict::Skip)
        co_return ImportedAccount{ImportedAccount::Outcome::Skipped, *found};
    auto updated = co_await update(actor, *found, draft, run);
    co_return updated;
}

QCoro::Task<ImportedAccount> AccountImportService::update(Actor actor, AccountView found,
                                                          AccountDraft draft, Run run)
{
    if (draft.role != StaffRole::None && draft.role != found.role)
        co_return failed(roleDiffers(found.role));
    const AccountEdit edit{draft.name, given(draft.phone), given(draft.email),
                           given(draft.username), draft.profile};
    const auto changed = co_await m_accounts.edit(actor, found.user.id, edit, run);
    if (!changed)
        co_return failed(changed.error());
    co_return ImportedAccount{changed->isChanged ? ImportedAccount::Outcome::Updated
                                                 : ImportedAccount::Outcome::Unchanged,
                              changed->view};
}

QCoro::Task<Result<AccountView>> AccountImportService::findNamesake(AccountDraft draft)
{
    auto found = co_await m_context.database.read(
        [draft](Stores &stores) { return namesakeOf(stores, draft); });
    co_return found;
}

} // namespace linnet
