// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminUsersTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void listsAndCounts();
    void pagesByName();
    void exportsAll();
    void refusesWhatItDidNotGive_data();
    void refusesWhatItDidNotGive();
    void showsAnAccount();

private:
    Result<Answer> ask(const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(Method::Get, "/api/v1/admin/users" + path, m_admin->alice, params);
    }
    QJsonObject body(const QByteArray &path, const QJsonObject &params = {})
    {
        return AdminFixture::body(ask(path, params));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminUsersTest::listsAndCounts()
{
    const QJsonObject page = body("", {{"filter"_L1, u"role:owner"_s}});
    QCOMPARE(page["items"_L1],
             QJsonValue(QJsonArray{QJsonObject{{"id"_L1, u"1"_s},
                                               {"name"_L1, u"User 1"_s},
                                               {"username"_L1, QJsonValue()},
                                               {"phone"_L1, u"+4915101"_s},
                                               {"email"_L1, QJsonValue()},
                                               {"emailVerified"_L1, false},
                                               {"state"_L1, u"active"_s},
                                               {"role"_L1, u"owner"_s},
                                               {"createdAt"_L1, toIso(test::at(0))},
                                               {"lastSeenAt"_L1, QJsonValue()},
                                               {"suspension"_L1, QJsonValue()},
                                               {"erasure"_L1, QJsonValue()},
                                               {"merger"_L1, QJsonValue()}}}));
    QVERIFY(page["nextCursor"_L1].isNull());
    QCOMPARE(body("/count", {{"filter"_L1, u"user"_s}}),
             (QJsonObject{{"count"_L1, 2}, {"isExact"_L1, true}}));
    for (const QByteArray &path : {QByteArray(""), QByteArray("/count")})
        QCOMPARE(ask(path, {{"filter"_L1, u"stat:active"_s}}).error().code, "invalid_filter"_L1);
}

void AdminUsersTest::pagesByName()
{
    const QJsonObject order{{"sort"_L1, u"name"_s}, {"limit"_L1, 1}};
    const QJsonObject first = body("", order);
    QCOMPARE(first["items"_L1][0]["name"_L1], QJsonValue(u"User 1"_s));
    QJsonObject next = order;
    next["cursor"_L1] = first["nextCursor"_L1];
    const QJsonObject last = body("", next);
    QCOMPARE(last["items"_L1][0]["name"_L1], QJsonValue(u"User 2"_s));
    QVERIFY(last["nextCursor"_L1].isNull());
    next["sort"_L1] = u"created"_s;
    QCOMPARE(ask("", next).error().message,
             u"cursor must be one this server gave, for the same sort"_s);
}

void AdminUsersTest::exportsAll()
{
    const auto csv = ask("/export", {{"format"_L1, u"csv"_s}, {"sort"_L1, u"name"_s}});
    QVERIFY(csv);
    QCOMPARE(csv->stream->name, u"users.csv"_s);
    const QByteArrayList lines = await(csv->stream->next())->split('\n');
    QCOMPARE(lines.size(), 4); // The last is empty.
    QCOMPARE(lines[0],
             "id,name,username,phone,email,emailVerified,state,role,createdAt,"
             "lastSeenAt,suspension.until,erasure.dueAt\r");
    // A number that begins with a plus is kept from being a formula.
    QCOMPARE(lines[1],
             "1,User 1,,'+4915101,,false,active,owner," + toIso(test::at(0)).toLatin1() + ",,,\r");

    const auto some = ask("/export", {{"format"_L1, u"ndjson"_s}, {"filter"_L1, u"role:owner"_s}});
    QVERIFY(some);
    const QJsonObject owner = QJsonDocument::fromJson(*await(some->stream->next())).object();
    QCOMPARE(QJsonArray{owner}, body("", {{"filter"_L1, u"role:owner"_s}})["items"_L1].toArray());
    for (const QJsonObject &params :
         {QJsonObject{{"format"_L1, u"xml"_s}},
          QJsonObject{{"format"_L1, u"csv"_s}, {"filter"_L1, u"stat:active"_s}}})
        QCOMPARE(ask("/export", params).error().kind, Error::Kind::InvalidInput);
}

void AdminUsersTest::refusesWhatItDidNotGive_data()
{
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");

    const QString cursor = u"cursor must be one this server gave"_s;
    QTest::newRow("a word") << u"cursor"_s << u"x"_s << cursor;
    QTest::newRow("no base64") << u"cursor"_s << u"1.!!"_s << cursor;
    QTest::newRow("no id") << u"cursor"_s << u".YQ"_s << cursor;
    QTest::newRow("no order") << u"sort"_s << u"size"_s
                              << u"sort must be one of -created, created, name"_s;
}

void AdminUsersTest::refusesWhatItDidNotGive()
{
    QFETCH(QString, parameter);
    QFETCH(QString, value);
    QFETCH(QString, message);
    const auto refused = ask("", {{parameter, value}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(refused.error().message, message);
}

void AdminUsersTest::showsAnAccount()
{
    m_admin->identity.signIn(test::Alice, u"phone"_s);
    const QJsonObject account = body("/" + test::Alice.value.toUtf8());
    QCOMPARE(
        account["identifiers"_L1],
        QJsonValue(QJsonArray{QJsonObject{
            {"kind"_L1, u"phone"_s}, {"value"_L1, test::Alice.value}, {"verified"_L1, true}}}));
    QCOMPARE(account["activeSessions"_L1], QJsonValue(1));
    QCOMPARE(account["hasPassword"_L1], QJsonValue(false));
    QCOMPARE(account["hasSecondFactor"_L1], QJsonValue(false));
    QCOMPARE(body("/" + account["id"_L1].toString().toUtf8()), account);
    QCOMPARE(ask("/99").error().kind, Error::Kind::NotFound);
    QCOMPARE(ask("/nobody").error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(AdminUsersTest)
#include "tst_adminusers.moc"
