// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpdate.h"
#include "tests/support/patience.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <thread>

using linnet::net::httpDate;
using namespace Qt::StringLiterals;

namespace {

QDateTime parsed(const QByteArray &date)
{
    QDateTime result =
        QLocale::c().toDateTime(QString::fromLatin1(date), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    result.setTimeSpec(Qt::UTC);
    return result;
}

} // namespace

class HttpDateTest : public QObject
{
    Q_OBJECT

private slots:
    void isWrittenInTheOnlyFormToSend();
    void isNow();
    void isEnglishEverywhere();
    void goesOnWithTime();
    void isTheSameOnEveryThread();
};

void HttpDateTest::isWrittenInTheOnlyFormToSend()
{
    static const QRegularExpression form(
        u"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3]\\d "
        "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} [0-2]\\d:[0-5]\\d:[0-5]\\d GMT$"_s);
    const QByteArray date = httpDate();
    QVERIFY2(form.match(QString::fromLatin1(date)).hasMatch(), date.constData());
}

void HttpDateTest::isNow()
{
    const qint64 before = QDateTime::currentSecsSinceEpoch();
    const QByteArray date = httpDate();
    const qint64 after = QDateTime::currentSecsSinceEpoch();
    const QDateTime read = parsed(date);
    QVERIFY2(read.isValid(), date.constData());
    QVERIFY(read.toSecsSinceEpoch() >= before);
    QVERIFY(read.toSecsSinceEpoch() <= after);
}

void HttpDateTest::isEnglishEverywhere()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
    QByteArray elsewhere;
    // A thread of its own has made none yet.
    std::thread([&] { elsewhere = httpDate(); }).join();
    QLocale::setDefault(before);
    QVERIFY2(parsed(elsewhere).isValid(), elsewhere.constData());
}

void HttpDateTest::goesOnWithTime()
{
    const QByteArray first = httpDate();
    QTRY_VERIFY(httpDate() != first);
}

void HttpDateTest::isTheSameOnEveryThread()
{
    QByteArray here;
    QByteArray there;
    // Asked again should a second end in between.
    for (int i = 0; i < 5 && (here.isEmpty() || here != there); ++i) {
        here = httpDate();
        std::thread([&] { there = httpDate(); }).join();
    }
    QCOMPARE(there, here);
}

QTEST_GUILESS_MAIN(HttpDateTest)
#include "tst_httpdate.moc"
