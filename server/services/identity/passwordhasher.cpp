// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordhasher.h"

#include "common/core/random.h"
#include "server/services/cpupool.h"

#include <argon2.h>
#include <stdexcept>

namespace linnet {

namespace {

constexpr int SaltBytes = 16;
constexpr int HashBytes = 32;
constexpr std::chrono::seconds RetryAfter(2);

//! \return \p password as it is hashed: however a keyboard composed its letters, they are the same.
QByteArray secretOf(const QString &password)
{
    return password.normalized(QString::NormalizationForm_KC).toUtf8();
}

//! \return \p bytes as they are written in an encoded hash.
QString toBase64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals));
}

Error busy()
{
    return {Error::Kind::Unavailable,
            QLatin1String("busy"),
            QStringLiteral("The server is busy. Try again shortly."),
            {},
            RetryAfter};
}

} // namespace

//! \brief One of the places that are to be had at a time.
class PasswordHasher::Turn
{
public:
    explicit Turn(PasswordHasher &hasher)
        : m_hasher(hasher)
        , m_isGranted(hasher.m_atOnce.fetch_add(1) < hasher.m_mostAtOnce)
    {}
    ~Turn() { m_hasher.m_atOnce.fetch_sub(1); }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    bool isGranted() const { return m_isGranted; }

private:
    PasswordHasher &m_hasher;
    const bool m_isGranted;
};

PasswordHasher::PasswordHasher(CpuPool &pool, PasswordCost cost, int mostAtOnce)
    : m_pool(pool)
    , m_cost(cost)
    , m_mostAtOnce(mostAtOnce)
    , m_decoy(prefix() + toBase64(randomBytes(SaltBytes)) + u'$' + toBase64(randomBytes(HashBytes)))
{}

QCoro::Task<Result<QString>> PasswordHasher::hash(QString password)
{
    const Turn turn(*this);
    if (!turn.isGranted())
        co_return busy();
    auto encoded = co_await m_pool.run([this, password] { return encode(secretOf(password)); });
    co_return encoded;
}

QCoro::Task<Result<PasswordMatch>> PasswordHasher::compare(QString password, QString encoded)
{
    const Turn turn(*this);
    if (!turn.isGranted())
        co_return busy();
    const auto isRight = co_await m_pool.run([password, encoded] {
        const QByteArray secret = secretOf(password);
        return argon2id_verify(encoded.toLatin1().constData(), secret.constData(),
                               size_t(secret.size()))
            == ARGON2_OK;
    });
    if (!isRight)
        co_return isRight.error();
    co_return PasswordMatch{*isRight, !isCurrent(encoded)};
}

QString PasswordHasher::encode(const QByteArray &secret) const
{
    const QByteArray salt = randomBytes(SaltBytes);
    QByteArray encoded(qsizetype(argon2_encodedlen(m_cost.passes, m_cost.memoryKib, m_cost.lanes,
                                                   SaltBytes, HashBytes, Argon2_id)),
                       '\0');
    const int outcome = argon2id_hash_encoded(
        m_cost.passes, m_cost.memoryKib, m_cost.lanes, secret.constData(), size_t(secret.size()),
        salt.constData(), SaltBytes, HashBytes, encoded.data(), size_t(encoded.size()));
    if (outcome != ARGON2_OK)
        throw std::runtime_error(argon2_error_message(outcome));
    return QString::fromLatin1(encoded.constData()); // Up to the zero that ends it.
}

bool PasswordHasher::isCurrent(const QString &encoded) const
{
    return encoded.startsWith(prefix());
}

QString PasswordHasher::prefix() const
{
    return QStringLiteral("$argon2id$v=%1$m=%2,t=%3,p=%4$")
        .arg(int(ARGON2_VERSION_NUMBER))
        .arg(m_cost.memoryKib)
        .arg(m_cost.passes)
        .arg(m_cost.lanes);
}

} // namespace linnet
