// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/adminaccountservice.h"

#include <vector>

namespace linnet {

//! \brief What becomes of an account that is there already, by the phone number, e-mail address or
//! user name of one that is to be made.
enum class OnConflict { Fail, Skip, Update };

QStringList onConflictNames();
//! \return nothing if there is no such word.
std::optional<OnConflict> parseOnConflict(QStringView name);

//! \brief What came of one account that was to be made.
struct ImportedAccount
{
    enum class Outcome {
        Created,
        Updated,
        Unchanged,
        Skipped,
        Failed,
        Untried, //!< The server could not store it, whatever it says.
    };

    Outcome outcome = Outcome::Failed;
    std::optional<AccountView> view = {}; //!< None: it failed, or was not tried.
    std::optional<Error> error = {}; //!< Why.
};

QLatin1String nameOf(ImportedAccount::Outcome outcome);

//! \brief What came of all of them, in the order in which they were named.
struct ImportOutcome
{
    std::vector<ImportedAccount> accounts;
    Timestamp at{};
};

//! \brief Makes many accounts at once. Each is stored or refused by itself.
class AccountImportService
{
public:
    //! Both outlive the service.
    AccountImportService(AdminContext context, AdminAccountService &accounts)
        : m_context(context)
        , m_accounts(accounts)
    {}

    //! Those that are there already are changed by what \p drafts say and leave nothing else out;
    //! nobody's role is changed ("role_differs"). A rehearsal sees where two of \p drafts are the
    //! same, too.
    //! A draft that is an error is one that failed. Where the storage fails, what follows is not
    //! tried.
    QCoro::Task<ImportOutcome> import(Actor actor, std::vector<Result<AccountDraft>> drafts,
                                      OnConflict policy, Run run);

private:
    QCoro::Task<ImportedAccount> importOne(Actor actor, Result<AccountDraft> drafted,
                                           OnConflict policy, Run run);
    QCoro::Task<ImportedAccount> update(Actor actor, AccountView found, AccountDraft draft,
                                        Run run);
    QCoro::Task<Result<AccountView>> findNamesake(AccountDraft draft);

    const AdminContext m_context;
    AdminAccountService &m_accounts;
};

} // namespace linnet
