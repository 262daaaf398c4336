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

class PhoneAccountTest : public QObject
{
    Q_OBJECT

private slots:
    void signsUpAndIn();
    void namesNobody();
    void signsInByEmailCode();
};

void PhoneAccountTest::signsUpAndIn()
{
    PhoneFixture phone;
    const auto signedUp = phone.http(Method::Post, "/api/v1/auth/sign-up", {}, SignUpBody);
    QCOMPARE(signedUp->outcome, Answer::Outcome::Created);
    const QJsonObject user = PhoneFixture::body(signedUp)["user"_L1].toObject();
    QCOMPARE(user["email"_L1].toString(), u"alice@example.org"_s);
    QCOMPARE(user["emailVerified"_L1].toBool(), false);

    const QJsonObject signedIn =
        PhoneFixture::body(phone.http(Method::Post, "/api/v1/auth/sign-in", {},
                                      {{"identifier"_L1, u"Alice@Example.org"_s},
                                       {"password"_L1, u"correct horse"_s},
                                       {"deviceId"_L1, u"two"_s}}));

    QVERIFY(!signedIn["accessToken"_L1].toString().isEmpty());
    QVERIFY(!signedIn["refreshToken"_L1].toString().isEmpty());
    QCOMPARE(signedIn["user"_L1].toObject()["id"_L1], user["id"_L1]);
    const auto again = phone.http(Method::Post, "/api/v1/auth/sign-up", {}, SignUpBody);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
}

void PhoneAccountTest::namesNobody()
{
    PhoneFixture phone;
    QVERIFY(phone.http(Method::Post, "/api/v1/auth/sign-up", {}, SignUpBody));
    for (const QString &who :
         {u"alice@example.org"_s, u"nobody@example.org"_s, u"+nonsense"_s, u"\u202E"_s, u"@"_s}) {
        const auto refused = phone.http(
            Method::Post, "/api/v1/auth/sign-in", {},
            {{"identifier"_L1, who}, {"password"_L1, u"wrong horse"_s}, {"deviceId"_L1, u"two"_s}});
        QCOMPARE(refused.error().code, "invalid_credentials"_L1);
    }
}

void PhoneAccountTest::signsInByEmailCode()
{
    PhoneFixture phone;
    const Identifier bob{Identifier::Kind::Email, u"bob@example.org"_s};
    const QJsonObject requested = PhoneFixture::body(phone.http(
        Method::Post, "/api/v1/auth/email/request-code", {}, {{"email"_L1, u"Bob@example.org"_s}}));
    QCOMPARE(requested["retryAfter"_L1].toInt(), 60);

    const QJsonObject signedIn =
        PhoneFixture::body(phone.http(Method::Post, "/api/v1/auth/email/verify-code", {},
                                      {{"email"_L1, bob.value},
                                       {"code"_L1, *phone.sender.lastCode(bob)},
                                       {"deviceId"_L1, u"one"_s}}));

    QCOMPARE(signedIn["user"_L1].toObject()["emailVerified"_L1].toBool(), true);
    const auto refused =
        phone.http(Method::Post, "/api/v1/auth/email/request-code", {}, {{"email"_L1, u"bob@"_s}});
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(PhoneAccountTest)
#include "tst_phoneaccount.moc"
