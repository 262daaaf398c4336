// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet {

//! \brief What a person signs in with. One account may have one of each kind.
struct Identifier
{
    enum class Kind { Phone, Email, Username };

    Kind kind = Kind::Phone;
    QString value; //!< Phone: E.164. E-mail and user name: lower case.

    friend bool operator==(const Identifier &, const Identifier &) = default;
};

} // namespace linnet
