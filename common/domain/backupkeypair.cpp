// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/backupkeypair.h"

#include <QList>

#include <sodium.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView PublicPrefix("linnet-backup-public:");
constexpr QByteArrayView SecretPrefix("linnet-backup-secret:");

QByteArray textOf(const char *explanation, QByteArrayView prefix, const QByteArray &key)
{
    return explanation + ("\n" + prefix.toByteArray()) + key.toBase64() + '\n';
}

//! \return the key of \p size bytes on the line of \p text that begins with \p prefix.
Result<QByteArray> parse(const QByteArray &text, QByteArrayView prefix, size_t size)
{
    const Error unreadable{Error::Kind::InvalidInput, "backup_key_file"_L1,
                           u"This is no file with such a key of a backup; it has a line that "
                           "begins with \"%1\"."_s.arg(QString::fromLatin1(prefix))};
    for (const QByteArray &line : text.split('\n')) {
        if (!line.startsWith(prefix))
            continue;
        const auto decoded = QByteArray::fromBase64Encoding(
            line.sliced(prefix.size()).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || size_t(decoded.decoded.size()) != size)
            return unreadable;
        return decoded.decoded;
    }
    return unreadable;
}

} // namespace

KeyPair makeKeyPair()
{
    KeyPair pair{QByteArray(crypto_box_PUBLICKEYBYTES, 0),
                 QByteArray(crypto_box_SECRETKEYBYTES, 0)};
    if (sodium_init() < 0)
        qFatal("libsodium cannot be used here.");
    crypto_box_keypair(reinterpret_cast<unsigned char *>(pair.publicKey.data()),
                       reinterpret_cast<unsigned char *>(pair.secretKey.data()));
    return pair;
}

QByteArray publicKeyText(const KeyPair &pair)
{
    return textOf("# Backups of Linnet are made with this key. It opens none.", PublicPrefix,
                  pair.publicKey);
}

QByteArray secretKeyText(const KeyPair &pair)
{
    return textOf("# Opens backups of Linnet. Keep it secret, and away from the server.",
                  SecretPrefix, pair.secretKey);
}

Result<QByteArray> parsePublicKey(const QByteArray &text)
{
    return parse(text, PublicPrefix, crypto_box_PUBLICKEYBYTES);
}

Result<QByteArray> parseSecretKey(const QByteArray &text)
{
    return parse(text, SecretPrefix, crypto_box_SECRETKEYBYTES);
}

} // namespace linnet::backup
