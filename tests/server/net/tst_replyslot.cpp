// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/replyslot.h"
#include "tests/support/patience.h"

#include <QTest>

#include <thread>

using namespace linnet;
using namespace linnet::net;

namespace {

Response response(int status)
{
    Response made;
    made.status = status;
    return made;
}

} // namespace

class ReplySlotTest : public QObject
{
    Q_OBJECT

private slots:
    void takesAnAnswerAtOnceAtHome();
    void bringsAnAnswerHome();
    void takesOneAnswerOnly();
    void takesNoneAfterItWasClosed();
    void takesNoneThatIsUnderWayWhenItCloses();
    void tellsOnceThatTheClientHasGone();
    void tellsFirstThatTheClientMayHaveGone();
    void letsTheClientBeAnsweredWhenItIsTold();
    void takesAnAnswerFromAClientThatIsLeaving();
    void choosesOneOfManyThreads();

private:
    std::shared_ptr<ReplySlot> makeSlot()
    {
        m_taken.clear();
        return std::make_shared<ReplySlot>(m_home, [this](const Response &taken) {
            QCOMPARE(Mailbox::current(), &m_home);
            m_taken.push_back(taken.status);
        });
    }

    Mailbox m_home;
    std::vector<int> m_taken;
};

void ReplySlotTest::takesAnAnswerAtOnceAtHome()
{
    const auto slot = makeSlot();
    QVERIFY(slot->isWaiting());
    slot->answer(response(201));
    QCOMPARE(m_taken, std::vector{201});
    QVERIFY(!slot->isWaiting());
}

void ReplySlotTest::bringsAnAnswerHome()
{
    const auto slot = makeSlot();
    std::thread([slot] { slot->answer(response(202)); }).join();
    QVERIFY(m_taken.empty());
    QTRY_COMPARE(m_taken, std::vector{202});
}

void ReplySlotTest::takesOneAnswerOnly()
{
    const auto slot = makeSlot();
    slot->answer(response(200));
    slot->answer(response(500));
    QCOMPARE(m_taken, std::vector{200});
}

void ReplySlotTest::takesNoneAfterItWasClosed()
{
    const auto slot = makeSlot();
    slot->close();
    slot->answer(response(200));
    QVERIFY(!slot->isWaiting());
    QVERIFY(m_taken.empty());
}

void ReplySlotTest::takesNoneThatIsUnderWayWhenItCloses()
{
    const auto slot = makeSlot();
    std::thread([slot] { slot->answer(response(200)); }).join();
    slot->close();
    bool isPast = false; // What is posted later runs later.
    m_home.post([&isPast] { isPast = true; });
    QTRY_VERIFY(isPast);
    QVERIFY(m_taken.empty());
}

void ReplySlotTest::tellsOnceThatTheClientHasGone()
{
    const auto slot = makeSlot();
    int told = 0;
    slot->onAbort([&told] { ++told; });
    slot->abort();
    slot->abort();
    QCOMPARE(told, 1);
    QVERIFY(!slot->isWaiting());
    QVERIFY(slot->isLeaving());
}

void ReplySlotTest::tellsFirstThatTheClientMayHaveGone()
{
    const auto slot = makeSlot();
    QVERIFY(!slot->isLeaving());
    std::vector<bool> told;
    slot->onAbort([&] { told.push_back(slot->isWaiting()); });
    slot->peerFinished();
    slot->peerFinished();
    QVERIFY(slot->isLeaving());
    slot->abort();
    QCOMPARE(told, (std::vector{true, false}));
}

void ReplySlotTest::letsTheClientBeAnsweredWhenItIsTold()
{
    const auto slot = makeSlot();
    slot->onAbort([&] { slot->answer(response(200)); });
    slot->peerFinished();
    QCOMPARE(m_taken, std::vector{200});
    slot->abort();
    QCOMPARE(m_taken, std::vector{200});
}

void ReplySlotTest::takesAnAnswerFromAClientThatIsLeaving()
{
    const auto slot = makeSlot();
    slot->peerFinished();
    QVERIFY(slot->isWaiting());
    slot->answer(response(200));
    QCOMPARE(m_taken, std::vector{200});
}

void ReplySlotTest::choosesOneOfManyThreads()
{
    const auto slot = makeSlot();
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([slot, i] { slot->answer(response(200 + i)); });
    for (std::thread &thread : threads)
        thread.join();
    QTRY_COMPARE(m_taken.size(), 1u);
    bool isPast = false;
    m_home.post([&isPast] { isPast = true; });
    QTRY_VERIFY(isPast);
    QCOMPARE(m_taken.size(), 1u);
}

QTEST_GUILESS_MAIN(ReplySlotTest)
#include "tst_replyslot.moc"
