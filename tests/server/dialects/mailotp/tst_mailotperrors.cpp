// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotperrors.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MailOtpErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void speaksAsTheFamilyDoes_data();
    void speaksAsTheFamilyDoes();
    void leavesOtherErrorsAsTheyAre();
};

void MailOtpErrorsTest::speaksAsTheFamilyDoes_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("message");
    using Kind = Error::Kind;
    QTest::newRow("wrong code") << u"otp_invalid"_s << Kind::InvalidInput
                                << u"Invalid or expired OTP"_s;
    QTest::newRow("late code") << u"otp_expired"_s << Kind::InvalidInput
                               << u"Invalid or expired OTP"_s;
    QTest::newRow("too soon") << u"otp_cooldown"_s << Kind::RateLimited
                              << u"Too many requests. Please wait before requesting new OTP"_s;
    QTest::newRow("no token") << u"authentication_required"_s << Kind::Unauthenticated
                              << u"Please Login - No Auth header"_s;
    QTest::newRow("late token") << u"token_expired"_s << Kind::Unauthenticated
                                << u"Please Login - JWT error"_s;
    QTest::newRow("bad token") << u"invalid_token"_s << Kind::Unauthenticated << u"Invalid token"_s;
    QTest::newRow("no chat") << u"conversation_not_found"_s << Kind::NotFound
                             << u"Chat not found"_s;
}

void MailOtpErrorsTest::speaksAsTheFamilyDoes()
{
    QFETCH(QString, code);
    QFETCH(Error::Kind, kind);
    QFETCH(QString, message);
    const QByteArray latin = code.toLatin1();
    Error error{Error::Kind::Unauthenticated, QLatin1String(latin), u"as the service says it"_s};
    error.retryAfter = std::chrono::seconds(7);
    const Error translated = mailotp::translate(error);
    QCOMPARE(translated.kind, kind);
    QCOMPARE(translated.message, message);
    QCOMPARE(translated.retryAfter, error.retryAfter);
    QCOMPARE(mailotp::connectError(error), message);
}

void MailOtpErrorsTest::leavesOtherErrorsAsTheyAre()
{
    const Error error{Error::Kind::NotFound, "user_not_found"_L1, u"User not found"_s};
    const Error same = mailotp::translate(error);
    QCOMPARE(same.kind, error.kind);
    QCOMPARE(mailotp::errorBody(same)["message"_L1], u"User not found"_s);
}

QTEST_APPLESS_MAIN(MailOtpErrorsTest)
#include "tst_mailotperrors.moc"
