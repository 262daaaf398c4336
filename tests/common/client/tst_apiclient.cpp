// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/apiclient.h"
#include "tests/support/fakeapi.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ApiClientTest : public QObject
{
    Q_OBJECT

private slots:
    void namesPathsWhateverIsInThem();
    void sendsAndTakesJson();
    void encodesItsQuery();
    void takesAnEmptyBodyForAnEmptyObject();
    void hasTheServersWords();
    void wantsAnObject();
    void followsNoRedirect();
    void renewsItsTokenOnce();
    void handsOnWhyItsTokenIsNotRenewed();
    void streamsLines();
};

void ApiClientTest::namesPathsWhateverIsInThem()
{
    QCOMPARE(adminPath({u"sessions"_s}), u"/api/v1/admin/sessions"_s);
    QCOMPARE(adminPath({u"users"_s, u"../a b?#%"_s}), u"/api/v1/admin/users/..%2Fa%20b%3F%23%25"_s);
}

void ApiClientTest::sendsAndTakesJson()
{
    FakeApi api;
    api.answer("POST /api/v1/things", R"({"id":"7"})", 201);
    ApiClient client({api.url()}, {}, "linnetctl/1.2");
    client.setToken("abc");

    const auto reply = client.post(u"/api/v1/things"_s, {{u"name"_s, u"ö"_s}});

    QVERIFY(reply);
    QCOMPARE(*reply, (QJsonObject{{u"id"_s, u"7"_s}}));
    const auto request = api.requests().value(0);
    QCOMPARE(request.body, "{\"name\":\"ö\"}");
    QVERIFY(request.hasHeader("Content-Type: application/json"));
    QVERIFY(request.hasHeader("Authorization: Bearer abc"));
    QVERIFY(request.hasHeader("User-Agent: linnetctl/1.2"));
}

void ApiClientTest::encodesItsQuery()
{
    FakeApi api;
    ApiClient client({api.url()}, {}, "test");

    QVERIFY(!client.get(u"/list"_s, QUrlQuery{{u"filter"_s, u"user:a+b&c state:active"_s}}));

    QCOMPARE(api.requests().value(0).target, "/list?filter=user:a%2Bb%26c%20state:active");
}

void ApiClientTest::takesAnEmptyBodyForAnEmptyObject()
{
    FakeApi api;
    api.answerRaw("DELETE /thing", "HTTP/1.1 204 No Content\r\n\r\n");
    ApiClient client({api.url()}, {}, "test");

    const auto reply = client.remove(u"/thing"_s);

    QVERIFY(reply);
    QVERIFY(reply->isEmpty());
}

void ApiClientTest::hasTheServersWords()
{
    FakeApi api;
    api.answer("PUT /thing", R"({"error":{"code":"last_owner","message":"Nobody else is one."}})",
               409, "Retry-After: 7\r\n");
    ApiClient client({api.url()}, {}, "test");

    const auto reply = client.put(u"/thing"_s, {});

    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Conflict);
    QCOMPARE(reply.error().code, "last_owner"_L1);
    QCOMPARE(reply.error().message, u"Nobody else is one."_s);
    QCOMPARE(reply.error().retryAfter, std::chrono::seconds(7));
}

void ApiClientTest::wantsAnObject()
{
    FakeApi api;
    api.answer("GET /page", "<html>Welcome</html>");
    ApiClient client({api.url()}, {}, "test");

    const auto reply = client.get(u"/page"_s);

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, "protocol"_L1);
}

void ApiClientTest::followsNoRedirect()
{
    FakeApi api;
    FakeApi other;
    api.answer("GET /a", {}, 302, "Location: " + other.url().toUtf8() + "/a\r\n");
    ApiClient client({api.url()}, {}, "test");
    client.setToken("abc");

    const auto reply = client.get(u"/a"_s);

    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Unavailable);
    QVERIFY(reply.error().message.contains(other.url()));
    QVERIFY(other.requests().isEmpty());
}

void ApiClientTest::renewsItsTokenOnce()
{
    FakeApi api;
    api.answer("GET /a", R"({"error":"Token expired"})", 401);
    api.answer("GET /a", R"({"ok":true})");
    ApiClient client({api.url()}, {}, "test");
    client.setToken("old");
    int renewals = 0;
    client.setRenewal([&]() -> Result<QByteArray> {
        ++renewals;
        return QByteArray("new");
    });

    QVERIFY(client.get(u"/a"_s));

    QCOMPARE(renewals, 1);
    QVERIFY(api.requests().value(0).hasHeader("Authorization: Bearer old"));
    QVERIFY(api.requests().value(1).hasHeader("Authorization: Bearer new"));

    FakeApi refusing;
    refusing.answer("GET /a", R"({"error":"Token expired"})", 401);
    ApiClient refused({refusing.url()}, {}, "test");
    refused.setRenewal([&]() -> Result<QByteArray> { return QByteArray("newer"); });
    QCOMPARE(refused.get(u"/a"_s).error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(refusing.requests().size(), 2);
}

void ApiClientTest::handsOnWhyItsTokenIsNotRenewed()
{
    FakeApi api;
    api.answer("GET /a", R"({"error":"Token expired"})", 401);
    ApiClient client({api.url()}, {}, "test");
    client.setRenewal([]() -> Result<QByteArray> {
        return Error{Error::Kind::Unavailable, "locked"_L1, u"Locked."_s};
    });

    QCOMPARE(client.get(u"/a"_s).error().code, "locked"_L1);
}

void ApiClientTest::streamsLines()
{
    FakeApi api;
    api.answer("GET /events", "data: 1\n\ndata: 2\n\n");
    api.answer("GET /forbidden", R"({"error":{"code":"forbidden","message":"No."}})", 403);
    ApiClient client({api.url()}, {}, "test");
    QByteArrayList lines;
    const auto take = [&](QByteArrayView line) {
        lines.append(line.toByteArray());
        return true;
    };

    QVERIFY(client.stream(u"/events"_s, {}, take));
    const auto forbidden = client.stream(u"/forbidden"_s, {}, take);

    QCOMPARE(lines, (QByteArrayList{"data: 1", "", "data: 2", ""}));
    QCOMPARE(forbidden.error().kind, Error::Kind::Forbidden);
}

QTEST_GUILESS_MAIN(ApiClientTest)
#include "tst_apiclient.moc"
