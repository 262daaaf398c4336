// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/utf8locale.h"

#include <QTest>

#include <clocale>
#include <langinfo.h>

using namespace linnet;

namespace {

const QByteArray Utf8 = "UTF-8";

//! As a process begins.
void start(const QByteArray &all, const QByteArray &type, const QByteArray &language)
{
    std::setlocale(LC_ALL, "C");
    qputenv("LC_ALL", all);
    qputenv("LC_CTYPE", type);
    qputenv("LANG", language);
}

} // namespace

class Utf8LocaleTest : public QObject
{
    Q_OBJECT

private slots:
    void writesUtf8InAnyEnvironment_data();
    void writesUtf8InAnyEnvironment();
    void leavesAnEnvironmentThatHasIt();
};

void Utf8LocaleTest::writesUtf8InAnyEnvironment_data()
{
    QTest::addColumn<QByteArray>("all");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("language");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("LANG=C") << QByteArray() << QByteArray() << QByteArray("C");
    QTest::newRow("LC_CTYPE=POSIX") << QByteArray() << QByteArray("POSIX") << QByteArray("C.UTF-8");
    QTest::newRow("LC_ALL=C") << QByteArray("C") << QByteArray() << QByteArray("C.UTF-8");
    QTest::newRow("one that is not there")
        << QByteArray() << QByteArray() << QByteArray("xx_XX.ISO-8859-1");
}

void Utf8LocaleTest::writesUtf8InAnyEnvironment()
{
    QFETCH(QByteArray, all);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, language);
    start(all, type, language);
    useUtf8Locale();
    QCOMPARE(QByteArray(::nl_langinfo(CODESET)), Utf8);
    QCOMPARE(qgetenv("LANG"), language);
}

void Utf8LocaleTest::leavesAnEnvironmentThatHasIt()
{
    start("", "C.UTF-8", "xx_XX");
    useUtf8Locale();
    QCOMPARE(QByteArray(::nl_langinfo(CODESET)), Utf8);
    QCOMPARE(qgetenv("LC_ALL"), QByteArray());
    QCOMPARE(qgetenv("LC_CTYPE"), QByteArray("C.UTF-8"));
}

QTEST_GUILESS_MAIN(Utf8LocaleTest)
#include "tst_utf8locale.moc"
