// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/screen.h"

#include <QTest>

#include <pty.h>
#include <unistd.h>

using namespace linnet::cli;

class ScreenTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isAsWideAsTheTerminal();
    void isWrittenOverUnlessItIsDumb();
    void hasNoColourWhereNoneIsWanted_data();
    void hasNoColourWhereNoneIsWanted();
    void isNoneOffATerminal();

private:
    int m_keyboard = -1;
    int m_screen = -1;
};

void ScreenTest::init()
{
    const winsize size{24, 132, 0, 0};
    QCOMPARE(::openpty(&m_keyboard, &m_screen, nullptr, nullptr, &size), 0);
    qputenv("TERM", "xterm");
    qunsetenv("NO_COLOR");
}

void ScreenTest::cleanup()
{
    ::close(m_keyboard);
    ::close(m_screen);
}

void ScreenTest::isAsWideAsTheTerminal()
{
    const Screen screen = screenAt(m_screen);
    QCOMPARE(screen.columns, 132);
    QVERIFY(screen.hasColour);
    QVERIFY(screen.canRedraw);
}

void ScreenTest::isWrittenOverUnlessItIsDumb()
{
    qputenv("NO_COLOR", "1");
    QVERIFY(screenAt(m_screen).canRedraw);
    qputenv("TERM", "dumb");
    QVERIFY(!screenAt(m_screen).canRedraw);
}

void ScreenTest::hasNoColourWhereNoneIsWanted_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");

    QTest::newRow("NO_COLOR") << QByteArray("NO_COLOR") << QByteArray("1");
    QTest::newRow("dumb") << QByteArray("TERM") << QByteArray("dumb");
    QTest::newRow("unknown") << QByteArray("TERM") << QByteArray("");
}

void ScreenTest::hasNoColourWhereNoneIsWanted()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    qputenv(name.constData(), value);
    QVERIFY(!screenAt(m_screen).hasColour);
    QCOMPARE(screenAt(m_screen).columns, 132);
}

void ScreenTest::isNoneOffATerminal()
{
    std::array<int, 2> ends = {};
    QCOMPARE(::pipe(ends.data()), 0);
    const Screen screen = screenAt(ends[1]);
    QCOMPARE(screen.columns, 0);
    QVERIFY(!screen.hasColour);
    ::close(ends[0]);
    ::close(ends[1]);
}

QTEST_GUILESS_MAIN(ScreenTest)
#include "tst_screen.moc"
