// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/endpointpart.h"
#include "server/transport/http/responses.h"
#include "tests/support/collectedreply.h"

#include <QRegularExpression>

namespace linnet::test {

//! \brief One request of the matrix: a row, asked with one token.
struct CredentialCase
{
    const EndpointRow &row;
    QByteArray token; //!< Empty: none.
};

inline QByteArray methodName(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Patch:
        return "PATCH";
    case Method::Delete:
        return "DELETE";
    case Method::None:
        break;
    }
    return {};
}

inline net::Request credentialRequest(const CredentialCase &one)
{
    static const QRegularExpression capture(QStringLiteral("\\{[^}]*\\}"));
    const QString path = one.row.endpoint.path;
    net::Request request;
    request.method = methodName(one.row.endpoint.method);
    request.path = QString(path).replace(capture, QStringLiteral("1")).toUtf8();
    request.peer.address = QHostAddress(QHostAddress::LocalHost);
    if (!one.row.endpoint.fileField.isEmpty())
        request.headers.add("content-type", "multipart/form-data; boundary=x");
    if (!one.token.isEmpty())
        request.headers.add("authorization", "Bearer " + one.token);
    return request;
}

//! \return what is wrong with \p response as a refusal of \p one for \p reason; empty if nothing.
inline QString responseComplaint(const CredentialCase &one, const Error &reason,
                                 const net::Response &response)
{
    if (response.status != 401)
        return QStringLiteral("answers %1").arg(response.status);
    if (!response.headers.contains("www-authenticate"))
        return QStringLiteral("does not say how to authenticate");
    const QByteArray expected =
        toJsonText(one.row.dialect->errorBody(one.row.dialect->translate(reason))).utf8;
    if (response.body != expected)
        return QStringLiteral("answers %1 instead of %2")
            .arg(QString::fromUtf8(response.body), QString::fromUtf8(expected));
    return {};
}

//! \return what is wrong with how \p one is answered; empty if nothing.
inline QString credentialComplaint(const EndpointContext &context, const CredentialCase &one)
{
    const auto identity = context.gate.identify(one.token);
    if (identity)
        return QStringLiteral("the token is good");
    EndpointPart part(context);
    if (!one.row.endpoint.fileField.isEmpty()) {
        const auto plan = part.planBody(credentialRequest(one));
        return plan.refusal ? responseComplaint(one, identity.error(), *plan.refusal)
                            : QStringLiteral("reads the upload");
    }
    CollectedReply collected;
    part.handle(credentialRequest(one), collected.reply());
    return collected.isThere() ? responseComplaint(one, identity.error(), collected.take())
                               : QStringLiteral("starts to work");
}

//! \return what is wrong with how an event is taken from a socket of nobody's; empty if nothing.
inline QString eventComplaint(const EndpointContext &context, const EndpointRow &row)
{
    const auto admitted = context.gate.admit(row.endpoint, Caller());
    if (admitted)
        return QStringLiteral("is taken from nobody");
    return admitted.error().kind == Error::Kind::Unauthenticated
        ? QString()
        : QStringLiteral("answers %1").arg(admitted.error().code);
}

//! Asks every row of \p context's table that is not public, and has a path, without a token and
//! with each of \p badTokens; and with an event, as nobody. \return what does not answer 401 in its
//! dialect's words, by row.
inline QStringList credentialComplaints(const EndpointContext &context,
                                        const QByteArrayList &badTokens)
{
    QStringList complaints;
    for (const EndpointRow &row : context.table.rows()) {
        if (row.endpoint.access == Access::Public)
            continue;
        if (const QString complaint = eventComplaint(context, row); !complaint.isEmpty())
            complaints.append(
                QStringLiteral("%1/%2: %3").arg(row.dialect->name(), row.endpoint.name, complaint));
        if (row.endpoint.method == Method::None)
            continue;
        for (const QByteArray &token : QByteArrayList{QByteArray()} + badTokens) {
            const QString complaint = credentialComplaint(context, {row, token});
            if (!complaint.isEmpty())
                complaints.append(QStringLiteral("%1/%2 with token \"%3\": %4")
                                      .arg(row.dialect->name(), row.endpoint.name,
                                           QString::fromLatin1(token), complaint));
        }
    }
    return complaints;
}

} // namespace linnet::test
