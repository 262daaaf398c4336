// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>

namespace linnet {

//! \brief How many codes may be asked for in a stretch of time.
struct CodeLimits
{
    int destination = 0; //!< For one phone number or e-mail address, by strangers.
    //! For one account, whichever of its identifiers is used: by strangers, and by each network
    //! that it is at home in.
    int account = 0;
    int address = 0; //!< By one IPv4 address or IPv6 network.
    int total = 0;

    bool operator==(const CodeLimits &) const = default;
};

//! \brief The rules of one-time codes.
struct CodePolicy
{
    int length = 6;
    QString alphabet = QStringLiteral("0123456789"); //!< Two to 256 characters, in capitals.
    std::chrono::seconds lifetime = std::chrono::minutes(5);
    int attempts = 3; //!< Guesses of who asked for a code, right or wrong; as many of all others.
    std::chrono::seconds cooldown = std::chrono::seconds(60); //!< Between codes for a destination.
    //! 30 codes of 3 guesses a day stay below 100 failures in a row (NIST SP 800-63B): see
    //! GuessLimits.
    CodeLimits hourly = {10, 10, 30, 10000};
    CodeLimits daily = {30, 30, 100, 100000};
    int bcryptCost = 10;
    QString fixedCode = {}; //!< Used instead of random ones, for development only.

    bool operator==(const CodePolicy &) const = default;
};

} // namespace linnet
