// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/apierror.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <mutex>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! Error::code refers to text that stays, as every code of this program does. A server's are few;
//! of one that makes them up, no more than these are kept.
constexpr qsizetype MostCodes = 500;

QLatin1String keptCode(const QString &code)
{
    static std::mutex mutex;
    static QSet<QByteArray> codes;
    static const QRegularExpression form(u"^[a-z0-9_.-]{1,64}$"_s);
    if (!form.match(code).hasMatch())
        return "server_error"_L1;
    const std::lock_guard lock(mutex);
    const QByteArray bytes = code.toLatin1();
    if (!codes.contains(bytes) && codes.size() >= MostCodes)
        return "server_error"_L1;
    return QLatin1String(*codes.insert(bytes));
}

QString firstText(const QList<QJsonValue> &values)
{
    for (const QJsonValue &value : values)
        if (!value.toString().isEmpty())
            return value.toString();
    return {};
}

} // namespace

Error::Kind errorKind(int status)
{
    switch (status) {
    case 401:
        return Error::Kind::Unauthenticated;
    case 403:
        return Error::Kind::Forbidden;
    case 404:
        return Error::Kind::NotFound;
    case 409:
        return Error::Kind::Conflict;
    case 410:
        return Error::Kind::Gone;
    case 413:
        return Error::Kind::TooLarge;
    case 415:
        return Error::Kind::UnsupportedType;
    case 429:
        return Error::Kind::RateLimited;
    case 501:
        return Error::Kind::NotOffered;
    case 502:
    case 503:
    case 504:
        return Error::Kind::Unavailable;
    default:
        return status >= 400 && status < 500 ? Error::Kind::InvalidInput : Error::Kind::Internal;
    }
}

Error errorFrom(int status, QByteArrayView body)
{
    const QJsonObject said =
        QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), body.size())).object();
    const QJsonObject nested = said["error"_L1].toObject();
    // Where a dialect has both, "error" is a title and "message" the sentence.
    const QString message = firstText({nested["message"_L1], said["message"_L1], said["error"_L1]});
    const QString code = firstText({nested["code"_L1], said["code"_L1], said["error"_L1]});
    const qint64 wait = said["retryAfter"_L1].toInteger(nested["retryAfter"_L1].toInteger());
    return {errorKind(status),
            keptCode(code),
            message.isEmpty() ? u"The server answers with status %1."_s.arg(status) : message,
            {},
            std::chrono::seconds(wait)};
}

} // namespace linnet
