// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminSessionsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void listsAndCounts();
    void sortsAsItIsAsked();
    void exportsAll();
    void endsByIdAndByFilter();
    void showsFirstWhatItWouldEnd();
    void endsWhatItHasShown();
    void refusesWhatSaysNotWhich_data();
    void refusesWhatSaysNotWhich();
    void refusesAFilterItDoesNotUnderstand();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params)
    {
        return m_admin->ask(method, "/api/v1/admin/sessions" + path, m_admin->alice, params);
    }
    QJsonObject body(Method method, const QByteArray &path, const QJsonObject &params)
    {
        return AdminFixture::body(ask(method, path, params));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminSessionsTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    for (const QString &device : {u"one"_s, u"two"_s, u"three"_s})
        m_admin->identity.signIn(test::Bob, device);
}

void AdminSessionsTest::listsAndCounts()
{
    const QJsonObject first = body(Method::Get, "", {{"limit"_L1, 2}});
    QCOMPARE(first["items"_L1].toArray().size(), 2);
    const QJsonObject newest = first["items"_L1][0].toObject();
    QCOMPARE(newest["device"_L1], QJsonValue(u"three"_s));
    QCOMPARE(newest["state"_L1], QJsonValue(u"active"_s));
    QCOMPARE(newest["dialect"_L1], QJsonValue(u"phone"_s));
    QVERIFY(newest["user"_L1]["name"_L1].isString());
    QVERIFY(!newest.contains("endedAt"_L1));
    const QJsonObject last = body(Method::Get, "", {{"cursor"_L1, first["nextCursor"_L1]}});
    QCOMPARE(last["items"_L1].toArray().size(), 1);
    QVERIFY(last["nextCursor"_L1].isNull());
    QCOMPARE(body(Method::Get, "/count", {{"filter"_L1, u"device:t*"_s}}),
             (QJsonObject{{"count"_L1, 2}, {"isExact"_L1, true}}));
    QCOMPARE(ask(Method::Get, "", {{"cursor"_L1, u"x"_s}}).error().message,
             u"cursor must be one this server gave, for the same sort"_s);
}

void AdminSessionsTest::sortsAsItIsAsked()
{
    const QJsonObject first = body(Method::Get, "", {{"sort"_L1, u"last_seen"_s}, {"limit"_L1, 1}});
    QCOMPARE(first["items"_L1][0]["device"_L1], QJsonValue(u"one"_s));
    const QJsonObject next =
        body(Method::Get, "",
             {{"sort"_L1, u"last_seen"_s}, {"limit"_L1, 1}, {"cursor"_L1, first["nextCursor"_L1]}});
    QCOMPARE(next["items"_L1][0]["device"_L1], QJsonValue(u"two"_s));
    QCOMPARE(ask(Method::Get, "", {{"sort"_L1, u"size"_s}}).error().message,
             u"sort must be one of created, -created, last_seen, -last_seen, ended, -ended, user, "
             "-user"_s);
    QCOMPARE(ask(Method::Get, "", {{"sort"_L1, u"user"_s}, {"cursor"_L1, first["nextCursor"_L1]}})
                 .error()
                 .code,
             "invalid_input"_L1);
}

//! The same rows as the list, however many pages those are.
void AdminSessionsTest::exportsAll()
{
    const auto answer =
        ask(Method::Get, "/export", {{"format"_L1, u"ndjson"_s}, {"filter"_L1, u"device:t*"_s}});
    QVERIFY(answer);
    QVERIFY(answer->stream);
    QCOMPARE(answer->stream->name, u"sessions.ndjson"_s);
    QJsonArray rows;
    const auto piece = await(answer->stream->next());
    for (const QByteArray &line : piece->trimmed().split('\n'))
        rows.append(QJsonDocument::fromJson(line).object());
    QCOMPARE(QJsonValue(rows), body(Method::Get, "", {{"filter"_L1, u"device:t*"_s}})["items"_L1]);
    QVERIFY(await(answer->stream->next())->isEmpty());
    QCOMPARE(ask(Method::Get, "/export", {{"format"_L1, u"xml"_s}}).error().message,
             u"format must be one of ndjson, csv"_s);
}

void AdminSessionsTest::endsByIdAndByFilter()
{
    const QJsonValue newest = body(Method::Get, "", {})["items"_L1][0]["id"_L1];
    QCOMPARE(body(Method::Post, "/revocations", {{"ids"_L1, QJsonArray{newest}}}),
             (QJsonObject{{"revoked"_L1, 1}, {"leftOut"_L1, 0}}));
    const QJsonObject ended = body(Method::Get, "", {})["items"_L1][0].toObject();
    QCOMPARE(ended["state"_L1], QJsonValue(u"revoked"_s));
    QCOMPARE(ended["endedBy"_L1], QJsonValue(u"user:1"_s));
    QVERIFY(ended["endedAt"_L1].isString());
    QCOMPARE(body(Method::Post, "/revocations",
                  {{"filter"_L1, u"state:active"_s}, {"reason"_L1, u"Maintenance"_s}}),
             (QJsonObject{{"revoked"_L1, 2}, {"leftOut"_L1, 0}}));
    QCOMPARE(body(Method::Get, "", {{"limit"_L1, 3}})["items"_L1][2]["endedWhy"_L1],
             QJsonValue(u"Maintenance"_s));
}

void AdminSessionsTest::showsFirstWhatItWouldEnd()
{
    const QString asOf = toIso(m_admin->identity.clock.now());
    QCOMPARE(
        body(Method::Post, "/revocations", {{"filter"_L1, u"device:t*"_s}, {"dryRun"_L1, true}}),
        (QJsonObject{{"count"_L1, 2}, {"leftOut"_L1, 0}, {"asOf"_L1, asOf}}));
    QJsonArray many;
    for (int id = 1; id <= 1'000; ++id)
        many.append(QString::number(id));
    QCOMPARE(body(Method::Post, "/revocations", {{"ids"_L1, many}, {"dryRun"_L1, true}}),
             (QJsonObject{{"count"_L1, 0}, {"leftOut"_L1, 0}, {"asOf"_L1, asOf}}));
    QCOMPARE(body(Method::Get, "/count", {{"filter"_L1, u"state:active"_s}})["count"_L1],
             QJsonValue(3));
}

void AdminSessionsTest::endsWhatItHasShown()
{
    const QJsonObject everybody{{"filter"_L1, u"created>-1d"_s}};
    QJsonObject dry = everybody;
    dry["dryRun"_L1] = true;
    const QJsonObject shown = body(Method::Post, "/revocations", dry);
    QCOMPARE(shown["count"_L1], QJsonValue(3));
    m_admin->identity.signIn(test::Bob, u"since"_s);
    m_admin->identity.clock.advance(std::chrono::hours(24));

    QJsonObject asShown = everybody;
    asShown["asOf"_L1] = shown["asOf"_L1];
    QCOMPARE(body(Method::Post, "/revocations", asShown)["revoked"_L1], QJsonValue(3));
    QCOMPARE(body(Method::Get, "/count", {{"filter"_L1, u"state:active"_s}})["count"_L1],
             QJsonValue(1));
}

void AdminSessionsTest::refusesWhatSaysNotWhich_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("message");

    const QString either = u"Say which sessions: either ids or filter"_s;
    QJsonArray many;
    for (int id = 0; id <= 1'000; ++id)
        many.append(QString::number(id));
    QTest::newRow("neither") << QJsonObject() << either;
    QTest::newRow("both") << QJsonObject{{"ids"_L1, QJsonArray{u"1"_s}}, {"filter"_L1, u"a"_s}}
                          << either;
    QTest::newRow("no ids") << QJsonObject{{"ids"_L1, QJsonArray()}}
                            << u"ids must name 1 to 1000 sessions"_s;
    QTest::newRow("too many ids") << QJsonObject{{"ids"_L1, many}}
                                  << u"ids must name 1 to 1000 sessions"_s;
    QTest::newRow("nonsense") << QJsonObject{{"ids"_L1, QJsonArray{u"x"_s}}}
                              << u"ids must be session ids"_s;
    QTest::newRow("everybody by leaving it out")
        << QJsonObject{{"filter"_L1, u" "_s}}
        << u"filter must ask for something; state:active is everybody"_s;
    QTest::newRow("as of a time to come")
        << QJsonObject{{"filter"_L1, u"state:active"_s}, {"asOf"_L1, u"9999-01-01T00:00:00Z"_s}}
        << u"asOf must be a time that a dry run gave"_s;
}

void AdminSessionsTest::refusesWhatSaysNotWhich()
{
    QFETCH(QJsonObject, params);
    QFETCH(QString, message);
    const auto refused = ask(Method::Post, "/revocations", params);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(refused.error().message, message);
    QVERIFY(m_admin->identity.ended().empty());
}

void AdminSessionsTest::refusesAFilterItDoesNotUnderstand()
{
    for (const QByteArray &path : {QByteArray(""), QByteArray("/count")})
        QCOMPARE(ask(Method::Get, path, {{"filter"_L1, u"stat:active"_s}}).error().code,
                 "invalid_filter"_L1);
}

QTEST_GUILESS_MAIN(AdminSessionsTest)
#include "tst_adminsessions.moc"
