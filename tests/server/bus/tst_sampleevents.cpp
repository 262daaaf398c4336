// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/sampleevents.h"

#include <QTest>

#include <set>

using namespace linnet;

class SampleEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void haveOneOfEachKind();
    void concernSomebody();
};

void SampleEventsTest::haveOneOfEachKind()
{
    std::set<size_t> kinds;
    for (const Event &event : sampleEvents())
        kinds.insert(event.payload.index());
    QCOMPARE(kinds.size(), std::variant_size_v<EventPayload>);
}

void SampleEventsTest::concernSomebody()
{
    for (const Event &event : sampleEvents())
        QVERIFY(!event.audience.empty());
}

QTEST_GUILESS_MAIN(SampleEventsTest)
#include "tst_sampleevents.moc"
