// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminOtpSupportTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void givesACodeToOwnersAlone();
    void triesToSendOne();
    void wantsADestination_data();
    void wantsADestination();

private:
    Result<Answer> post(const QByteArray &below, const QJsonObject &params)
    {
        return m_admin->ask(Method::Post, "/api/v1/admin/otp/" + below, m_admin->alice, params);
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminOtpSupportTest::givesACodeToOwnersAlone()
{
    const UserId user = m_admin->identity.signIn(Bob, u"phone"_s).user.id;
    const QJsonObject code =
        AdminFixture::body(post("break-glass", {{"userId"_L1, user.toString()}}));
    QCOMPARE(code["to"_L1], QJsonValue(Bob.value));
    QCOMPARE(code["code"_L1].toString().size(), 6);
    QCOMPARE(code["userId"_L1], QJsonValue(user.toString()));
    QVERIFY(code["expiresAt"_L1].toString().endsWith(u'Z'));
    const auto route = m_admin->table->findRoute(Method::Post, "/api/v1/admin/otp/break-glass");
    QCOMPARE(route.row->endpoint.capabilities, Capabilities(Capability::StaffWrite));
}

void AdminOtpSupportTest::triesToSendOne()
{
    const QJsonObject sent = AdminFixture::body(post("test-send", {{"to"_L1, Bob.value}}));
    QCOMPARE(sent["to"_L1], QJsonValue(u"+91••••••••22"_s));
    QCOMPARE(sent["milliseconds"_L1], QJsonValue(0)); // The clock of the test stands still.
    QVERIFY(m_admin->identity.sender.lastCode(Bob));
}

void AdminOtpSupportTest::wantsADestination_data()
{
    QTest::addColumn<QString>("to");
    for (const char *to : {"alice", "+1", "@"})
        QTest::addRow("%s", to) << QString::fromLatin1(to);
}

void AdminOtpSupportTest::wantsADestination()
{
    QFETCH(QString, to);
    QCOMPARE(post("test-send", {{"to"_L1, to}}).error().message,
             u"to must be a phone number or an e-mail address"_s);
}

QTEST_GUILESS_MAIN(AdminOtpSupportTest)
#include "tst_adminotpsupport.moc"
