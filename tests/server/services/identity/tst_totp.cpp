// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/totp.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Secret("12345678901234567890"); // As RFC 6238 has it.

Timestamp secondsIn(qint64 seconds)
{
    return Timestamp(std::chrono::seconds(seconds));
}

} // namespace

class TotpTest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheStandard_data();
    void agreesWithTheStandard();
    void takesTheStepsBesideTheCurrentOne_data();
    void takesTheStepsBesideTheCurrentOne();
    void takesNoStepTwice();
    void takesNothingElse_data();
    void takesNothingElse();
    void writesBase32_data();
    void writesBase32();
    void tellsAppsWhoseItIs();
};

void TotpTest::agreesWithTheStandard_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("code");

    QTest::newRow("1970") << qint64(59) << u"287082"_s;
    QTest::newRow("2005") << qint64(1111111109) << u"081804"_s;
    QTest::newRow("two seconds later") << qint64(1111111111) << u"050471"_s;
    QTest::newRow("2009") << qint64(1234567890) << u"005924"_s;
    QTest::newRow("2603") << qint64(20000000000) << u"353130"_s;
}

void TotpTest::agreesWithTheStandard()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, code);

    QCOMPARE(totp::codeOf(Secret, totp::stepOf(secondsIn(seconds))), code);
}

void TotpTest::takesTheStepsBesideTheCurrentOne_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("taken");

    QTest::newRow("two before") << -2 << false;
    QTest::newRow("one before") << -1 << true;
    QTest::newRow("now") << 0 << true;
    QTest::newRow("one after") << 1 << true;
    QTest::newRow("two after") << 2 << false;
}

void TotpTest::takesTheStepsBesideTheCurrentOne()
{
    QFETCH(int, steps);
    QFETCH(bool, taken);
    const Timestamp now = secondsIn(1234567890);
    const qint64 step = totp::stepOf(now) + steps;

    const auto matched = totp::match(Secret, totp::codeOf(Secret, step), now, 0);

    QCOMPARE(matched.has_value(), taken);
    if (taken)
        QCOMPARE(*matched, step);
}

void TotpTest::takesNoStepTwice()
{
    const Timestamp now = secondsIn(1234567890);
    const qint64 step = totp::stepOf(now);
    const QString code = totp::codeOf(Secret, step);

    QVERIFY(!totp::match(Secret, code, now, step));
    QVERIFY(!totp::match(Secret, totp::codeOf(Secret, step - 1), now, step));
    QVERIFY(totp::match(Secret, totp::codeOf(Secret, step + 1), now, step));
}

void TotpTest::takesNothingElse_data()
{
    QTest::addColumn<QString>("code");

    QTest::newRow("nothing") << QString();
    QTest::newRow("five digits") << u"05924"_s;
    QTest::newRow("seven digits") << u"0005924"_s;
    QTest::newRow("other digits") << u"٠٠٥٩٢٤"_s;
    QTest::newRow("another code") << u"005925"_s;
}

void TotpTest::takesNothingElse()
{
    QFETCH(QString, code);

    QVERIFY(!totp::match(Secret, code, secondsIn(1234567890), 0));
}

void TotpTest::writesBase32_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("one") << QByteArray("f") << u"MY"_s;
    QTest::newRow("two") << QByteArray("fo") << u"MZXQ"_s;
    QTest::newRow("five") << QByteArray("fooba") << u"MZXW6YTB"_s;
    QTest::newRow("six") << QByteArray("foobar") << u"MZXW6YTBOI"_s;
}

void TotpTest::writesBase32()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);

    QCOMPARE(totp::toBase32(bytes), text);
}

void TotpTest::tellsAppsWhoseItIs()
{
    QCOMPARE(totp::toUri(Secret, u"Our Chat"_s, u"a+b@example.org"_s),
             u"otpauth://totp/Our%20Chat:a%2Bb%40example.org"
             "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Our%20Chat"_s);
}

QTEST_GUILESS_MAIN(TotpTest)
#include "tst_totp.moc"
