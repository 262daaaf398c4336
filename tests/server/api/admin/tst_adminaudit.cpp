// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminAuditTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void pagesThroughTheLog();
    void sortsAsItIsAsked();
    void refusesACursorOfItsOwn_data();
    void refusesACursorOfItsOwn();
    void exportsTheLog();
    void saysThatTheLogIsIntact();
    void findsWhatIsAskedFor();
    void exportsWhatIsAskedFor();

private:
    Result<Answer> list(const QJsonObject &params)
    {
        return m_admin->ask(Method::Get, "/api/v1/admin/audit", m_admin->alice, params);
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminAuditTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    const Actor actor = Actor::account(m_admin->alice, u"::1"_s, u"r"_s);
    for (const StaffRole role : {StaffRole::Auditor, StaffRole::Moderator, StaffRole::Admin})
        QVERIFY(await(m_admin->staff.setRole(actor, m_admin->bob, role, Run::ForReal)));
}

void AdminAuditTest::pagesThroughTheLog()
{
    const QJsonObject first = AdminFixture::body(list({{"limit"_L1, 2}}));
    QCOMPARE(first["items"_L1].toArray().size(), 2);
    const QJsonObject newest = first["items"_L1][0].toObject();
    QCOMPARE(newest["number"_L1], QJsonValue(3));
    QCOMPARE(newest["actor"_L1], QJsonValue(u"user:1"_s));
    QCOMPARE(newest["action"_L1], QJsonValue(u"staff.set-role"_s));
    QCOMPARE(newest["target"_L1], QJsonValue(u"user:2"_s));
    QCOMPARE(newest["before"_L1]["role"_L1], QJsonValue(u"moderator"_s));
    QCOMPARE(newest["after"_L1]["role"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(newest["at"_L1], QJsonValue(u"2027-01-15T08:00:00.000Z"_s));
    QCOMPARE(newest["hash"_L1].toString().size(), 64);

    const QJsonObject last = AdminFixture::body(list({{"cursor"_L1, first["nextCursor"_L1]}}));
    QCOMPARE(last["items"_L1].toArray().size(), 1);
    QVERIFY(last["nextCursor"_L1].isNull());
}

void AdminAuditTest::sortsAsItIsAsked()
{
    const QJsonObject first = AdminFixture::body(list({{"sort"_L1, u"action"_s}, {"limit"_L1, 1}}));
    QCOMPARE(first["items"_L1][0]["number"_L1], QJsonValue(1));
    QJsonObject next{{"sort"_L1, u"action"_s}, {"cursor"_L1, first["nextCursor"_L1]}};
    QCOMPARE(AdminFixture::body(list(next))["items"_L1][0]["number"_L1], QJsonValue(2));
    next["sort"_L1] = u"-action"_s;
    QCOMPARE(list(next).error().message,
             u"cursor must be one this server gave, for the same sort"_s);
    QCOMPARE(list({{"sort"_L1, u"hash"_s}}).error().message,
             u"sort must be one of number, -number, actor, -actor, action, -action, target, "
             "-target"_s);
}

void AdminAuditTest::refusesACursorOfItsOwn_data()
{
    QTest::addColumn<QString>("cursor");
    for (const char *cursor : {"", "x", "0", "-1", "99999999999999999999"})
        QTest::addRow("\"%s\"", cursor) << QString::fromLatin1(cursor);
}

void AdminAuditTest::refusesACursorOfItsOwn()
{
    QFETCH(QString, cursor);
    QCOMPARE(list({{"cursor"_L1, cursor}}).error().message,
             u"cursor must be one this server gave, for the same sort"_s);
}

void AdminAuditTest::exportsTheLog()
{
    const auto answer = m_admin->ask(Method::Get, "/api/v1/admin/audit/export", m_admin->alice,
                                     {{"format"_L1, u"csv"_s}});
    QVERIFY(answer);
    QCOMPARE(answer->stream->name, u"audit.csv"_s);
    const QByteArrayList lines = await(answer->stream->next())->split('\n');
    QCOMPARE(lines.size(), 5); // The last is empty.
    QCOMPARE(lines[0], "number,at,actor,address,requestId,action,target,before,after,hash\r");
    QVERIFY2(lines[1].startsWith(
                 "3,2027-01-15T08:00:00.000Z,user:1,::1,r,staff.set-role,user:2,"
                 "\"{\"\"role\"\":\"\"moderator\"\"}\",\"{\"\"role\"\":\"\"admin\"\"}\","),
             lines[1]);
    QVERIFY(await(answer->stream->next())->isEmpty());
}

void AdminAuditTest::saysThatTheLogIsIntact()
{
    const QJsonObject verdict = AdminFixture::body(
        m_admin->ask(Method::Get, "/api/v1/admin/audit/verification", m_admin->alice));
    QCOMPARE(verdict["isIntact"_L1], QJsonValue(true));
    QCOMPARE(verdict["checked"_L1], QJsonValue(3));
    QVERIFY(verdict["broken"_L1].isNull());
    QCOMPARE(verdict["head"_L1], AdminFixture::body(list({}))["items"_L1][0]["hash"_L1]);
}

void AdminAuditTest::findsWhatIsAskedFor()
{
    const QJsonObject filter{{"filter"_L1, u"number>1 action:staff.*"_s}};
    QCOMPARE(AdminFixture::body(list(filter))["items"_L1].toArray().size(), 2);
    QCOMPARE(AdminFixture::body(m_admin->ask(Method::Get, "/api/v1/admin/audit/count",
                                             m_admin->alice, filter))["count"_L1],
             QJsonValue(2));
    QCOMPARE(list({{"filter"_L1, u"colour:red"_s}}).error().code, "invalid_filter"_L1);
}

void AdminAuditTest::exportsWhatIsAskedFor()
{
    const auto answer = m_admin->ask(Method::Get, "/api/v1/admin/audit/export", m_admin->alice,
                                     {{"format"_L1, u"ndjson"_s}, {"filter"_L1, u"number<=2"_s}});
    QVERIFY(answer);
    const QByteArray text = *await(answer->stream->next());
    QCOMPARE(text.count('\n'), 2);
    QVERIFY2(text.contains(R"("number":2)") && !text.contains(R"("number":3)"), text);
}

QTEST_GUILESS_MAIN(AdminAuditTest)
#include "tst_adminaudit.moc"
