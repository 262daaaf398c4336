// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace linnet::backup {

//! \brief What backups are encrypted to, and what opens them.
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
