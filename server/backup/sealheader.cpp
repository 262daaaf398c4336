// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/sealheader.h"

#include "server/backup/backuperror.h"
#include "server/backup/backupfile.h"

#include <QtEndian>

#include <sodium.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView Magic("linnet backup 1\n");
constexpr qsizetype StartBytes = Magic.size() + 1;
constexpr qsizetype SaltBytes = crypto_pwhash_SALTBYTES;
constexpr qsizetype CostBytes = 2 * qsizetype(sizeof(quint64));
constexpr qsizetype KeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr qsizetype SealedKeyBytes = KeyBytes + crypto_box_SEALBYTES;

// What a file may have the reader spend on it, whoever wrote it.
constexpr Passphrase::Cost MostCost{20, quint64(1) << 30};

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

Error notUnencrypted()
{
    return {Error::Kind::Forbidden, "backup_unencrypted"_L1,
            u"This is not an encrypted backup, so anybody may have written it. Say that it is "
            "meant to be unencrypted, or name another file."_s};
}

Error needs(const QString &what)
{
    return {Error::Kind::Forbidden, "backup_key"_L1,
            u"This backup is encrypted: its %1 is needed."_s.arg(what)};
}

Result<QByteArray> derive(const QByteArray &passphrase, const QByteArray &salt,
                          Passphrase::Cost cost)
{
    QByteArray key(KeyBytes, 0);
    if (crypto_pwhash(raw(key), quint64(key.size()), passphrase.constData(),
                      quint64(passphrase.size()), raw(salt), cost.operations, size_t(cost.memory),
                      crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return Error{Error::Kind::Unavailable, "backup_memory"_L1,
                     u"There is not enough memory to make a key of the passphrase."_s};
    return key;
}

QByteArray costBytes(Passphrase::Cost cost)
{
    QByteArray bytes(CostBytes, 0);
    qToLittleEndian(cost.operations, bytes.data());
    qToLittleEndian(cost.memory, bytes.data() + sizeof(quint64));
    return bytes;
}

QByteArray startOf(SealKind kind)
{
    return Magic.toByteArray() + char(kind);
}

Result<SealHeader> make(const Passphrase &passphrase)
{
    QByteArray salt(SaltBytes, 0);
    randombytes_buf(salt.data(), size_t(salt.size()));
    auto key = derive(passphrase.text, salt, passphrase.cost);
    if (!key)
        return key.error();
    return SealHeader{startOf(SealKind::Passphrase) + costBytes(passphrase.cost) + salt,
                      std::move(*key)};
}

Result<SealHeader> make(const Recipient &recipient)
{
    QByteArray key(KeyBytes, 0);
    crypto_secretstream_xchacha20poly1305_keygen(raw(key));
    QByteArray sealed(SealedKeyBytes, 0);
    if (crypto_box_seal(raw(sealed), raw(key), quint64(key.size()), raw(recipient.publicKey)) != 0)
        return Error{Error::Kind::InvalidInput, "backup_key_file"_L1,
                     u"Nothing can be encrypted to this public key."_s};
    return SealHeader{startOf(SealKind::Recipient) + sealed, std::move(key)};
}

Result<SealHeader> make(const Unencrypted &)
{
    return SealHeader();
}

Result<QByteArray> openWithPassphrase(const QByteArray &parameters, const QByteArray &passphrase)
{
    if (passphrase.isEmpty())
        return needs(u"passphrase"_s);
    const Passphrase::Cost cost{
        qFromLittleEndian<quint64>(parameters.constData()),
        qFromLittleEndian<quint64>(parameters.constData() + sizeof(quint64))};
    const bool isAllowed = cost.operations >= crypto_pwhash_OPSLIMIT_MIN
        && cost.operations <= MostCost.operations && cost.memory >= crypto_pwhash_MEMLIMIT_MIN
        && cost.memory <= MostCost.memory;
    if (!isAllowed)
        return damaged(u"its header asks for too much"_s);
    return derive(passphrase, parameters.sliced(CostBytes), cost);
}

Result<QByteArray> openWithSecretKey(const QByteArray &sealed, const QByteArray &secretKey)
{
    if (secretKey.isEmpty())
        return needs(u"recipient's secret key"_s);
    QByteArray publicKey(crypto_box_PUBLICKEYBYTES, 0);
    crypto_scalarmult_base(raw(publicKey), raw(secretKey));
    QByteArray key(KeyBytes, 0);
    if (crypto_box_seal_open(raw(key), raw(sealed), quint64(sealed.size()), raw(publicKey),
                             raw(secretKey))
        != 0)
        return wrongKey();
    return key;
}

SealKind kindOf(const QByteArray &start)
{
    const bool isSealed = start.size() == StartBytes && start.startsWith(Magic);
    return isSealed ? SealKind(static_cast<unsigned char>(start.back())) : SealKind::None;
}

} // namespace

Result<SealHeader> makeSealHeader(const Encryption &encryption)
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be used here.");
    return std::visit([](const auto &with) { return make(with); }, encryption);
}

Result<SealHeader> openSealHeader(ByteSource &source, const BackupKeys &keys)
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be used here.");
    const auto start = source.read(StartBytes);
    if (!start)
        return start.error();
    const SealKind kind = kindOf(*start);
    if (kind == SealKind::None && keys.unencrypted == BackupKeys::Openness::Refused)
        return notUnencrypted();
    if (kind == SealKind::None)
        return SealHeader{*start, {}};
    if (kind != SealKind::Passphrase && kind != SealKind::Recipient)
        return damaged(u"its header is not readable"_s);
    const bool isPassphrase = kind == SealKind::Passphrase;
    const qsizetype size = isPassphrase ? CostBytes + SaltBytes : SealedKeyBytes;
    const auto parameters = source.read(size);
    if (!parameters)
        return parameters.error();
    if (parameters->size() < size)
        return damaged(u"it ends too early"_s);
    auto key = isPassphrase ? openWithPassphrase(*parameters, keys.passphrase)
                            : openWithSecretKey(*parameters, keys.secretKey);
    if (!key)
        return key.error();
    return SealHeader{*start + *parameters, std::move(*key)};
}

Result<SealKind> sealKindOf(const QString &file)
{
    const BackupWatch watch;
    const auto opened = BackupFile::open(file, watch);
    if (!opened)
        return opened.error();
    const auto start = (*opened)->read(StartBytes);
    if (!start)
        return start.error();
    return kindOf(*start);
}

} // namespace linnet::backup
