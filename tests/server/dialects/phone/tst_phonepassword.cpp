// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QJsonObject SignUpBody{{"email"_L1, u"alice@example.org"_s},
                             {"password"_L1, u"correct horse"_s},
                             {"deviceId"_L1, u"one"_s}};

} // namespace

class PhonePasswordTest : public QObject
{
    Q_OBJECT

private slots:
    void changesThePassword();
    void resetsByCode();
    void setsAnAddressAndSendsALink();
};

void PhonePasswordTest::changesThePassword()
{
    PhoneFixture phone;
    const UserId alice = *UserId::parse(PhoneFixture::body(phone.http(
        Method::Post, "/api/v1/auth/sign-up", {}, SignUpBody))["user"_L1]
                                            .toObject()["id"_L1]
                                            .toString());
    const QJsonObject body{{"currentPassword"_L1, u"correct horse"_s},
                           {"newPassword"_L1, u"battery staple"_s}};

    QVERIFY(phone.http(Method::Post, "/api/v1/users/me/password", alice, body));

    QCOMPARE(phone.http(Method::Post, "/api/v1/users/me/password", alice, body).error().code,
             "invalid_credentials"_L1);
}

void PhonePasswordTest::resetsByCode()
{
    PhoneFixture phone;
    QVERIFY(phone.http(Method::Post, "/api/v1/auth/sign-up", {}, SignUpBody));
    QVERIFY(phone.http(Method::Post, "/api/v1/auth/password/request-reset", {},
                       {{"email"_L1, u"alice@example.org"_s}, {"byCode"_L1, true}}));
    const auto code = phone.sender.lastCode({Identifier::Kind::Email, u"alice@example.org"_s});

    QVERIFY(phone.http(Method::Post, "/api/v1/auth/password/reset", {},
                       {{"email"_L1, u"alice@example.org"_s},
                        {"code"_L1, *code},
                        {"newPassword"_L1, u"battery staple"_s}}));

    QCOMPARE(phone
                 .http(Method::Post, "/api/v1/auth/password/reset", {},
                       {{"token"_L1, u"0"_s}, {"newPassword"_L1, u"battery staple"_s}})
                 .error()
                 .code,
             "link_invalid"_L1);
}

void PhonePasswordTest::setsAnAddressAndSendsALink()
{
    PhoneFixture phone;
    phone.signIn(phone.alice);
    QVERIFY(!phone.http(Method::Post, "/api/v1/users/me/email/verification", phone.alice));

    const QJsonObject user =
        PhoneFixture::body(phone.http(Method::Put, "/api/v1/users/me/email", phone.alice,
                                      {{"email"_L1, u"Alice@example.org"_s}}))["user"_L1]
            .toObject();

    QCOMPARE(user["email"_L1].toString(), u"alice@example.org"_s);
    QCOMPARE(user["email_verified"_L1].toBool(), false);
    QVERIFY(phone.http(Method::Post, "/api/v1/users/me/email/verification", phone.alice));
    QCOMPARE(phone.http(Method::Post, "/api/v1/auth/email/verify", {}, {{"token"_L1, u"0"_s}})
                 .error()
                 .code,
             "link_invalid"_L1);
}

QTEST_GUILESS_MAIN(PhonePasswordTest)
#include "tst_phonepassword.moc"
