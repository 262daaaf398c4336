// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/mailchoiceservice.h"
#include "server/services/notification/unsubscribelink.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MailChoiceServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithAll();
    void changesWhatIsNamed();
    void isDeclinedByALink();
    void knowsNoLinkOfOthers();
};

void MailChoiceServiceTest::beginsWithAll()
{
    ChatFixture chat;
    QCOMPARE(await(chat.mailChoices.find(chat.bob)).value(), (MailChoice{true, true}));
}

void MailChoiceServiceTest::changesWhatIsNamed()
{
    ChatFixture chat;
    const auto change = [&chat](const MailChoiceChange &wanted) {
        return await(chat.mailChoices.change(chat.bob, wanted)).value();
    };
    QCOMPARE(change({false, {}}), (MailChoice{false, true}));
    QCOMPARE(change({{}, false}), (MailChoice{false, false}));
    QCOMPARE(change({true, {}}), (MailChoice{true, false}));
    QCOMPARE(await(chat.mailChoices.find(chat.bob)).value(), (MailChoice{true, false}));
    QCOMPARE(await(chat.mailChoices.find(chat.alice)).value(), (MailChoice{true, true}));
}

void MailChoiceServiceTest::isDeclinedByALink()
{
    ChatFixture chat;
    const QString token = unsubscribeToken({chat.bob, NewsMail::WhileAway}, chat.box);
    QCOMPARE(chat.mailChoices.sortOf(token).value(), NewsMail::WhileAway);
    QCOMPARE(await(chat.mailChoices.find(chat.bob)).value(), (MailChoice{true, true}));
    for (int times = 0; times < 2; ++times)
        QCOMPARE(await(chat.mailChoices.decline(token)).value(), NewsMail::WhileAway);
    QCOMPARE(await(chat.mailChoices.find(chat.bob)).value(), (MailChoice{true, false}));
}

void MailChoiceServiceTest::knowsNoLinkOfOthers()
{
    ChatFixture chat;
    const QString ofNobody = unsubscribeToken({UserId(7), NewsMail::WhileAway}, chat.box);
    for (const QString &token : {u"nonsense"_s, QString(), ofNobody}) {
        const auto declined = await(chat.mailChoices.decline(token));
        QVERIFY(!declined);
        QCOMPARE(declined.error().code, "link_invalid"_L1);
    }
    QCOMPARE(chat.mailChoices.sortOf(u"nonsense"_s).error().code, "link_invalid"_L1);
}

QTEST_GUILESS_MAIN(MailChoiceServiceTest)
#include "tst_mailchoiceservice.moc"
