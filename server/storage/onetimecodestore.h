// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "common/domain/codeattempt.h"
#include "common/domain/identifier.h"

#include <QByteArray>

#include <limits>
#include <vector>

namespace linnet {

//! \brief The one code a network has for a destination; a newer one takes its place.
struct OneTimeCode
{
    CodePurpose purpose = CodePurpose::SignIn;
    Identifier destination;
    QString network; //!< That asked for it; empty: an operator made it.
    qint64 challenge = 0; //!< Tells this code from an earlier one for the same destination.
    QByteArray hash; //!< bcrypt; empty before it is known.
    int attempts = 0; //!< Guesses so far of those whose it is, right or wrong.
    int strangersAttempts = 0; //!< And of all others together.
    Timestamp requestedAt{};
    Timestamp expiresAt{};

    //! \return whether an operator made it: nobody who asks for a code replaces it.
    bool isIssued() const { return network.isEmpty(); }
};

//! \brief How much was used of a limit, e.g. codes sent to one address in one hour.
struct CodeBudget
{
    QString name; //!< e.g. "address/hour".
    QString subject;
    Timestamp endsAt{}; //!< When that hour is over.
};

//! \brief The place of a budget or a code in a list of those that are used up.
struct SpentPlace
{
    Timestamp until = Timestamp::max();
    qint64 row = std::numeric_limits<qint64>::max(); //!< Tells those apart that end together.
};

//! \brief A budget, and how much of it was used.
struct SpentBudget
{
    CodeBudget budget;
    int used = 0;
    SpentPlace place = {};
};

//! \brief Whose guesses at a code are meant: of who asked for it, or of all others.
enum class Guesser { Own, Strangers };

//! \brief A code that was guessed at too often, without its hash.
struct ExhaustedCode
{
    OneTimeCode code;
    SpentPlace place;
};

//! \brief Which page of what is used up, those that last longest first.
struct SpentPage
{
    Timestamp now{}; //!< What was over by then is left out.
    SpentPlace after = {}; //!< That of the last one of the page before.
    int limit = 50;
};

//! \brief One-time codes, one for each network that asked, and what was used of their budgets.
class OneTimeCodeStore
{
public:
    virtual ~OneTimeCodeStore() = default;

    //! \return what the destination has for that purpose, newest first, a hundred of them.
    virtual Result<std::vector<OneTimeCode>> list(CodePurpose purpose,
                                                  const Identifier &destination) = 0;
    //! Puts \p code in the place of what its network had for the destination and the purpose.
    virtual Result<> put(const OneTimeCode &code) = 0;
    //! Stores its hash and the attempts. \return false if \p code is no longer the destination's.
    virtual Result<bool> update(const OneTimeCode &code) = 0;
    //! \return false if \p code is no longer the destination's.
    virtual Result<bool> remove(const OneTimeCode &code) = 0;
    //! Removes all that the destination has for that purpose.
    virtual Result<> removeAll(CodePurpose purpose, const Identifier &destination) = 0;

    virtual Result<int> used(const CodeBudget &budget) = 0;
    //! Adds \p count, which may be negative, but never goes below zero.
    virtual Result<> spend(const CodeBudget &budget, int count) = 0;

    //! \return budgets called \p name of which \p most or more were used.
    virtual Result<std::vector<SpentBudget>> listUsedUp(const QString &name, int most,
                                                        const SpentPage &page) = 0;
    //! \return codes that had \p attempts guesses or more of \p guesser's.
    virtual Result<std::vector<ExhaustedCode>> listExhausted(Guesser guesser, int attempts,
                                                             const SpentPage &page) = 0;
    //! Forgets what \p subject has used of the budgets called \p name, those included that go by
    //! the subject and its place, with a space between them. \return of how many.
    virtual Result<int> forget(const QString &name, const QString &subject) = 0;

    //! Removes budgets that ended before \p time, and codes that did unless they were asked for
    //! after \p heldBack: whoever asked for those has to wait for the next one.
    virtual Result<> removeExpired(Timestamp time, Timestamp heldBack) = 0;
};

} // namespace linnet
