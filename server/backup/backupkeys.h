// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <variant>

namespace linnet::backup {

//! \brief What a backup is encrypted with: a passphrase, …
struct Passphrase
{
    //! \brief How much guessing one costs: as of libsodium's crypto_pwhash.
    struct Cost
    {
        quint64 operations = 3;
        quint64 memory = 256 << 20; //!< Bytes.
    };

    QByteArray text;
    Cost cost = {}; //!< Of a new backup; an old one says its own.
};

//! \brief … the public key of somebody who alone can read it, …
struct Recipient
{
    QByteArray publicKey; //!< Of a KeyPair.
};

//! \brief … or nothing.
struct Unencrypted
{};

using Encryption = std::variant<Passphrase, Recipient, Unencrypted>;

//! \brief What may open a backup. One that is not encrypted can have been written by anybody, so
//! it is opened only where that is said.
struct BackupKeys
{
    enum class Openness { Refused, Allowed };

    QByteArray passphrase; //!< Empty: none.
    QByteArray secretKey; //!< Of a Recipient; empty: none.
    Openness unencrypted = Openness::Refused;
};

} // namespace linnet::backup
