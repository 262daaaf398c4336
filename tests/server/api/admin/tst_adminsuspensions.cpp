// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminSuspensionsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void suspendsAndReactivates();
    void showsFirstWhatItWouldDo();
    void refusesWhatIsNoEnd();
    void wantsToKnowWhy();

private:
    Result<Answer> ask(Method method, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/users/+4915102/suspension", m_admin->alice,
                            params);
    }
    std::unique_ptr<AdminFixture> m_admin;
};

void AdminSuspensionsTest::suspendsAndReactivates()
{
    const QString until = toIso(m_admin->identity.clock.now() + std::chrono::hours(1));
    const QJsonObject suspended =
        AdminFixture::body(ask(Method::Put, {{"reason"_L1, u"Spam"_s}, {"until"_L1, until}}));
    QCOMPARE(suspended["id"_L1], QJsonValue(u"2"_s));
    QCOMPARE(suspended["state"_L1], QJsonValue(u"suspended"_s));
    QCOMPARE(suspended["endedSessions"_L1], QJsonValue(0));
    QCOMPARE(suspended["suspension"_L1],
             QJsonValue(QJsonObject{{"since"_L1, toIso(m_admin->identity.clock.now())},
                                    {"until"_L1, until},
                                    {"reason"_L1, u"Spam"_s},
                                    {"by"_L1, u"user:1"_s}}));
    const QJsonObject reactivated = AdminFixture::body(ask(Method::Delete));
    QCOMPARE(reactivated["state"_L1], QJsonValue(u"active"_s));
    QVERIFY(reactivated["suspension"_L1].isNull());
}

void AdminSuspensionsTest::showsFirstWhatItWouldDo()
{
    const QJsonObject would =
        AdminFixture::body(ask(Method::Put, {{"reason"_L1, u"Spam"_s}, {"dryRun"_L1, true}}));
    QCOMPARE(would["state"_L1], QJsonValue(u"suspended"_s));
    const auto isSuspended = [this] {
        return bool(await(m_admin->users.find(m_admin->bob))->details.view.suspension);
    };
    QVERIFY(!isSuspended());
    QVERIFY(ask(Method::Put, {{"reason"_L1, u"Spam"_s}}));
    const QJsonObject free = AdminFixture::body(ask(Method::Delete, {{"dryRun"_L1, true}}));
    QCOMPARE(free["state"_L1], QJsonValue(u"active"_s));
    QVERIFY(isSuspended());
}

void AdminSuspensionsTest::refusesWhatIsNoEnd()
{
    const auto refused = ask(Method::Put, {{"reason"_L1, u"Spam"_s}, {"until"_L1, u"soon"_s}});
    QCOMPARE(refused.error().message, u"until must be an ISO-8601 time"_s);
}

void AdminSuspensionsTest::wantsToKnowWhy()
{
    for (const QJsonObject &params : {QJsonObject(), QJsonObject{{"reason"_L1, QString()}}}) {
        const auto refused = ask(Method::Put, params);
        QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
        QVERIFY(refused.error().message.contains(u"reason"_s));
    }
}

QTEST_GUILESS_MAIN(AdminSuspensionsTest)
#include "tst_adminsuspensions.moc"
