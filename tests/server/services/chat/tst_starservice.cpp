// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/starservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using Change = StarService::Star;

class StarServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void keepsStarsForOneself();
    void pagesFromTheNewest();
    void takesStarsAway();
    void knowsNoForeignMessages();

private:
    std::vector<MessageId> starredBy(UserId user)
    {
        std::vector<MessageId> found;
        const auto listed = await(m_stars->list(user, {m_direct}));
        for (const MessageView &view : listed->messages)
            found.push_back(view.message.id);
        return found;
    }

    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<StarService> m_stars;
    ConversationId m_direct;
    std::vector<MessageId> m_sent;
};

void StarServiceTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_stars = std::make_unique<StarService>(m_chat->context);
    m_direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_sent.clear();
    for (const QString &text : {u"1"_s, u"2"_s, u"3"_s})
        m_sent.push_back(m_chat->say(m_chat->alice, m_direct, text).id);
}

void StarServiceTest::cleanup()
{
    m_stars.reset();
    m_chat.reset();
}

void StarServiceTest::keepsStarsForOneself()
{
    for (int i = 0; i < 2; ++i)
        QVERIFY(await(m_stars->mark(m_chat->bob, m_sent[1], Change::Set)));
    QCOMPARE(starredBy(m_chat->bob), std::vector{m_sent[1]});
    QVERIFY(starredBy(m_chat->alice).empty());
}

void StarServiceTest::pagesFromTheNewest()
{
    for (const MessageId id : m_sent)
        QVERIFY(await(m_stars->mark(m_chat->bob, id, Change::Set)));
    const auto first = await(m_stars->list(m_chat->bob, {m_direct, 2}));
    QCOMPARE(first->messages.size(), 2u);
    QCOMPARE(first->messages.front().message.id, m_sent[2]);
    QVERIFY(first->next);
    const auto second = await(m_stars->list(m_chat->bob, {m_direct, 2, first->next}));
    QCOMPARE(second->messages.size(), 1u);
    QCOMPARE(second->messages.front().message.id, m_sent[0]);
    QVERIFY(!second->next);
}

void StarServiceTest::takesStarsAway()
{
    QVERIFY(await(m_stars->mark(m_chat->bob, m_sent[0], Change::Set)));
    for (int i = 0; i < 2; ++i)
        QVERIFY(await(m_stars->mark(m_chat->bob, m_sent[0], Change::Removed)));
    QVERIFY(starredBy(m_chat->bob).empty());
}

void StarServiceTest::knowsNoForeignMessages()
{
    for (const MessageId id : {m_sent[0], MessageId(1)}) {
        const auto marked = await(m_stars->mark(m_chat->mallory, id, Change::Set));
        QVERIFY(!marked);
        QCOMPARE(marked.error().kind, Error::Kind::NotFound);
    }
    QCOMPARE(await(m_stars->list(m_chat->mallory, {m_direct})).error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(StarServiceTest)
#include "tst_starservice.moc"
