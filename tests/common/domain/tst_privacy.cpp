// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/privacy.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PrivacyTest : public QObject
{
    Q_OBJECT

private slots:
    void isReadAsItIsWritten();
};

void PrivacyTest::isReadAsItIsWritten()
{
    for (const Audience audience : {Audience::Everyone, Audience::Friends, Audience::Nobody})
        QCOMPARE(parseAudience(QString(nameOf(audience))), audience);
    QCOMPARE(nameOf(Audience::Nobody), "nobody"_L1);
    QCOMPARE(parseAudience(u"Nobody"), std::nullopt);
    QCOMPARE(parseAudience(u""), std::nullopt);
}

QTEST_GUILESS_MAIN(PrivacyTest)
#include "tst_privacy.moc"
