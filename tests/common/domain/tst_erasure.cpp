// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasure.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ErasureTest : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatBecomesOfMessages();
    void counts();
};

void ErasureTest::namesWhatBecomesOfMessages()
{
    QCOMPARE(parseErasureMessages(u"keep"), std::optional(Erasure::Messages::Kept));
    QCOMPARE(parseErasureMessages(u"remove"), std::optional(Erasure::Messages::Removed));
    QVERIFY(!parseErasureMessages(u"Keep"));
    QVERIFY(!parseErasureMessages(u""));
}

void ErasureTest::counts()
{
    QJsonObject counts;
    addCount(counts, u"files"_s, 2);
    addCount(counts, u"files"_s, 3);
    addCount(counts, u"messages"_s, 0);
    QCOMPARE(counts, (QJsonObject{{"files"_L1, 5}, {"messages"_L1, 0}}));
}

QTEST_APPLESS_MAIN(ErasureTest)
#include "tst_erasure.moc"
