// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "common/domain/identifier.h"

#include <QByteArray>

namespace linnet {

//! \brief What a code is good for. One that was asked for one thing opens no other.
enum class CodePurpose {
    SignIn,
    SecondStep, //!< After the right password.
    NewPassword,
};

//! \brief The one code a destination may be asked for; a newer one takes its place.
struct OneTimeCode
{
    CodePurpose purpose = CodePurpose::SignIn;
    Identifier destination;
    qint64 challenge = 0; //!< Tells this code from an earlier one for the same destination.
    QByteArray hash; //!< bcrypt; empty before it is known.
    int attempts = 0; //!< Guesses so far, right or wrong.
    Timestamp requestedAt{};
    Timestamp expiresAt{};
};

//! \brief How much was used of a limit, e.g. codes sent to one address in one hour.
struct CodeBudget
{
    QString name; //!< e.g. "address/hour".
    QString subject;
    Timestamp endsAt{}; //!< When that hour is over.
};

class OneTimeCodeStore
{
public:
    virtual ~OneTimeCodeStore() = default;

    virtual Result<OneTimeCode> find(CodePurpose purpose, const Identifier &destination) = 0;
    //! Puts \p code in the place of what the destination had for its purpose.
    virtual Result<> put(const OneTimeCode &code) = 0;
    //! Stores hash and attempts. \return false if \p code is no longer the destination's.
    virtual Result<bool> update(const OneTimeCode &code) = 0;
    //! \return false if \p code is no longer the destination's.
    virtual Result<bool> remove(const OneTimeCode &code) = 0;

    virtual Result<int> used(const CodeBudget &budget) = 0;
    //! Adds \p count, which may be negative, but never goes below zero.
    virtual Result<> spend(const CodeBudget &budget, int count) = 0;

    //! Removes codes and budgets that ended before \p time.
    virtual Result<> removeExpired(Timestamp time) = 0;
};

} // namespace linnet
