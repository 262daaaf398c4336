// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/codepolicysource.h"
#include "server/services/admin/rehearsal.h"
#include "server/storage/onetimecodestore.h"

#include <QCoroTask>

namespace linnet {

struct Stores;

//! \brief A budget of one-time codes that is used up: who it is about gets none until it is over.
//!
//! Or a code that was guessed at too often, which opens nothing any more.
struct OtpLockout
{
    QString scope; //!< "destination", "account", "home", "address" or "total".
    //! "hour" or "day", or "guesses" for those of a day. Where it is about the guesses at one code:
    //! "code" for those of who asked for it, "strangers" for those of all others.
    QString stretch;
    QString
        subject; //!< A destination is masked; a home is an account and a network. Empty: everybody.
    int used = 0;
    int most = 0;
    Timestamp until{};
};

//! \brief Where a list of lockouts goes on.
struct OtpLockoutPlace
{
    size_t list = 0; //!< Which budget's; after all of those that of codes.
    SpentPlace place = {};

    //! \return it as clients know it.
    QString toCursor() const;
    //! \return nothing unless \p cursor is one of toCursor().
    static std::optional<OtpLockoutPlace> parse(const QString &cursor);
};

//! \brief A page of lockouts, by what was used up, and in that those first that last longest.
struct OtpLockoutPage
{
    std::vector<OtpLockout> lockouts;
    std::optional<OtpLockoutPlace> next = {}; //!< Set if there are more: to be passed as "after".
};

//! \brief Who gets no one-time codes because there were too many, and letting them have some again.
class OtpLockoutService
{
public:
    OtpLockoutService(AdminContext context, const CodePolicySource &policies);

    //! \return those of now. \param limit more than 200 means 200.
    QCoro::Task<Result<OtpLockoutPage>> list(int limit, OtpLockoutPlace after = {});

    //! \return what budgets of \p scope know \p text as; InvalidInput if that can be nobody.
    static Result<QString> subjectOf(const QString &scope, const QString &text);

    //! Forgets what \p subject has used (an account at home: in all its networks) and, of a
    //! destination, its codes and what it has to wait for because of them. \return of how many
    //! budgets.
    QCoro::Task<Result<int>> unlock(Actor actor, QString scope, QString subject, Run run);

private:
    Result<int> forget(Stores &stores, const QString &scope, const QString &subject) const;

    const AdminContext m_context;
    const CodePolicySource &m_policies;
};

} // namespace linnet
