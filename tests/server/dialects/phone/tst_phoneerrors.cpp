// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneerrors.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PhoneErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void body_data();
    void body();
    void connecting_data();
    void connecting();
    void keepsDetailsToItself();
};

using Kind = Error::Kind;

Q_DECLARE_METATYPE(Error)

void PhoneErrorsTest::body_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QJsonObject>("http");
    QTest::addColumn<QJsonObject>("acknowledgement");

    const auto object = [](const QJsonObject &http, const QString &text) {
        QJsonObject acknowledgement = http;
        acknowledgement["success"_L1] = false;
        acknowledgement["error"_L1] = text;
        return acknowledgement;
    };
    QJsonObject http{{"error"_L1, "recipientId is required"_L1}};
    QTest::newRow("invalid input")
        << Error{Kind::InvalidInput, "invalid_input"_L1, u"recipientId is required"_s} << http
        << object(http, u"recipientId is required"_s);
    http = {{"error"_L1, "User not found"_L1}};
    QTest::newRow("not found") << Error{Kind::NotFound, "user_not_found"_L1, u"User not found"_s}
                               << http << object(http, u"User not found"_s);
    http = {{"error"_L1, "Authentication required"_L1}, {"message"_L1, "Sign in."_L1}};
    QTest::newRow("no token") << Error{Kind::Unauthenticated, "authentication_required"_L1,
                                       u"Sign in."_s}
                              << http << object(http, u"Authentication required"_s);
    http = {{"error"_L1, "Token expired"_L1}, {"message"_L1, "Token expired"_L1}};
    QTest::newRow("old token") << Error{Kind::Unauthenticated, "token_expired"_L1,
                                        u"Token expired"_s}
                               << http << object(http, u"Token expired"_s);
    http = {{"error"_L1, "Invalid token"_L1}, {"message"_L1, "Invalid token"_L1}};
    QTest::newRow("bad token") << Error{Kind::Unauthenticated, "invalid_token"_L1,
                                        u"Invalid token"_s}
                               << http << object(http, u"Invalid token"_s);
    http = {{"success"_L1, false}, {"error"_L1, "Invalid OTP"_L1}};
    QTest::newRow("bad code") << Error{Kind::Unauthenticated, "otp_invalid"_L1, u"Invalid OTP"_s}
                              << http << object(http, u"Invalid OTP"_s);
    http = {{"success"_L1, false}, {"error"_L1, "Too many requests"_L1}, {"retryAfter"_L1, 60}};
    QTest::newRow("too fast")
        << Error{Kind::RateLimited, "otp_cooldown"_L1, u"Wait."_s, {}, std::chrono::seconds(60)}
        << http << object(http, u"Too many requests"_s);
    http = {{"error"_L1, "Error"_L1},
            {"message"_L1, "Not a group member"_L1},
            {"code"_L1, "not_a_member"_L1}};
    QTest::newRow("forbidden") << Error{Kind::Forbidden, "not_a_member"_L1, u"Not a group member"_s}
                               << http << object(http, u"Not a group member"_s);
    http["userIds"_L1] = QJsonArray{u"7"_s, u"8"_s};
    QTest::newRow("forbidden for some")
        << Error{Kind::Forbidden,         "not_a_member"_L1, u"Not a group member"_s, {},
                 std::chrono::seconds(0), {u"7"_s, u"8"_s}}
        << http << object(http, u"Not a group member"_s);
    http = {{"error"_L1, "The disk is full."_L1}, {"code"_L1, "disk_full"_L1}};
    QTest::newRow("unavailable") << Error{Kind::Unavailable, "disk_full"_L1, u"The disk is full."_s}
                                 << http << object(http, u"The disk is full."_s);
}

void PhoneErrorsTest::body()
{
    QFETCH(Error, error);
    QFETCH(QJsonObject, http);
    QFETCH(QJsonObject, acknowledgement);
    QCOMPARE(phone::errorBody(error), http);
    QCOMPARE(phone::errorAcknowledgement(error), acknowledgement);
}

void PhoneErrorsTest::connecting_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("text");

    QTest::newRow("no token") << Error{Kind::Unauthenticated, "authentication_required"_L1, u"x"_s}
                              << u"Authentication required"_s;
    QTest::newRow("old token") << Error{Kind::Unauthenticated, "token_expired"_L1, u"x"_s}
                               << u"Invalid or expired token"_s;
    QTest::newRow("bad token") << Error{Kind::Unauthenticated, "invalid_token"_L1, u"x"_s}
                               << u"Invalid or expired token"_s;
    QTest::newRow("too many") << Error{Kind::RateLimited, "rate_limited"_L1, u"Too fast."_s}
                              << u"Too fast."_s;
}

void PhoneErrorsTest::connecting()
{
    QFETCH(Error, error);
    QFETCH(QString, text);
    QCOMPARE(phone::connectError(error), text);
}

void PhoneErrorsTest::keepsDetailsToItself()
{
    const Error error{Kind::Internal, "internal"_L1, u"Something went wrong."_s, u"table x"_s};
    for (const QJsonValue &value : phone::errorBody(error))
        QVERIFY(!value.toString().contains(u"table"));
}

QTEST_GUILESS_MAIN(PhoneErrorsTest)
#include "tst_phoneerrors.moc"
