// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/receiptledger.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

//! What is sent here has no receipt service in its way: only the ledger moves cursors.
class ReceiptLedgerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void tellsWhatBecameOfWhoseMessages();
    void looksAtTheMembersOnceForManySteps();
    void countsOnlyMembers();
    void saysNothingOfStepsBack();
    void addsOutcomesUp();

private:
    ReceiptOutcome move(ReceiptSteps steps)
    {
        const ReceiptLedger ledger(m_chat->context);
        return ChatFixture::orFatal(
            await(m_chat->database->write([&ledger, this, steps](Stores &stores) {
                return ledger.move(stores, m_group, steps);
            })));
    }

    std::unique_ptr<ChatFixture> m_chat;
    ConversationId m_group;
    Message m_ofAlice;
    Message m_ofBob;
};

void ReceiptLedgerTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    m_ofAlice = m_chat->say(m_chat->alice, m_group, u"1"_s);
    m_ofBob = m_chat->say(m_chat->bob, m_group, u"2"_s);
}

void ReceiptLedgerTest::tellsWhatBecameOfWhoseMessages()
{
    const auto first = move({{m_chat->bob, DeliveryStatus::Read, 1}});
    QCOMPARE(first.messages, 1);
    QVERIFY(first.changes.empty()); // Carol is missing.
    const auto second = move({{m_chat->carol, DeliveryStatus::Read, 2}});
    QCOMPARE(second.messages, 2);
    QCOMPARE(second.changes.size(), 1u);
    QCOMPARE(second.changes[0].sender, m_chat->alice);
    QCOMPARE(second.changes[0].status, DeliveryStatus::Read);
    QCOMPARE(second.changes[0].messages, std::vector{m_ofAlice.id});
    QCOMPARE(second.changes[0].by, m_chat->carol);
}

void ReceiptLedgerTest::looksAtTheMembersOnceForManySteps()
{
    const auto outcome = move({{m_chat->alice, DeliveryStatus::Delivered, 2},
                               {m_chat->bob, DeliveryStatus::Read, 1},
                               {m_chat->carol, DeliveryStatus::Read, 1},
                               {m_chat->carol, DeliveryStatus::Delivered, 2}});
    QCOMPARE(outcome.changes.size(), 2u);
    for (const StatusChanged &change : outcome.changes) {
        const bool isAlices = change.sender == m_chat->alice;
        QCOMPARE(change.status, isAlices ? DeliveryStatus::Read : DeliveryStatus::Delivered);
        QCOMPARE(change.messages, std::vector{isAlices ? m_ofAlice.id : m_ofBob.id});
        QVERIFY(change.by != change.sender);
    }
}

void ReceiptLedgerTest::countsOnlyMembers()
{
    const auto outcome = move(
        {{m_chat->mallory, DeliveryStatus::Read, 2}, {m_chat->bob, DeliveryStatus::Delivered, 1}});
    QCOMPARE(outcome.members, 1);
}

void ReceiptLedgerTest::saysNothingOfStepsBack()
{
    move({{m_chat->bob, DeliveryStatus::Read, 2}, {m_chat->carol, DeliveryStatus::Read, 2}});
    const auto again = move({{m_chat->bob, DeliveryStatus::Delivered, 1}});
    QCOMPARE(again.members, 1);
    QVERIFY(again.changes.empty());
}

void ReceiptLedgerTest::addsOutcomesUp()
{
    ReceiptOutcome all{1, 2, {StatusChanged()}, {}};
    all.add({1, 3, {StatusChanged()}, {{m_chat->bob, NotificationsRead()}}});
    QCOMPARE(all.members, 2);
    QCOMPARE(all.messages, 5);
    QCOMPARE(all.changes.size(), 2u);
    QVERIFY(all.read.contains(m_chat->bob));
}

QTEST_GUILESS_MAIN(ReceiptLedgerTest)
#include "tst_receiptledger.moc"
