// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/demodata.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class DemoDataTest : public QObject
{
    Q_OBJECT

private slots:
    void isThereOnceHoweverOftenItIsAdded();
};

void DemoDataTest::isThereOnceHoweverOftenItIsAdded()
{
    ChatFixture chat;
    DemoData demo(chat.context, chat.conversations, chat.groups, chat.messages);
    QVERIFY(await(demo.add()));
    QVERIFY(await(demo.add()));

    const auto people = await(chat.people.findContacts(
        chat.mallory, {u"+911111111111"_s, u"+912222222222"_s, u"+913333333333"_s}));
    QVERIFY(people);
    QCOMPARE(people->size(), 3u);
    const auto alice = std::find_if(people->begin(), people->end(),
                                    [](const User &user) { return user.displayName == u"Alice"; });
    QVERIFY(alice != people->end());

    const auto views = await(chat.conversations.list(alice->id));
    QVERIFY(views);
    QCOMPARE(views->size(), 2u);
    for (const ConversationView &view : *views) {
        const bool isGroup = view.conversation.kind == ConversationKind::Group;
        QCOMPARE(view.conversation.lastSeq, isGroup ? 1 : 5);
        QCOMPARE(view.conversation.title, isGroup ? u"Project Team"_s : QString());
        if (isGroup)
            QCOMPARE(await(chat.groups.members(alice->id, view.conversation.id))->size(), 3u);
    }
}

QTEST_GUILESS_MAIN(DemoDataTest)
#include "tst_demodata.moc"
