// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestparams.h"

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

QJsonObject mergeParams(const EndpointTable::Route &route, QByteArrayView query,
                        const QJsonObject &body)
{
    const Schema &schema = route.row->endpoint.request;
    TextParams captures;
    for (auto each = route.captures.begin(); each != route.captures.end(); ++each)
        captures.insert(each.key(), each.value().toString());

    QJsonObject params = fromText(schema, parseQuery(query));
    insertAll(params, body);
    insertAll(params, fromText(schema, captures));
    return params;
}

} // namespace linnet
