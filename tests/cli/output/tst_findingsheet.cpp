// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/findingsheet.h"
#include "tests/cli/textcollector.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class FindingSheetTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatWasFoundAndWhatToDo();
    void breaksLinesBetweenWords();
    void marksByColourWhereThereIsSome();
    void steersNoTerminal();

private:
    static QByteArray written(const QJsonObject &row, const Screen &screen = {})
    {
        TextCollector out;
        FindingSheet sheet(screen, out);
        if (!sheet.add(row) || !sheet.finish())
            qFatal("It cannot be written.");
        return out.text;
    }
};

void FindingSheetTest::saysWhatWasFoundAndWhatToDo()
{
    QCOMPARE(written({{u"id"_s, u"queue"_s}, {u"state"_s, u"ok"_s}, {u"text"_s, u"Fine."_s}}),
             "ok    queue               Fine.\n");
    QCOMPARE(written({{u"id"_s, u"mail"_s},
                      {u"state"_s, u"failure"_s},
                      {u"text"_s, u"Broken."_s},
                      {u"fix"_s, u"Mend it."_s}}),
             "FAIL  mail                Broken.\n"
             "                          Fix: Mend it.\n");
}

void FindingSheetTest::breaksLinesBetweenWords()
{
    const QByteArray text =
        written({{u"id"_s, u"mail"_s},
                 {u"state"_s, u"warning"_s},
                 {u"text"_s, u"One two three four five six seven eight nine ten."_s}},
                {.columns = 60});
    QCOMPARE(text,
             "WARN  mail                One two three four five six seven\n"
             "                          eight nine ten.\n");
}

void FindingSheetTest::marksByColourWhereThereIsSome()
{
    const QByteArray text =
        written({{u"id"_s, u"mail"_s}, {u"state"_s, u"failure"_s}, {u"text"_s, u"No."_s}},
                {.hasColour = true});
    QVERIFY(text.startsWith("\x1b[31mFAIL  \x1b[0mmail "));
}

void FindingSheetTest::steersNoTerminal()
{
    const QByteArray text = written({{u"id"_s, u"a\x1b[2J"_s},
                                     {u"state"_s, u"new\x1b[2J"_s},
                                     {u"text"_s, u"b\x1b[2J"_s},
                                     {u"fix"_s, u"c\x1b[2J"_s}});
    QVERIFY(!text.contains('\x1b'));
    QVERIFY(text.startsWith("new"));
}

QTEST_GUILESS_MAIN(FindingSheetTest)
#include "tst_findingsheet.moc"
