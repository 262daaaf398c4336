// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/admincontext.h"
#include "server/services/admin/codepolicysource.h"
#include "server/storage/onetimecodestore.h"

#include <QCoroTask>

namespace linnet {

struct Stores;

//! \brief A budget of one-time codes that is used up: who it is about gets none until it is over.
//!
//! Or a code that was guessed at too often, which opens nothing any more.
struct OtpLockout
{
    QString scope; //!< "destination", "account", "address" or "total".
    QString stretch; //!< "hour" or "day"; "code" where it is about one code's guesses.
    QString subject; //!< A destination is masked. Empty: everybody.
    int used = 0;
    int most = 0;
    Timestamp until{};
};

//! \brief Who gets no one-time codes because there were too many, and letting them have some again.
class OtpLockoutService
{
public:
    OtpLockoutService(AdminContext context, const CodePolicySource &policies);

    //! \return those of now, a thousand for each budget.
    QCoro::Task<Result<std::vector<OtpLockout>>> list();

    //! \return what budgets of \p scope know \p text as; InvalidInput if that can be nobody.
    static Result<QString> subjectOf(const QString &scope, const QString &text);

    //! Forgets what \p subject has used and, of a destination, its codes and what it has to wait
    //! for because of them. \return of how many budgets.
    QCoro::Task<Result<int>> unlock(Actor actor, QString scope, QString subject);

private:
    Result<int> forget(Stores &stores, const QString &scope, const QString &subject) const;

    const AdminContext m_context;
    const CodePolicySource &m_policies;
};

} // namespace linnet
