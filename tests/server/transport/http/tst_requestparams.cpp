// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestparams.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class RequestParamsTest : public QObject
{
    Q_OBJECT

private slots:
    void decodesQueries_data();
    void decodesQueries();
    void ordersItsSources();
};

void RequestParamsTest::decodesQueries_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<TextParams>("params");

    const auto add = [](const char *query, const TextParams &params) {
        QTest::addRow("\"%s\"", query) << QByteArray(query) << params;
    };
    add("", {});
    add("a=1", {{u"a"_s, u"1"_s}});
    add("a=1&b=2", {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}});
    add("a=1&a=2", {{u"a"_s, u"1"_s}, {u"a"_s, u"2"_s}});
    add("q=+", {{u"q"_s, u" "_s}});
    add("q=a+b%2Bc%20d", {{u"q"_s, u"a b+c d"_s}});
    add("q=%C3%BC", {{u"q"_s, u"ü"_s}});
    add("a%3Db=c%26d", {{u"a=b"_s, u"c&d"_s}});
    add("a", {{u"a"_s, {}}});
    add("a=", {{u"a"_s, {}}});
    add("a=b=c", {{u"a"_s, u"b=c"_s}});
    add("&&a=1&", {{u"a"_s, u"1"_s}});
    add("=x", {});
    add("q=%zz", {{u"q"_s, QString::fromUtf8(QByteArray::fromPercentEncoding("%zz"))}});
}

void RequestParamsTest::decodesQueries()
{
    QFETCH(QByteArray, query);
    QFETCH(TextParams, params);
    QCOMPARE(parseQuery(query), params);
}

void RequestParamsTest::ordersItsSources()
{
    EndpointRow row;
    row.endpoint.request = {{"path"_L1}, {"body"_L1}, {"query"_L1}};
    EndpointTable::Route route{&row, {{u"path"_s, u"path"_s}}, {}, nullptr};
    const QJsonObject body{{u"path"_s, u"body"_s}, {u"body"_s, u"body"_s}};
    QCOMPARE(
        mergeParams(route, "path=query&body=query&query=query", body),
        (QJsonObject{{u"path"_s, u"path"_s}, {u"body"_s, u"body"_s}, {u"query"_s, u"query"_s}}));
}

QTEST_GUILESS_MAIN(RequestParamsTest)
#include "tst_requestparams.moc"
