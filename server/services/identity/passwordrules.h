// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

namespace linnet {

inline constexpr int LeastPasswordCharacters = 8;
inline constexpr int MostPasswordCharacters = 256;

//! \brief What the operator asks of new passwords.
struct PasswordPolicy
{
    int minimum = 0; //!< Characters; goes before what a dialect's clients allow, if it is more.

    bool operator==(const PasswordPolicy &) const = default;
};

//! Judges a password that somebody wants to have. There are no rules of composition.
//! \param least what the dialect's clients allow; below 8, they allow common passwords too.
//! \return InvalidInput: "password_too_short", "password_too_long" or "password_common".
Result<> checkNewPassword(const QString &password, int least, const PasswordPolicy &policy);

} // namespace linnet
