// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/recenthistory.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class RecentHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void givesMoreThanAPage();
    void givesTheNewestWhereThereIsALimit();
    void isForMembers();

private:
    std::unique_ptr<ChatFixture> m_chat;
};

void RecentHistoryTest::givesMoreThanAPage()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (int i = 1; i <= 205; ++i)
        m_chat->say(m_chat->alice, chat, QString::number(i));
    const auto history = await(recentHistory(&m_chat->messages, {m_chat->bob, chat}));
    QVERIFY(history);
    QCOMPARE(history->size(), 205u);
    for (size_t i = 0; i < history->size(); ++i)
        QCOMPARE((*history)[i].message.seq, qint64(i + 1));
}

void RecentHistoryTest::givesTheNewestWhereThereIsALimit()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
        m_chat->say(m_chat->alice, chat, text);
    const auto history = await(recentHistory(&m_chat->messages, {m_chat->bob, chat, 2}));
    QVERIFY(history);
    QCOMPARE(history->size(), 2u);
    QCOMPARE(history->front().message.body, u"two"_s);
    QCOMPARE(history->back().message.body, u"three"_s);
}

void RecentHistoryTest::isForMembers()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    QVERIFY(await(recentHistory(&m_chat->messages, {m_chat->alice, chat}))->empty());
    const auto hidden = await(recentHistory(&m_chat->messages, {m_chat->mallory, chat}));
    QVERIFY(!hidden);
    QCOMPARE(hidden.error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(RecentHistoryTest)
#include "tst_recenthistory.moc"
