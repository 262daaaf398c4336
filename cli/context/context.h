// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace linnet::cli {

//! \brief A server, and as whom it is asked.
struct Context
{
    QString server; //!< As ServerAddress::toString() has it.
    QString device; //!< What the server knows this sign-in's place by.
    QByteArray accessToken; //!< Empty: nobody is signed in.
    QByteArray refreshToken;
    QString userId;
    QString userName;
    QString caFile = {}; //!< As ServerAddress has it.

    friend bool operator==(const Context &, const Context &) = default;
};

//! \brief All of them, and which one is used where none is named.
struct Contexts
{
    QString current;
    QMap<QString, Context> byName;

    friend bool operator==(const Contexts &, const Contexts &) = default;
};

} // namespace linnet::cli
