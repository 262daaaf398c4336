// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/totp.h"

#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QtEndian>

#include <openssl/crypto.h>

using namespace Qt::StringLiterals;

namespace linnet::totp {

namespace {

constexpr std::chrono::seconds StepLength(30);
constexpr int Digits = 6;
constexpr quint32 Modulus = 1'000'000;

bool isSame(const QByteArray &one, const QByteArray &other)
{
    return one.size() == other.size()
        && CRYPTO_memcmp(one.constData(), other.constData(), size_t(one.size())) == 0;
}

} // namespace

QString toBase32(const QByteArray &bytes)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QString text;
    quint32 buffer = 0;
    int bits = 0;
    for (const char byte : bytes) {
        buffer = (buffer << 8) | quint8(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            text += QLatin1Char(alphabet[(buffer >> (bits - 5)) & 31]);
    }
    if (bits > 0)
        text += QLatin1Char(alphabet[(buffer << (5 - bits)) & 31]);
    return text;
}

qint64 stepOf(Timestamp time)
{
    return time.time_since_epoch() / StepLength;
}

QString codeOf(const QByteArray &secret, qint64 step)
{
    QByteArray counter(sizeof(qint64), '\0');
    qToBigEndian(step, counter.data());
    const QByteArray mac =
        QMessageAuthenticationCode::hash(counter, secret, QCryptographicHash::Sha1);
    const auto offset = qsizetype(quint8(mac.back()) & 15);
    const quint32 word = qFromBigEndian<quint32>(mac.constData() + offset) & 0x7fffffff;
    return u"%1"_s.arg(word % Modulus, Digits, 10, QLatin1Char('0'));
}

std::optional<qint64> match(const QByteArray &secret, const QString &code, Timestamp now,
                            qint64 lastStep)
{
    const QByteArray guess = code.toUtf8();
    const qint64 current = stepOf(now);
    std::optional<qint64> found;
    for (qint64 step = current - 1; step <= current + 1; ++step) {
        if (isSame(codeOf(secret, step).toUtf8(), guess) && step > lastStep)
            found = step;
    }
    return found;
}

QString toUri(const QByteArray &secret, const QString &issuer, const QString &account)
{
    const auto encoded = [](const QString &text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text));
    };
    return u"otpauth://totp/%1:%2?secret=%3&issuer=%1"_s.arg(encoded(issuer), encoded(account),
                                                             toBase32(secret));
}

} // namespace linnet::totp
