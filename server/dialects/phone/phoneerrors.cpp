// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneerrors.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

//! A refused token is told apart from a refused code: clients refresh on the first and not on the
//! second.
QJsonObject unauthenticatedBody(const Error &error)
{
    if (error.code == "authentication_required"_L1)
        return {{"error"_L1, "Authentication required"_L1}, {"message"_L1, error.message}};
    if (error.code == "token_expired"_L1)
        return {{"error"_L1, "Token expired"_L1}, {"message"_L1, error.message}};
    if (error.code == "invalid_token"_L1)
        return {{"error"_L1, "Invalid token"_L1}, {"message"_L1, error.message}};
    return {{"success"_L1, false}, {"error"_L1, error.message}};
}

QJsonObject forbiddenBody(const Error &error)
{
    QJsonObject body{
        {"error"_L1, "Error"_L1}, {"message"_L1, error.message}, {"code"_L1, error.code}};
    if (!error.about.isEmpty())
        body["userIds"_L1] = QJsonArray::fromStringList(error.about);
    return body;
}

QJsonObject rateLimitedBody(const Error &error)
{
    return {
        {"success"_L1, false},
        {"error"_L1, "Too many requests"_L1},
        {"retryAfter"_L1, static_cast<qint64>(error.retryAfter.count())},
    };
}

} // namespace

QJsonObject errorBody(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::InvalidInput:
    case Error::Kind::NotFound:
        return {{"error"_L1, error.message}};
    case Error::Kind::Unauthenticated:
        return unauthenticatedBody(error);
    case Error::Kind::RateLimited:
        return rateLimitedBody(error);
    case Error::Kind::Forbidden:
        return forbiddenBody(error);
    case Error::Kind::Conflict:
    case Error::Kind::TooLarge:
    case Error::Kind::UnsupportedType:
    case Error::Kind::Unavailable:
    case Error::Kind::Gone:
    case Error::Kind::NotOffered:
    case Error::Kind::Internal:
        return {{"error"_L1, error.message}, {"code"_L1, error.code}};
    }
    Q_UNREACHABLE();
}

QJsonObject errorAcknowledgement(const Error &error)
{
    QJsonObject acknowledgement = errorBody(error);
    acknowledgement["success"_L1] = false;
    if (error.kind == Error::Kind::Forbidden)
        acknowledgement["error"_L1] = error.message;
    return acknowledgement;
}

QString connectError(const Error &error)
{
    if (error.kind != Error::Kind::Unauthenticated)
        return error.message;
    return error.code == "authentication_required"_L1 ? u"Authentication required"_s
                                                      : u"Invalid or expired token"_s;
}

} // namespace linnet::phone
