// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/cardrecords.h"
#include "tests/cli/textcollector.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CardRecordsTest : public QObject
{
    Q_OBJECT

private slots:
    void writesALineForEachField();
};

void CardRecordsTest::writesALineForEachField()
{
    TextCollector out;
    CardRecords card(
        {{u"User"_s, u"user.name"_s}, {u"Running for"_s, u"age"_s, Column::As::Duration}}, out);
    QVERIFY(card.add({{u"user"_s, QJsonObject{{u"name"_s, u"Bo\x1b[1mb"_s}}}}));
    QVERIFY(card.finish());
    QVERIFY(!out.text.contains('\x1b'));
    QVERIFY(out.text.startsWith("User:        Bo"));
    QVERIFY(out.text.endsWith("\nRunning for: -\n"));
}

QTEST_GUILESS_MAIN(CardRecordsTest)
#include "tst_cardrecords.moc"
