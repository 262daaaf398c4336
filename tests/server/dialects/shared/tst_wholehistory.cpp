// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/wholehistory.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WholeHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void givesAll_data();
    void givesAll();
    void beginsWhereTheViewerCame();
    void isForMembers();

private:
    void say(int messages) const;
    std::vector<qint64> read(WholeHistoryQuery query) const;

    std::unique_ptr<ChatFixture> m_chat;
    ConversationId m_direct;
};

void WholeHistoryTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_direct = m_chat->directChat(m_chat->alice, m_chat->bob);
}

void WholeHistoryTest::say(int messages) const
{
    for (int i = 1; i <= messages; ++i)
        m_chat->say(m_chat->alice, m_direct, QString::number(i));
}

//! \return the places of all messages, in the order in which they came.
std::vector<qint64> WholeHistoryTest::read(WholeHistoryQuery query) const
{
    WholeHistory history(&m_chat->messages, query);
    std::vector<qint64> places;
    for (bool isLast = false; !isLast;) {
        const auto page = await(history.next());
        if (!page)
            return {-1};
        for (const MessageView &view : page->messages)
            places.push_back(view.message.seq);
        isLast = page->isLast;
    }
    return places;
}

void WholeHistoryTest::givesAll_data()
{
    QTest::addColumn<int>("messages");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("first");
    QTest::newRow("none") << 0 << 10'000 << 1;
    QTest::newRow("a few") << 3 << 10'000 << 1;
    QTest::newRow("the newest of a few") << 3 << 2 << 2;
    QTest::newRow("a page") << 100 << 10'000 << 1;
    QTest::newRow("several pages") << 205 << 10'000 << 1;
    QTest::newRow("the newest of several pages") << 205 << 150 << 56;
    QTest::newRow("a limit that is none") << 2 << -5 << 2;
}

void WholeHistoryTest::givesAll()
{
    QFETCH(int, messages);
    QFETCH(int, limit);
    QFETCH(int, first);
    say(messages);
    std::vector<qint64> expected;
    for (int place = first; place <= messages; ++place)
        expected.push_back(place);
    QCOMPARE(read({m_chat->bob, m_direct, limit}), expected);
}

void WholeHistoryTest::beginsWhereTheViewerCame()
{
    const ConversationId group = m_chat->group(m_chat->alice, {});
    for (int i = 1; i <= 250; ++i)
        m_chat->say(m_chat->alice, group, u"before"_s);
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})));
    for (int i = 1; i <= 110; ++i)
        m_chat->say(m_chat->alice, group, u"after"_s);
    const auto places = read({m_chat->bob, group});
    QVERIFY(places.size() >= 110u);
    QVERIFY(places.front() > 250);
    QCOMPARE(places.back() - places.front() + 1, qint64(places.size()));
}

void WholeHistoryTest::isForMembers()
{
    WholeHistory history(&m_chat->messages, {m_chat->mallory, m_direct});
    const auto hidden = await(history.next());
    QVERIFY(!hidden);
    QCOMPARE(hidden.error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(WholeHistoryTest)
#include "tst_wholehistory.moc"
