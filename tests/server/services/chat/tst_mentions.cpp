// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/mentions.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MentionsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void findsNames_data();
    void findsNames();
    void findsNoMoreNamesThanItMay();
    void looksNoFurtherForWhoRepeatsAName();
    void tellsWhoIsNamed();
    void tellsNobodyTwiceAndNotTheSender();
    void isStoredWithTheMessage();
    void refusesStrangersAndStoresNothing();
    void takesANameThatIsNoMembersForAWord();
    void repeatsAMessageWhoeverHasLeft();
    void sparesThoseWhoBlockOneAnother();

private:
    std::vector<NotificationView> mentionsOf(UserId user)
    {
        auto listed = await(m_chat->notifications.list(user, {}));
        std::erase_if(listed->notifications, [](const NotificationView &view) {
            return view.notification.kind != NotificationKind::Mention;
        });
        return listed->notifications;
    }

    HistoryQuery inGroup() const
    {
        HistoryQuery query;
        query.conversation = m_group;
        return query;
    }

    std::unique_ptr<ChatFixture> m_chat;
    ConversationId m_group;
};

void MentionsTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    ProfileChange named;
    for (const auto &[user, name] :
         {std::pair(m_chat->bob, u"Bob.B"_s), std::pair(m_chat->mallory, u"mallory"_s)}) {
        named.username = name;
        QVERIFY(await(m_chat->people.change(user, named)));
    }
    m_chat->recorder.clear();
}

void MentionsTest::findsNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("none") << u"Hello"_s << QStringList();
    QTest::newRow("at the start") << u"@bob look"_s << QStringList{u"bob"_s};
    QTest::newRow("with a full stop") << u"Ask @bob."_s << QStringList{u"bob"_s};
    QTest::newRow("with one inside") << u"(@Bob.B)"_s << QStringList{u"bob.b"_s};
    QTest::newRow("twice") << u"@bob @BOB"_s << QStringList{u"bob"_s};
    QTest::newRow("two") << u"@bob,@carol"_s << QStringList{u"bob"_s, u"carol"_s};
    QTest::newRow("an address") << u"bob@example.org"_s << QStringList();
    QTest::newRow("an address with a tag") << u"a+@example.org"_s << QStringList();
    QTest::newRow("a path") << u"https://example.org/@bob"_s << QStringList();
    QTest::newRow("two signs") << u"@@bob"_s << QStringList();
    QTest::newRow("a lone sign") << u"@ bob"_s << QStringList();
}

void MentionsTest::findsNames()
{
    QFETCH(QString, text);
    QTEST(mentionedNames(text), "names");
}

void MentionsTest::findsNoMoreNamesThanItMay()
{
    QString text;
    for (int i = 0; i < MostMentions + 10; ++i)
        text += u"@user%1 "_s.arg(i);
    QCOMPARE(mentionedNames(text).size(), MostMentions);
}

void MentionsTest::looksNoFurtherForWhoRepeatsAName()
{
    const QString text = u"@bob "_s.repeated(1000) + u"@carol"_s;
    QCOMPARE(mentionedNames(text), QStringList{u"bob"_s});
    QCOMPARE(mentionedNames(u"@bob "_s.repeated(100) + u"@carol"_s),
             (QStringList{u"bob"_s, u"carol"_s}));
}

void MentionsTest::tellsWhoIsNamed()
{
    Draft draft = m_chat->draft(m_chat->alice, m_group, u"Ask @bob.b"_s);
    draft.mentions = {m_chat->carol};
    const auto sent = await(m_chat->messages.send(draft));
    QVERIFY(sent);
    for (const UserId user : {m_chat->bob, m_chat->carol}) {
        const auto told = mentionsOf(user);
        QCOMPARE(told.size(), 1u);
        QCOMPARE(told[0].actor->id, m_chat->alice);
        QVERIFY(told[0].notification.message == sent->id);
        QVERIFY(told[0].notification.conversation == m_group);
    }
    QCOMPARE(m_chat->recorder.events<NotificationAdded>().size(), 2u);
}

void MentionsTest::tellsNobodyTwiceAndNotTheSender()
{
    Draft draft = m_chat->draft(m_chat->bob, m_group, u"@bob.b and @bob.b"_s);
    draft.mentions = {m_chat->bob, m_chat->carol, m_chat->carol};
    draft.clientId = u"once"_s;
    QVERIFY(await(m_chat->messages.send(draft)));
    QVERIFY(await(m_chat->messages.send(draft)));
    QCOMPARE(mentionsOf(m_chat->bob).size(), 0u);
    QCOMPARE(mentionsOf(m_chat->carol).size(), 1u);
}

void MentionsTest::isStoredWithTheMessage()
{
    m_chat->say(m_chat->alice, m_group, u"Ask @bob.b"_s);
    const std::vector named{m_chat->bob};
    QCOMPARE(m_chat->recorder.payloads<MessageAdded>().back().message.mentions, named);
    const auto history = await(m_chat->messages.history(m_chat->carol, inGroup()));
    QCOMPARE(history->messages.front().message.mentions, named);
    const auto changes = await(m_chat->sync.after(m_chat->carol, {{m_group, 0}}));
    QVERIFY(changes);
    QCOMPARE(changes->messages.back().message.mentions, named);
}

void MentionsTest::refusesStrangersAndStoresNothing()
{
    Draft draft = m_chat->draft(m_chat->alice, m_group, u"Hello"_s);
    draft.mentions = {m_chat->bob, m_chat->mallory};
    const auto refused = await(m_chat->messages.send(draft));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(mentionsOf(m_chat->bob).size(), 0u);
    QVERIFY(m_chat->recorder.events<MessageAdded>().empty());
    const auto history = await(m_chat->messages.history(m_chat->alice, inGroup()));
    for (const MessageView &view : history->messages)
        QVERIFY(view.message.body != u"Hello"_s);
}

void MentionsTest::takesANameThatIsNoMembersForAWord()
{
    const Message sent = m_chat->say(m_chat->alice, m_group, u"@mallory and @nobody"_s);
    QVERIFY(sent.mentions.empty());
    QCOMPARE(mentionsOf(m_chat->mallory).size(), 0u);
}

void MentionsTest::repeatsAMessageWhoeverHasLeft()
{
    Draft draft = m_chat->draft(m_chat->alice, m_group, u"Hello"_s);
    draft.mentions = {m_chat->bob};
    draft.clientId = u"again"_s;
    const auto first = await(m_chat->messages.send(draft));
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, m_group, m_chat->bob)));
    const auto second = await(m_chat->messages.send(draft));
    QVERIFY(second);
    QCOMPARE(second->id, first->id);
    QCOMPARE(second->mentions, std::vector{m_chat->bob});
}

void MentionsTest::sparesThoseWhoBlockOneAnother()
{
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    const Message sent = m_chat->say(m_chat->alice, m_group, u"@bob.b"_s);
    QCOMPARE(sent.mentions, std::vector{m_chat->bob});
    QCOMPARE(mentionsOf(m_chat->bob).size(), 0u);
}

QTEST_GUILESS_MAIN(MentionsTest)
#include "tst_mentions.moc"
