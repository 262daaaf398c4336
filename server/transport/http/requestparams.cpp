// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestparams.h"

#include "common/protocol/jsontext.h"
#include "server/api/validator.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QString decode(QByteArrayView text)
{
    QByteArray plain = text.toByteArray();
    plain.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(plain));
}

Result<QJsonObject> readBody(const net::Request &request)
{
    if (request.body.trimmed().isEmpty())
        return QJsonObject();
    if (!isJsonType(request.headers.value("content-type")))
        return Error{Error::Kind::UnsupportedType, "unsupported_type"_L1,
                     u"The body must be JSON (Content-Type: application/json)."_s};
    const auto value = parseJson(request.body);
    if (!value)
        return value.error();
    if (!value->isObject())
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"The body must be a JSON object."_s};
    return value->toObject();
}

void insertAll(QJsonObject &params, const QJsonObject &more)
{
    for (auto each = more.begin(); each != more.end(); ++each)
        params.insert(each.key(), each.value());
}

} // namespace

TextParams parseQuery(QByteArrayView query)
{
    TextParams params;
    while (!query.isEmpty()) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView pair = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0 && !pair.isEmpty())
            params.insert(decode(pair), QString());
        else if (equals > 0)
            params.insert(decode(pair.first(equals)), decode(pair.sliced(equals + 1)));
    }
    return params;
}

Result<QJsonObject> readParams(const EndpointTable::Route &route, const net::Request &request,
                               const TextParams &form)
{
    const Schema &schema = route.row->endpoint.request;
    const auto body = readBody(request);
    if (!body)
        return body.error();
    TextParams captures;
    for (auto each = route.captures.begin(); each != route.captures.end(); ++each)
        captures.insert(each.key(), each.value().toString());

    QJsonObject params = fromText(schema, parseQuery(request.query));
    insertAll(params, fromText(schema, form));
    insertAll(params, *body);
    insertAll(params, fromText(schema, captures));
    return params;
}

bool isJsonType(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArray type = (semicolon < 0 ? contentType : contentType.first(semicolon))
                                .trimmed()
                                .toByteArray()
                                .toLower();
    return type == "application/json"
        || (type.startsWith("application/") && type.endsWith("+json"));
}

} // namespace linnet
