// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/mediausage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MediaUsageTest : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatFilesArePutTogetherBy();
};

void MediaUsageTest::namesWhatFilesArePutTogetherBy()
{
    QCOMPARE(usageByNames(), (QStringList{u"user"_s, u"conversation"_s, u"type"_s, u"age"_s}));
    QCOMPARE(parseUsageBy(u"conversation"), std::optional(UsageBy::Conversation));
    QCOMPARE(parseUsageBy(u"User"), std::nullopt);
    QCOMPARE(parseUsageBy(u""), std::nullopt);
}

QTEST_GUILESS_MAIN(MediaUsageTest)
#include "tst_mediausage.moc"
