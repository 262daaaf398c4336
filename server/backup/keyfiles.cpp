// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/keyfiles.h"

#include "common/core/privatefile.h"
#include "common/domain/backupkeypair.h"
#include "server/backup/backuperror.h"

#include <QFile>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> readPassphrase(const QString &path)
{
    const auto text = readPrivateFile(path);
    if (!text)
        return text;
    QByteArray line = text->split('\n').front();
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return Error{Error::Kind::InvalidInput, "backup_passphrase"_L1,
                     u"The first line of the passphrase's file is empty."_s, path};
    return line;
}

//! Adds \p path to what is wrong with the key in it.
Result<QByteArray> at(const QString &path, Result<QByteArray> key)
{
    if (!key)
        key.error().detail = path;
    return key;
}

} // namespace

Result<Encryption> readEncryption(const KeyFiles &files)
{
    if (files.recipient.isEmpty()) {
        auto text = readPassphrase(files.passphrase);
        return text ? Result<Encryption>(Passphrase{std::move(*text)})
                    : Result<Encryption>(text.error());
    }
    QFile file(files.recipient);
    if (!file.open(QIODevice::ReadOnly))
        return fileFailure(files.recipient);
    auto key = at(files.recipient, parsePublicKey(file.readAll()));
    return key ? Result<Encryption>(Recipient{std::move(*key)}) : Result<Encryption>(key.error());
}

Result<BackupKeys> readBackupKeys(const KeyFiles &files)
{
    BackupKeys keys;
    if (!files.passphrase.isEmpty()) {
        auto text = readPassphrase(files.passphrase);
        if (!text)
            return text.error();
        keys.passphrase = std::move(*text);
    }
    if (!files.secretKey.isEmpty()) {
        const auto text = readPrivateFile(files.secretKey);
        if (!text)
            return text.error();
        auto key = at(files.secretKey, parseSecretKey(*text));
        if (!key)
            return key.error();
        keys.secretKey = std::move(*key);
    }
    return keys;
}

} // namespace linnet::backup
