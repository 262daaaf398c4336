// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookieerrors.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class CookieErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void speaksAsItsClientsExpect_data();
    void speaksAsItsClientsExpect();
    void hasItsReasonsUnderBothNames();
};

void CookieErrorsTest::speaksAsItsClientsExpect_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("message");

    const int invalid = int(Error::Kind::InvalidInput);
    const int stranger = int(Error::Kind::Unauthenticated);
    QTest::newRow("no token") << u"authentication_required"_s << stranger
                              << u"Not authorized, no token"_s;
    QTest::newRow("bad token") << u"invalid_token"_s << stranger
                               << u"Not authorized, token validation failed"_s;
    QTest::newRow("old token") << u"token_expired"_s << stranger
                               << u"Not authorized, token validation failed"_s;
    QTest::newRow("taken") << u"email_taken"_s << invalid << u"User already exists"_s;
    QTest::newRow("short") << u"password_too_short"_s << invalid
                           << u"Password must be at least 6 characters long"_s;
    QTest::newRow("our fault") << u"internal"_s << int(Error::Kind::Internal)
                               << u"Internal server error"_s;
    QTest::newRow("anything else") << u"other"_s << int(Error::Kind::Internal) << u"As it was."_s;
}

void CookieErrorsTest::speaksAsItsClientsExpect()
{
    QFETCH(QString, code);
    QFETCH(int, kind);
    QFETCH(QString, message);
    const QByteArray latin1 = code.toLatin1();
    const Error translated =
        cookie::translate({Error::Kind::Internal, QLatin1String(latin1), u"As it was."_s});
    QCOMPARE(int(translated.kind), kind);
    QCOMPARE(translated.message, message);
}

void CookieErrorsTest::hasItsReasonsUnderBothNames()
{
    const QJsonObject body =
        cookie::errorBody({Error::Kind::NotFound, "x"_L1, u"User not found"_s});
    QCOMPARE(body[u"message"_s].toString(), u"User not found"_s);
    QCOMPARE(body[u"error"_s].toString(), u"User not found"_s);
    QVERIFY(!body.contains(u"valid"_s));
    const QJsonObject stranger = cookie::errorBody({Error::Kind::Unauthenticated, "x"_L1, {}});
    QCOMPARE(stranger[u"valid"_s], QJsonValue(false));
}

QTEST_GUILESS_MAIN(CookieErrorsTest)
#include "tst_cookieerrors.moc"
