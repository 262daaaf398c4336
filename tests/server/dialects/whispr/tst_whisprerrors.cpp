// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprerrors.h"

#include <QTest>

using namespace linnet;
using namespace linnet::whispr;
using namespace Qt::StringLiterals;

class WhisprErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void speaksTheFamilysWords_data();
    void speaksTheFamilysWords();
    void saysWhatIsWrongInTheDetails();
    void leavesTheRestAsItIs();
    void refusesSockets();
};

void WhisprErrorsTest::speaksTheFamilysWords_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("message");
    using Kind = Error::Kind;
    // Pages refresh on exactly these two.
    QTest::newRow("no token") << QByteArray("authentication_required") << int(Kind::Unauthenticated)
                              << u"Access token Missing"_s;
    QTest::newRow("old token") << QByteArray("token_expired") << int(Kind::Unauthenticated)
                               << u"Token has expired"_s;
    QTest::newRow("password") << QByteArray("invalid_credentials") << int(Kind::InvalidInput)
                              << u"invalid credentials"_s;
    QTest::newRow("code") << QByteArray("otp_invalid") << int(Kind::InvalidInput)
                          << u"Invalid OTP"_s;
    QTest::newRow("old code") << QByteArray("otp_expired") << int(Kind::InvalidInput)
                              << u"Expired Otp"_s;
    QTest::newRow("old link") << QByteArray("link_expired") << int(Kind::Gone) << u"as we say it"_s;
    QTest::newRow("address") << QByteArray("email_taken") << int(Kind::InvalidInput)
                             << u"User already exists"_s;
    QTest::newRow("chat") << QByteArray("conversation_not_found") << int(Kind::NotFound)
                          << u"Chat not found"_s;
    QTest::newRow("group") << QByteArray("not_a_member") << int(Kind::NotFound)
                           << u"Chat not found"_s;
    QTest::newRow("too soon")
        << QByteArray("otp_cooldown") << int(Kind::RateLimited)
        << u"An OTP was recently sent. Please wait 42 seconds before retrying."_s;
}

void WhisprErrorsTest::speaksTheFamilysWords()
{
    QFETCH(QByteArray, code);
    QFETCH(int, kind);
    Error error{Error::Kind(kind), QLatin1String(code), u"as we say it"_s};
    error.retryAfter = std::chrono::seconds(42);
    error = translate(error);
    QCOMPARE(int(error.kind), kind);
    QTEST(error.message, "message");
    const QJsonObject body = errorBody(error);
    QCOMPARE(body["success"_L1], QJsonValue(false));
    QTEST(body["message"_L1].toString(), "message");
}

void WhisprErrorsTest::saysWhatIsWrongInTheDetails()
{
    const QJsonObject body =
        errorBody({Error::Kind::InvalidInput, "invalid_input"_L1, u"username is required"_s});
    QCOMPARE(body["message"_L1], QJsonValue(u"Validation failed"_s));
    QCOMPARE(body["details"_L1], QJsonValue(u"username is required"_s));
    for (const QLatin1String code :
         {"email_invalid"_L1, "username_invalid"_L1, "password_common"_L1, "password_too_short"_L1,
          "password_too_long"_L1}) {
        const QJsonObject refusal = errorBody({Error::Kind::InvalidInput, code, u"The reason"_s});
        QCOMPARE(refusal["message"_L1], QJsonValue(u"Validation failed"_s));
        QCOMPARE(refusal["details"_L1], QJsonValue(u"The reason"_s));
    }
    QCOMPARE(errorBody(missing(u"Receiver ID is required"_s))["message"_L1],
             QJsonValue(u"Receiver ID is required"_s));
}

void WhisprErrorsTest::leavesTheRestAsItIs()
{
    const Error error = translate({Error::Kind::TooLarge, "too_large"_L1, u"Too large"_s});
    QCOMPARE(error.kind, Error::Kind::TooLarge);
    QCOMPARE(error.message, u"Too large"_s);
}

void WhisprErrorsTest::refusesSockets()
{
    QCOMPARE(connectError({Error::Kind::Unauthenticated, "authentication_required"_L1, {}}),
             u"Authentication error: Token required"_s);
    QCOMPARE(connectError({Error::Kind::Unauthenticated, "token_expired"_L1, {}}),
             u"Authentication error: Invalid required"_s);
}

QTEST_GUILESS_MAIN(WhisprErrorsTest)
#include "tst_whisprerrors.moc"
