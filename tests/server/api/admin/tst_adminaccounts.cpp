// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminAccountsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void makesAnAccount();
    void rehearsesMakingOne();
    void changesOne();
    void takesAwayWhatIsEmpty();
    void vouchesForAnAddress();
    void refuses_data();
    void refuses();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params)
    {
        return m_admin->ask(method, "/api/v1/admin/users" + path, m_admin->alice, params);
    }
    std::unique_ptr<AdminFixture> m_admin;
};

void AdminAccountsTest::makesAnAccount()
{
    const auto made = ask(Method::Post, "",
                          {{"name"_L1, u"Carol"_s},
                           {"phone"_L1, u"+933333333333"_s},
                           {"email"_L1, u"carol@example.org"_s},
                           {"username"_L1, u"carol"_s},
                           {"role"_L1, u"auditor"_s}});
    const QJsonObject account = AdminFixture::body(made);
    QCOMPARE(made->outcome, Answer::Outcome::Created);
    QCOMPARE(account["name"_L1], QJsonValue(u"Carol"_s));
    QCOMPARE(account["phone"_L1], QJsonValue(u"+933333333333"_s));
    QCOMPARE(account["email"_L1], QJsonValue(u"carol@example.org"_s));
    QCOMPARE(account["emailVerified"_L1], QJsonValue(true));
    QCOMPARE(account["username"_L1], QJsonValue(u"carol"_s));
    QCOMPARE(account["role"_L1], QJsonValue(u"auditor"_s));
    QCOMPARE(m_admin->staff.roleOf(UserId::parse(account["id"_L1].toString()).value()),
             StaffRole::Auditor);
}

void AdminAccountsTest::rehearsesMakingOne()
{
    const QJsonObject draft{{"name"_L1, u"Carol"_s}, {"phone"_L1, u"+933333333333"_s}};
    QJsonObject dry = draft;
    dry["dryRun"_L1] = true;
    QCOMPARE(AdminFixture::body(ask(Method::Post, "", dry))["name"_L1], QJsonValue(u"Carol"_s));
    QVERIFY(!await(m_admin->users.locate(u"+933333333333"_s)));
    QVERIFY(ask(Method::Post, "", draft));
}

void AdminAccountsTest::changesOne()
{
    const QJsonObject account =
        AdminFixture::body(ask(Method::Patch, "/2", {{"username"_L1, u"bob.b"_s}}));
    QCOMPARE(account["username"_L1], QJsonValue(u"bob.b"_s));
    QCOMPARE(account["name"_L1], QJsonValue(u"User 2"_s));
    QCOMPARE(AdminFixture::body(ask(Method::Patch, "/bob.b", {{"name"_L1, u"Bob"_s}}))["name"_L1],
             QJsonValue(u"Bob"_s));
}

void AdminAccountsTest::takesAwayWhatIsEmpty()
{
    QVERIFY(ask(Method::Patch, "/2", {{"email"_L1, u"bob@example.org"_s}}));
    const QJsonObject account =
        AdminFixture::body(ask(Method::Patch, "/2", {{"phone"_L1, QString()}}));
    QVERIFY(account["phone"_L1].isNull());
    QCOMPARE(account["email"_L1], QJsonValue(u"bob@example.org"_s));
}

void AdminAccountsTest::vouchesForAnAddress()
{
    QVERIFY(await(m_admin->identity.database->write([this](Stores &stores) {
        return stores.accounts.setEmail(m_admin->bob, u"bob@example.org"_s, {});
    })));
    const QJsonObject account =
        AdminFixture::body(ask(Method::Post, "/bob@example.org/email/verification", {}));
    QCOMPARE(account["emailVerified"_L1], QJsonValue(true));
}

void AdminAccountsTest::refuses_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("code");

    QTest::newRow("no name") << Method::Post << QByteArray()
                             << QJsonObject{{"phone"_L1, u"+933333333333"_s}} << u"invalid_input"_s;
    QTest::newRow("nothing to sign in with")
        << Method::Post << QByteArray() << QJsonObject{{"name"_L1, u"Carol"_s}}
        << u"invalid_input"_s;
    QTest::newRow("a role that there is not") << Method::Post << QByteArray()
                                              << QJsonObject{{"name"_L1, u"Carol"_s},
                                                             {"phone"_L1, u"+933333333333"_s},
                                                             {"role"_L1, u"king"_s}}
                                              << u"invalid_input"_s;
    QTest::newRow("a number of another's")
        << Method::Patch << QByteArray("/2") << QJsonObject{{"phone"_L1, u"+4915101"_s}}
        << u"phone_taken"_s;
    QTest::newRow("nobody") << Method::Patch << QByteArray("/99")
                            << QJsonObject{{"name"_L1, u"Carol"_s}} << u"user_not_found"_s;
    QTest::newRow("no address to vouch for") << Method::Post << QByteArray("/2/email/verification")
                                             << QJsonObject() << u"email_missing"_s;
}

void AdminAccountsTest::refuses()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, params);
    QFETCH(QString, code);
    const auto refused = ask(method, path, params);
    QVERIFY(!refused);
    QCOMPARE(QString(refused.error().code), code);
}

QTEST_GUILESS_MAIN(AdminAccountsTest)
#include "tst_adminaccounts.moc"
