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

//! \return nothing unless \p text can be an e-mail address. Blanks around it and its case do not
//! matter, and an international domain is the same in both of its forms.
std::optional<Identifier> parseEmail(const QString &text);

//! \return nothing unless \p text has 3 to 30 letters, digits, dots, hyphens and underscores of
//! ASCII, begins with one of the first two, is not a number, and is no word that a path has in the
//! place of a user name.
std::optional<Identifier> parseUsername(const QString &text);

//! \return \p text as whichever kind of identifier it looks like.
std::optional<Identifier> parseIdentifier(const QString &text);

} // namespace linnet
