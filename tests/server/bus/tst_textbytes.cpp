// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/textbytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

class TextBytesTest : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatPeopleWrite();
};

void TextBytesTest::countsWhatPeopleWrite()
{
    Message message;
    message.body = u"four"_s;
    User user;
    user.bio = u"me"_s;
    Conversation conversation;
    conversation.title = u"a"_s;
    QCOMPARE(textBytesOf(MessageAdded{message, user, {}, u"a"_s}), 14);
    QCOMPARE(textBytesOf(MessageSent{message, user}), 12);
    QCOMPARE(textBytesOf(ConversationChanged{conversation}), 2);
    QCOMPARE(textBytesOf(MembersChanged{conversation, user, {user, user}, {user}, {}}), 18);
    QCOMPARE(textBytesOf(TypingChanged{ConversationId(1), UserId(1), true}), 0);
}

QTEST_APPLESS_MAIN(TextBytesTest)
#include "tst_textbytes.moc"
