// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminWebhooksTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void createsAndLists();
    void exportsAll();
    void listsInPages();
    void edits();
    void givesANewSecret();
    void deletes();
    void showsDeliveries();
    void deliversAgain();
    void refuses_data();
    void refuses();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/webhooks" + path, m_admin->alice, params);
    }
    QJsonObject body(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return AdminFixture::body(ask(method, path, params));
    }
    static QJsonObject draft()
    {
        return {{"name"_L1, u"CRM"_s},
                {"url"_L1, u"https://example.org/hook"_s},
                {"events"_L1, QJsonArray{u"account.created"_s}}};
    }

    std::unique_ptr<AdminFixture> m_admin;
    QJsonObject m_created;
    QByteArray m_one; //!< "/" and its id.
};

void AdminWebhooksTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    const auto created = ask(Method::Post, "", draft());
    QVERIFY(created);
    QVERIFY(created->outcome == Answer::Outcome::Created);
    m_created = AdminFixture::body(created);
    m_one = '/' + m_created["id"_L1].toString().toLatin1();
}

void AdminWebhooksTest::createsAndLists()
{
    QVERIFY(m_created.take("secret"_L1).toString().startsWith(u"whsec_"_s));
    const QString now = toIso(m_admin->identity.clock.now());
    QCOMPARE(m_created,
             (QJsonObject{{"id"_L1, QString::fromLatin1(m_one.mid(1))},
                          {"name"_L1, u"CRM"_s},
                          {"url"_L1, u"https://example.org/hook"_s},
                          {"events"_L1, QJsonArray{u"account.created"_s}},
                          {"state"_L1, u"on"_s},
                          {"failingSince"_L1, QJsonValue()},
                          {"oldSecretUntil"_L1, QJsonValue()},
                          {"createdAt"_L1, now},
                          {"updatedAt"_L1, now}}));
    QCOMPARE(body(Method::Get, "")["items"_L1], QJsonValue(QJsonArray{m_created}));
    QCOMPARE(body(Method::Get, m_one), m_created);
    QJsonObject rehearsed = draft();
    rehearsed["dryRun"_L1] = true;
    QVERIFY(body(Method::Post, "", rehearsed)["secret"_L1].isNull());
    QCOMPARE(body(Method::Get, "")["items"_L1].toArray().size(), 1);
}

void AdminWebhooksTest::listsInPages()
{
    const QJsonObject second = body(Method::Post, "", draft());
    const QJsonObject page = body(Method::Get, "", {{"limit"_L1, 1}});
    QCOMPARE(page["items"_L1].toArray().size(), 1);
    QCOMPARE(page["nextCursor"_L1], m_created["id"_L1]);
    const QJsonObject last =
        body(Method::Get, "", {{"limit"_L1, 1}, {"cursor"_L1, page["nextCursor"_L1]}});
    QCOMPARE(last["items"_L1][0]["id"_L1], second["id"_L1]);
    QVERIFY(last["nextCursor"_L1].isNull());
    QVERIFY(
        body(Method::Get, "", {{"cursor"_L1, second["id"_L1]}})["items"_L1].toArray().isEmpty());
    QCOMPARE(ask(Method::Get, "", {{"cursor"_L1, u"x"_s}}).error().code, "invalid_input"_L1);
}

void AdminWebhooksTest::edits()
{
    const QJsonObject edited = body(
        Method::Patch, m_one,
        {{"enabled"_L1, false}, {"events"_L1, QJsonArray{u"report.opened"_s, u"group.created"_s}}});
    QCOMPARE(edited["state"_L1], QJsonValue(u"off"_s));
    QCOMPARE(edited["events"_L1], QJsonValue(QJsonArray{u"report.opened"_s, u"group.created"_s}));
    QCOMPARE(edited["name"_L1], QJsonValue(u"CRM"_s));
    QCOMPARE(body(Method::Patch, m_one, {{"enabled"_L1, true}})["state"_L1], QJsonValue(u"on"_s));
}

void AdminWebhooksTest::givesANewSecret()
{
    const QJsonObject issued = body(Method::Post, m_one + "/secret", {{"overlap"_L1, u"2h"_s}});
    QVERIFY(issued["secret"_L1] != m_created["secret"_L1]);
    const Timestamp until = m_admin->identity.clock.now() + std::chrono::hours(2);
    QCOMPARE(issued["oldSecretUntil"_L1], QJsonValue(toIso(until)));
    QVERIFY(body(Method::Post, m_one + "/secret", {{"overlap"_L1, u"0"_s}})["oldSecretUntil"_L1]
                .isNull());
    QCOMPARE(ask(Method::Post, m_one + "/secret", {{"overlap"_L1, u"31d"_s}}).error().code,
             "invalid_input"_L1);
}

void AdminWebhooksTest::deletes()
{
    QVERIFY(ask(Method::Delete, m_one, {{"dryRun"_L1, true}}));
    QVERIFY(ask(Method::Get, m_one));
    QCOMPARE(body(Method::Delete, m_one)["name"_L1], QJsonValue(u"CRM"_s));
    QCOMPARE(ask(Method::Get, m_one).error().code, "webhook_not_found"_L1);
}

void AdminWebhooksTest::showsDeliveries()
{
    const QJsonObject tested = body(Method::Post, m_one + "/tests");
    const QByteArray id = tested["id"_L1].toString().toLatin1();
    QCOMPARE(tested["event"_L1], QJsonValue(u"test"_s));
    QCOMPARE(tested["state"_L1], QJsonValue(u"pending"_s));
    QVERIFY(tested["status"_L1].isNull());
    QVERIFY(tested["body"_L1].toString().contains(u"\"event\":\"test\""_s));
    const QByteArray all = m_one + "/deliveries";
    QJsonObject item = tested;
    item.remove("body"_L1);
    item.remove("answer"_L1);
    QCOMPARE(body(Method::Get, all, {{"filter"_L1, u"state:pending"_s}})["items"_L1],
             QJsonValue(QJsonArray{item}));
    QCOMPARE(body(Method::Get, all + "/count", {{"filter"_L1, u"state:failed"_s}})["count"_L1],
             QJsonValue(0));
    QCOMPARE(body(Method::Get, all + '/' + id), tested);
}

void AdminWebhooksTest::deliversAgain()
{
    const QByteArray path = m_one + "/deliveries/"
        + body(Method::Post, m_one + "/tests")["id"_L1].toString().toLatin1();
    QCOMPARE(ask(Method::Post, path + "/redelivery").error().code, "delivery_pending"_L1);
    QVERIFY(await(m_admin->identity.database->write([path](Stores &stores) {
        auto delivery = stores.webhooks.findDelivery(
            DeliveryId(path.mid(path.lastIndexOf('/') + 1).toLongLong()));
        delivery->state = WebhookDelivery::State::Failed;
        return stores.webhooks.updateDelivery(*delivery);
    })));
    QCOMPARE(body(Method::Post, path + "/redelivery")["state"_L1], QJsonValue(u"pending"_s));
}

void AdminWebhooksTest::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("code");

    const auto row = [](const char *name, const QByteArray &path, const QJsonObject &params,
                        const QString &code) { QTest::newRow(name) << path << params << code; };
    row("no webhook", "/7", {}, u"webhook_not_found"_s);
    row("no id", "/x", {}, u"webhook_not_found"_s);
    row("nobody's deliveries", "/7/deliveries", {}, u"webhook_not_found"_s);
    row("nobody's count", "/7/deliveries/count", {}, u"webhook_not_found"_s);
    row("a filter", "/7/deliveries", {{"filter"_L1, u"a:b"_s}}, u"invalid_filter"_s);
    row("a filter to count by", "/7/deliveries/count", {{"filter"_L1, u"a:b"_s}},
        u"invalid_filter"_s);
    row("a cursor", "/7/deliveries", {{"cursor"_L1, u"x"_s}}, u"invalid_input"_s);
    row("a delivery", "/7/deliveries/x", {}, u"delivery_not_found"_s);
}

void AdminWebhooksTest::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, params);
    QFETCH(QString, code);
    QCOMPARE(QString(ask(Method::Get, path, params).error().code), code);
}

void AdminWebhooksTest::exportsAll()
{
    const auto webhooks = ask(Method::Get, "/export", {{"format"_L1, u"ndjson"_s}});
    const QByteArray lines = await(webhooks->stream->next()).value();
    QCOMPARE(QJsonDocument::fromJson(lines).object(), body(Method::Get, m_one));
    QVERIFY(!lines.contains("whsec_"));
    QCOMPARE(await(webhooks->stream->next()).value(), QByteArray());

    QVERIFY(ask(Method::Post, m_one + "/tests"));
    const auto deliveries =
        ask(Method::Get, m_one + "/deliveries/export", {{"format"_L1, u"csv"_s}});
    const QByteArray table = await(deliveries->stream->next()).value();
    QVERIFY2(table.startsWith("id,event,state,attempts,status,durationMs,problem,createdAt,"),
             table.constData());
    QCOMPARE(table.count('\n'), 2);
    QCOMPARE(ask(Method::Get, "/7/deliveries/export", {{"format"_L1, u"csv"_s}}).error().code,
             "webhook_not_found"_L1);
}

QTEST_GUILESS_MAIN(AdminWebhooksTest)
#include "tst_adminwebhooks.moc"
