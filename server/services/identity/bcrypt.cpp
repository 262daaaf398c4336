// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/bcrypt.h"

#include "common/core/random.h"

#include <crypt.h>
#include <cstdlib>
#include <openssl/crypto.h>

namespace linnet {

namespace {

constexpr int MostSecretBytes = 72;

//! \brief The work area of crypt_ra(), which ends up holding the secret.
class CryptArea
{
public:
    CryptArea() = default;
    CryptArea(const CryptArea &) = delete;
    CryptArea &operator=(const CryptArea &) = delete;
    ~CryptArea()
    {
        OPENSSL_cleanse(m_data, size_t(m_size));
        std::free(m_data);
    }

    QByteArray hash(const QByteArray &secret, const QByteArray &setting)
    {
        return crypt_ra(secret.constData(), setting.constData(), &m_data, &m_size);
    }

private:
    void *m_data = nullptr;
    int m_size = 0;
};

} // namespace

QByteArray bcryptHash(const QByteArray &secret, int cost)
{
    Q_ASSERT(secret.size() <= MostSecretBytes && !secret.contains('\0'));
    const QByteArray salt = randomBytes(16);
    char *setting =
        crypt_gensalt_ra("$2b$", static_cast<unsigned long>(cost), salt.constData(), salt.size());
    const QByteArray prefix(setting);
    std::free(setting);
    QByteArray hash = CryptArea().hash(secret, prefix);
    if (!hash.startsWith("$2b$"))
        qFatal("The system's crypt library has no bcrypt, or not at this cost.");
    return hash;
}

bool bcryptMatches(const QByteArray &secret, const QByteArray &hash)
{
    return hash.startsWith("$2b$") && constantTimeEquals(CryptArea().hash(secret, hash), hash);
}

} // namespace linnet
