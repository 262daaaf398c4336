// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestparams.h"

#include <QJsonArray>
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
    void refusesBodies_data();
    void refusesBodies();
    void knowsJson_data();
    void knowsJson();
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
    row.endpoint.request = {{"path"_L1}, {"body"_L1}, {"form"_L1}, {"query"_L1}};
    EndpointTable::Route route{&row, {{u"path"_s, u"path"_s}}, {}};
    net::Request request;
    request.query = "path=query&body=query&form=query&query=query";
    const TextParams form{{u"path"_s, u"form"_s}, {u"body"_s, u"form"_s}, {u"form"_s, u"form"_s}};
    request.headers = {{"content-type", "application/json"}};
    request.body = R"({"path":"body","body":"body"})";
    const auto params = readParams(route, request, form);
    QVERIFY(params);
    QCOMPARE(*params,
             (QJsonObject{{u"path"_s, u"path"_s},
                          {u"body"_s, u"body"_s},
                          {u"form"_s, u"form"_s},
                          {u"query"_s, u"query"_s}}));
}

void RequestParamsTest::refusesBodies_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");

    const int invalid = int(Error::Kind::InvalidInput);
    const int unsupported = int(Error::Kind::UnsupportedType);
    const QByteArray json("application/json");
    QTest::newRow("not JSON") << QByteArray("text/plain") << QByteArray("{}") << unsupported;
    QTest::newRow("no type") << QByteArray() << QByteArray("{}") << unsupported;
    QTest::newRow("cut off") << json << QByteArray("{") << invalid;
    QTest::newRow("an array") << json << QByteArray("[1]") << invalid;
    QTest::newRow("a string") << json << QByteArray("\"a\"") << invalid;
    QTest::newRow("null") << json << QByteArray("null") << invalid;
    QTest::newRow("a lone surrogate") << json << QByteArray(R"({"a":"\ud83d"})") << invalid;
    QTest::newRow("broken UTF-8") << json << QByteArray("{\"a\":\"\xff\"}") << invalid;
    QTest::newRow("very deep") << json << QByteArray("{\"a\":") + QByteArray(100000, '[')
                               << invalid;
}

void RequestParamsTest::refusesBodies()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    const EndpointRow row;
    net::Request request;
    request.headers = {{"content-type", type}};
    request.body = body;
    const auto params = readParams({&row, {}, {}}, request, {});
    QVERIFY(!params);
    QCOMPARE(int(params.error().kind), kind);
}

void RequestParamsTest::knowsJson_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("json");

    QTest::newRow("plain") << QByteArray("application/json") << true;
    QTest::newRow("charset") << QByteArray("Application/JSON ; charset=utf-8") << true;
    QTest::newRow("suffix") << QByteArray("application/problem+json") << true;
    QTest::newRow("text") << QByteArray("text/plain") << false;
    QTest::newRow("form") << QByteArray("application/x-www-form-urlencoded") << false;
    QTest::newRow("longer") << QByteArray("application/jsonp") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void RequestParamsTest::knowsJson()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, json);
    QCOMPARE(isJsonType(type), json);
}

QTEST_GUILESS_MAIN(RequestParamsTest)
#include "tst_requestparams.moc"
