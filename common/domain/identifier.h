// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace linnet {

//! \brief What a person signs in with. One account may have one of each kind.
struct Identifier
{
    enum class Kind { Phone, Email, Username };

    Kind kind = Kind::Phone;
    QString value; //!< Phone: E.164. E-mail and user name: lower case.

    friend bool operator==(const Identifier &, const Identifier &) = default;
};

//! \return nothing unless \p text is a phone number in the form of E.164, e.g. "+4915112345678".
std::optional<Identifier> parsePhone(const QString &text);

} // namespace linnet
