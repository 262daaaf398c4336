// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"

#include <QTest>

using namespace linnet;

class InProcessBusTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsEveryListenerOnceInOrder();
    void sharesOneEventAmongAll();
};

void InProcessBusTest::tellsEveryListenerOnceInOrder()
{
    InProcessBus bus;
    std::vector<int> told;
    bus.listen([&](const SharedEvent &) { told.push_back(1); });
    bus.listen([&](const SharedEvent &) { told.push_back(2); });
    bus.publish({PresenceChanged{UserId(1), true, {}}, {UserId(2)}, {}});
    QCOMPARE(told, (std::vector<int>{1, 2}));
}

void InProcessBusTest::sharesOneEventAmongAll()
{
    InProcessBus bus;
    std::vector<SharedEvent> heard;
    for (int i = 0; i < 2; ++i)
        bus.listen([&](const SharedEvent &event) { heard.push_back(event); });
    bus.publish({TypingChanged{ConversationId(7), UserId(1), true}, {UserId(2)}, SessionId(3)});
    QCOMPARE(heard.size(), size_t(2));
    QCOMPARE(heard[0].get(), heard[1].get());
    QCOMPARE(std::get<TypingChanged>(heard[0]->payload).conversation, ConversationId(7));
    QCOMPARE(heard[0]->except, SessionId(3));
}

QTEST_GUILESS_MAIN(InProcessBusTest)
#include "tst_inprocessbus.moc"
