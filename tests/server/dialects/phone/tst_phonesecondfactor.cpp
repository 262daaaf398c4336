// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneSecondFactorTest : public QObject
{
    Q_OBJECT

private slots:
    void enrols();
};

void PhoneSecondFactorTest::enrols()
{
    PhoneFixture phone;
    phone.signIn(phone.alice);
    const QByteArray path("/api/v1/users/me/second-factor");

    const QJsonObject enrolment = PhoneFixture::body(phone.http(Method::Post, path, phone.alice));

    QCOMPARE(enrolment["secret"_L1].toString().size(), 32);
    QVERIFY(enrolment["uri"_L1].toString().startsWith(u"otpauth://totp/Linnet:"));
    QVERIFY(enrolment["qrCode"_L1].toString().startsWith(u"data:image/svg+xml;base64,"));
    QCOMPARE(PhoneFixture::body(phone.http(Method::Get, path, phone.alice))["active"_L1].toBool(),
             false);
    const QJsonObject wrong{{"code"_L1, u"nonsense"_s}};
    QCOMPARE(phone.http(Method::Post, path + "/confirm", phone.alice, wrong).error().code,
             "second_factor_wrong"_L1);
    for (const QByteArray deed : {"/disable", "/recovery-codes"})
        QCOMPARE(phone.http(Method::Post, path + deed, phone.alice, wrong).error().code,
                 "second_factor_missing"_L1);
}

QTEST_GUILESS_MAIN(PhoneSecondFactorTest)
#include "tst_phonesecondfactor.moc"
