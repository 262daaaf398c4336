// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminStatusTest : public QObject
{
    Q_OBJECT

private slots:
    void saysHowTheNodeIs();
};

void AdminStatusTest::saysHowTheNodeIs()
{
    AdminFixture admin;
    admin.sockets.sessions[SessionId(1)].add(SocketTransport::EventStream, 4);
    admin.identity.clock.advance(std::chrono::milliseconds(90'500));
    const QJsonObject status =
        AdminFixture::body(admin.ask(Method::Get, "/api/v1/admin/status", admin.alice));
    QCOMPARE(status["status"_L1], QJsonValue(u"ok"_s));
    QCOMPARE(status["version"_L1], QJsonValue(u"1.2.3"_s));
    QCOMPARE(status["node"_L1], QJsonValue(7));
    QCOMPARE(status["uptimeSeconds"_L1], QJsonValue(90));
    QCOMPARE(status["accounts"_L1], QJsonValue(2));
    QCOMPARE(status["activeSessions"_L1], QJsonValue(0));
    QCOMPARE(status["sockets"_L1]["total"_L1], QJsonValue(1));
    QCOMPARE(status["sockets"_L1]["event-stream"_L1], QJsonValue(1));
    QCOMPARE(status["queuedBytes"_L1], QJsonValue(4));
    QCOMPARE(status["jobs"_L1], QJsonValue(QJsonObject{{"waiting"_L1, 0}, {"dead"_L1, 0}}));
    QVERIFY(status["databaseBytes"_L1].toInteger() > 0);
    QVERIFY(status["schema"_L1].toInt() > 0);
    QVERIFY(status["reasons"_L1].toArray().isEmpty());
}

QTEST_GUILESS_MAIN(AdminStatusTest)
#include "tst_adminstatus.moc"
