// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/progressline.h"
#include "tests/cli/textcollector.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ProgressLineTest : public QObject
{
    Q_OBJECT

private slots:
    void writesOverWhatItSaidBefore();
    void goesAwayAgain();
    void saysNothingTwice();
    void saysNothingOffATerminal();

private:
    const Screen m_terminal{.columns = 80, .hasColour = true, .canRedraw = true};
};

void ProgressLineTest::writesOverWhatItSaidBefore()
{
    TextCollector out;
    ProgressLine line(out, m_terminal);
    line.show(u"1 of 2"_s);
    line.show(u"2 of 2"_s);
    QCOMPARE(out.text, "\r\033[K1 of 2\r\033[K2 of 2");
}

void ProgressLineTest::goesAwayAgain()
{
    TextCollector out;
    {
        ProgressLine line(out, m_terminal);
        line.show(u"1 of 2"_s);
    }
    QCOMPARE(out.text, "\r\033[K1 of 2\r\033[K");
}

void ProgressLineTest::saysNothingTwice()
{
    TextCollector out;
    ProgressLine line(out, m_terminal);
    line.show(u"1 of 2"_s);
    line.show(u"1 of 2"_s);
    QCOMPARE(out.text, "\r\033[K1 of 2");
}

void ProgressLineTest::saysNothingOffATerminal()
{
    TextCollector out;
    {
        ProgressLine line(out, Screen());
        line.show(u"1 of 2"_s);
    }
    QCOMPARE(out.text, QByteArray());
}

QTEST_APPLESS_MAIN(ProgressLineTest)
#include "tst_progressline.moc"
