// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneAuthTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void signsInAndStaysSignedIn();
    void wantsACompleteRequest_data();
    void wantsACompleteRequest();
    void refusesAWrongCode();
    void asksToWait();
    void signsOut();

private:
    Result<Answer> post(const char *name, const QJsonObject &params, UserId user = {})
    {
        return m_phone->http(Method::Post, QByteArray("/api/v1/auth/") + name, user, params);
    }
    QJsonObject signIn()
    {
        m_phone->body(post("request-otp", {{"phoneNumber"_L1, Phone}}));
        const QString code = *m_phone->sender.lastCode({Identifier::Kind::Phone, Phone});
        return m_phone->body(
            post("verify-otp",
                 {{"phoneNumber"_L1, Phone}, {"otp"_L1, code}, {"deviceId"_L1, "device-1"_L1}}));
    }

    const QString Phone = u"+911111111111"_s;
    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneAuthTest::signsInAndStaysSignedIn()
{
    const auto requested = m_phone->body(post("request-otp", {{"phoneNumber"_L1, Phone}}));
    QCOMPARE(requested,
             (QJsonObject{{"success"_L1, true},
                          {"message"_L1, "OTP sent (dev mode)"_L1},
                          {"retryAfter"_L1, 60}}));
    const QString code = *m_phone->sender.lastCode({Identifier::Kind::Phone, Phone});
    const auto signedIn = m_phone->body(
        post("verify-otp",
             {{"phoneNumber"_L1, Phone}, {"otp"_L1, code}, {"deviceId"_L1, "device-1"_L1}}));
    QCOMPARE(signedIn["success"_L1], QJsonValue(true));
    QCOMPARE(signedIn["accessToken"_L1].toString().count(u'.'), 2);
    const QJsonObject user = signedIn["user"_L1].toObject();
    QCOMPARE(user["phoneNumber"_L1], QJsonValue(Phone));
    QCOMPARE(user["displayName"_L1], QJsonValue(u"1111"_s)); // The last four digits.

    const auto refreshed = m_phone->body(
        post("refresh-token",
             {{"refreshToken"_L1, signedIn["refreshToken"_L1]}, {"deviceId"_L1, "device-1"_L1}}));
    QCOMPARE(refreshed["success"_L1], QJsonValue(true));
    QVERIFY(refreshed["refreshToken"_L1] != signedIn["refreshToken"_L1]);
    QCOMPARE(refreshed["user"_L1], QJsonValue(user));
}

void PhoneAuthTest::wantsACompleteRequest_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("error");

    QTest::newRow("no number") << QByteArray("request-otp") << QJsonObject()
                               << u"phoneNumber is required"_s;
    QTest::newRow("no E.164") << QByteArray("request-otp")
                              << QJsonObject{{"phoneNumber"_L1, "0151 1234"_L1}}
                              << u"phoneNumber must be in E.164 format, e.g. +14155550123"_s;
    QTest::newRow("no code") << QByteArray("verify-otp")
                             << QJsonObject{{"phoneNumber"_L1, "+911111111111"_L1},
                                            {"deviceId"_L1, "d"_L1}}
                             << u"otp is required"_s;
    QTest::newRow("no device") << QByteArray("refresh-token")
                               << QJsonObject{{"refreshToken"_L1, "x"_L1}}
                               << u"deviceId is required"_s;
}

void PhoneAuthTest::wantsACompleteRequest()
{
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, params);
    QFETCH(QString, error);
    QCOMPARE(m_phone->errorBody(post(path.constData(), params)),
             (QJsonObject{{"error"_L1, error}}));
}

void PhoneAuthTest::refusesAWrongCode()
{
    const QJsonObject guess{
        {"phoneNumber"_L1, Phone}, {"otp"_L1, "wrong"_L1}, {"deviceId"_L1, "device-1"_L1}};
    QCOMPARE(m_phone->errorBody(post("verify-otp", guess)),
             (QJsonObject{{"success"_L1, false}, {"error"_L1, "OTP expired or not requested"_L1}}));
    m_phone->body(post("request-otp", {{"phoneNumber"_L1, Phone}}));
    QCOMPARE(m_phone->errorBody(post("verify-otp", guess)),
             (QJsonObject{{"success"_L1, false}, {"error"_L1, "Invalid OTP"_L1}}));
}

void PhoneAuthTest::asksToWait()
{
    m_phone->body(post("request-otp", {{"phoneNumber"_L1, Phone}}));
    QCOMPARE(m_phone->errorBody(post("request-otp", {{"phoneNumber"_L1, Phone}})),
             (QJsonObject{{"success"_L1, false},
                          {"error"_L1, "Too many requests"_L1},
                          {"retryAfter"_L1, 60}}));
}

void PhoneAuthTest::signsOut()
{
    const QJsonObject signedIn = signIn();
    const UserId user = *UserId::parse(signedIn["user"_L1]["id"_L1].toString());
    const auto live = await(m_phone->sessions.list(user));
    QVERIFY(live);
    QCOMPARE(live->size(), 1u);

    const EndpointTable::Route route =
        m_phone->table->findRoute(Method::Post, "/api/v1/auth/logout");
    Call call;
    call.caller.user = user;
    call.caller.session = live->front().id;
    QCOMPARE(m_phone->body(await(route.row->endpoint.handler(call))),
             (QJsonObject{{"success"_L1, true}}));
    QVERIFY(m_phone->revoked.contains(live->front().id));
    QVERIFY(await(m_phone->sessions.list(user))->empty());
    const auto refreshed =
        post("refresh-token",
             {{"refreshToken"_L1, signedIn["refreshToken"_L1]}, {"deviceId"_L1, "device-1"_L1}});
    QVERIFY(!refreshed);
    QCOMPARE(refreshed.error().kind, Error::Kind::Unauthenticated);
}

QTEST_GUILESS_MAIN(PhoneAuthTest)
#include "tst_phoneauth.moc"
