// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/privatefile.h"
#include "server/services/identity/jws.h"
#include "server/services/identity/keyring.h"

#include <QTemporaryDir>

namespace linnet::test {

//! \return a key that all tests of a program share, because making one takes long.
inline const RsaKey &testKey()
{
    static const RsaKey key = RsaKey::generate(2048).value();
    return key;
}

//! \return a key nobody trusts.
inline const RsaKey &foreignKey()
{
    static const RsaKey key = RsaKey::generate(2048).value();
    return key;
}

//! \return a token of exactly these texts, well signed with \p key.
inline QByteArray forge(const QByteArray &header, const QByteArray &payload, const RsaKey &key)
{
    const QByteArray signedPart = toBase64Url(header) + '.' + toBase64Url(payload);
    return signedPart + '.' + toBase64Url(key.sign(signedPart));
}

//! \brief A key ring that holds testKey() under the name "k1".
class TestKeyRing
{
public:
    explicit TestKeyRing(const Clock &clock)
    {
        const QString path = m_directory.filePath(QStringLiteral("private.pem"));
        if (!writePrivateFile(path, testKey().toPem()))
            qFatal("Cannot write the test's key.");
        m_ring = std::move(
            *KeyRing::open({.directory = {}, .givenKey = path, .givenKeyId = "k1"}, clock));
    }

    KeyRing &operator*() const { return *m_ring; }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<KeyRing> m_ring;
};

} // namespace linnet::test
