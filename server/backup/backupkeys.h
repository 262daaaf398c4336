// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

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
    QByteArray publicKey;
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

//! \brief A recipient's two halves.
struct KeyPair
{
    QByteArray publicKey;
    QByteArray secretKey;
};

KeyPair makeKeyPair();

//! \return the text of a file that holds the key; it begins with a line for people.
QByteArray publicKeyText(const KeyPair &pair);
QByteArray secretKeyText(const KeyPair &pair);

//! \return the key in \p text; an error if it is a text of something else.
Result<QByteArray> parsePublicKey(const QByteArray &text);
Result<QByteArray> parseSecretKey(const QByteArray &text);

} // namespace linnet::backup
