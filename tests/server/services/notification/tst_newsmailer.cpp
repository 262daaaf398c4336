// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/newsmailer.h"
#include "server/services/notification/unsubscribelink.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class NewsMailerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void mailsWhoWantsToBeAFriend();
    void canBeDeclinedByTheLink();
    void mailsOneOfABurst();
    void keepsToItselfWhatNobodyWants_data();
    void keepsToItselfWhatNobodyWants();
    void namesThoseWhoseMessagesWereMissed();

private:
    Result<bool> tellOfAbsence(const std::vector<Missed> &missed)
    {
        return await(m_chat->database->write([this, missed](Stores &stores) -> Result<bool> {
            const auto bob = stores.accounts.find(m_chat->bob);
            return m_chat->newsMails.tellOfAbsence(stores, *bob, missed);
        }));
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void NewsMailerTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_chat->newsMails.configure({u"https://chat.example.org"_s, 1h});
    m_chat->proveAddress(m_chat->bob);
}

void NewsMailerTest::mailsWhoWantsToBeAFriend()
{
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    const auto mail = m_chat->nextMail();
    QVERIFY(mail);
    QCOMPARE(mail->to, u"user102@example.org"_s);
    QCOMPARE(mail->templateName, u"friend-request"_s);
    QCOMPARE(mail->values["name"_L1].toString(), u"User 101"_s);
    QCOMPARE(mail->values["link"_L1].toString(), u"https://chat.example.org"_s);
    QVERIFY(mail->expiresAt > m_chat->clock.now());
}

void NewsMailerTest::canBeDeclinedByTheLink()
{
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    const QString link = m_chat->nextMail()->unsubscribe;
    QVERIFY(link.startsWith(u"https://chat.example.org/api/v1/mail/unsubscribe?token="_s));
    const auto said = parseUnsubscribeToken(link.section(u'=', 1), m_chat->box);
    QVERIFY(said);
    QCOMPARE(said->user, m_chat->bob);
    QCOMPARE(said->sort, NewsMail::FriendRequest);
}

void NewsMailerTest::mailsOneOfABurst()
{
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    QVERIFY(await(m_chat->friends.request(m_chat->carol, m_chat->bob)));
    QVERIFY(m_chat->nextMail());
    QVERIFY(!m_chat->nextMail());
    m_chat->clock.advance(1h);
    QVERIFY(await(m_chat->friends.request(m_chat->mallory, m_chat->bob)));
    const auto mail = m_chat->nextMail();
    QVERIFY(mail);
    QCOMPARE(mail->values["name"_L1].toString(), u"User 104"_s);
}

void NewsMailerTest::keepsToItselfWhatNobodyWants_data()
{
    using Change = std::function<void(ChatFixture &)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("who is here") << Change([](ChatFixture &chat) { chat.here.insert(chat.bob); });
    QTest::newRow("who declined") << Change([](ChatFixture &chat) {
        QVERIFY(await(chat.mailChoices.change(chat.bob, {false, {}})));
    });
    QTest::newRow("where the address is a claim") << Change([](ChatFixture &chat) {
        QVERIFY(await(chat.database->write([&chat](Stores &stores) {
            return stores.accounts.setEmail(chat.bob, u"bob@example.org"_s, {});
        })));
    });
    QTest::newRow("where links lead nowhere") << Change([](ChatFixture &chat) {
        chat.newsMails.configure({QString(), 1h});
    });
    QTest::newRow("where it is off") << Change([](ChatFixture &chat) {
        chat.newsMails.configure({u"https://chat.example.org"_s, 0h});
    });
}

void NewsMailerTest::keepsToItselfWhatNobodyWants()
{
    QFETCH(std::function<void(ChatFixture &)>, change);
    change(*m_chat);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    QVERIFY(!m_chat->nextMail());
}

void NewsMailerTest::namesThoseWhoseMessagesWereMissed()
{
    QVERIFY(tellOfAbsence({{u"Alice"_s, 2}, {u"Team"_s, 17}}).value());
    const auto mail = m_chat->nextMail();
    QVERIFY(mail);
    QCOMPARE(mail->templateName, u"while-you-were-away"_s);
    QCOMPARE(mail->values["count"_L1].toString(), u"19"_s);
    QCOMPARE(mail->values["names"_L1].toString(), u"Alice (2), Team (17)"_s);

    m_chat->clock.advance(1h);
    QVERIFY(tellOfAbsence(std::vector<Missed>(11, {u"Alice"_s, 1})).value());
    const auto many = m_chat->nextMail();
    QVERIFY(many);
    QVERIFY(many->values["names"_L1].toString().endsWith(u"Alice (1), …"_s));
    QCOMPARE(many->values["names"_L1].toString().count(u"Alice"_s), 10);
}

QTEST_GUILESS_MAIN(NewsMailerTest)
#include "tst_newsmailer.moc"
