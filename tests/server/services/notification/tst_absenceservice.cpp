// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/absenceservice.h"
#include "server/services/notification/notificationwriter.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class AbsenceServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void tellsHowMuchWasMissed();
    void saysNothingBeforeItIsTime();
    void saysItOnceInAWhile();
    void saysNothingThatWasSaidBefore();
    void beginsAnewWithWhoCameBack();
    void waitsForWhoIsHere();
    void forgetsWhoHasReadAll();
    void remembersWhoHasNotReadAll();
    void leavesOutWhatIsMutedOrBlocked();
    void sparesWhoDoesNotWantIt();
    void sparesTheSuspended();
    void isOffWhereNothingIsSaid();
    void tellsMany();

private:
    //! Bob's only session is here now.
    void seeBob()
    {
        Session session;
        session.id = SessionId(1);
        session.user = m_chat->bob;
        session.lastSeenAt = m_chat->clock.now();
        session.expiresAt = m_chat->clock.now() + 24h * 100;
        QVERIFY(await(m_chat->database->write([session](Stores &stores) -> Result<> {
            if (stores.sessions.find(session.id))
                return stores.sessions.touch({{session.id, session.lastSeenAt}});
            return stores.sessions.add(session);
        })));
    }

    //! \p user, who is away, is sent \p count messages in \p conversation, and told so.
    void miss(UserId user, UserId sender, ConversationId conversation, int count)
    {
        for (int i = 0; i < count; ++i)
            m_chat->say(sender, conversation, u"secret words"_s);
        QVERIFY(await(m_chat->database->write([this, user, conversation](Stores &stores) {
            Notification told;
            told.user = user;
            told.conversation = conversation;
            const auto added = NotificationWriter(m_chat->notificationContext).add(stores, told);
            return added ? m_chat->absences.note(stores, user) : Result<>(added.error());
        })));
    }
    void missAlice(int count) { miss(m_chat->bob, m_chat->alice, m_direct, count); }

    //! \return the count that the mail says; zero if there is none.
    int toldAfter(std::chrono::milliseconds time)
    {
        m_chat->clock.advance(time);
        if (!await(m_chat->absences.goThrough()))
            qFatal("They could not be told.");
        const auto mail = m_chat->nextMail();
        return mail ? mail->values["count"_L1].toString().toInt() : 0;
    }

    qsizetype waiting()
    {
        return await(m_chat->database->read([](Stores &stores) {
                   return stores.absences.listDue(test::at(0) + 24h * 365 * 1000, 1000);
               }))
            ->size();
    }

    std::unique_ptr<ChatFixture> m_chat;
    ConversationId m_direct;
};

void AbsenceServiceTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_chat->newsMails.configure({u"https://chat.example.org"_s, 1h});
    m_chat->absences.configure({24h, 7 * 24h});
    m_chat->proveAddress(m_chat->bob);
    m_direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    seeBob();
    m_chat->clock.advance(1s);
}

void AbsenceServiceTest::tellsHowMuchWasMissed()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    missAlice(2);
    miss(m_chat->bob, m_chat->carol, group, 3);
    m_chat->clock.advance(24h);
    QVERIFY(await(m_chat->absences.goThrough()));
    const auto mail = m_chat->nextMail();
    QVERIFY(mail);
    QCOMPARE(mail->to, u"user102@example.org"_s);
    QCOMPARE(mail->values["count"_L1].toString(), u"5"_s);
    QCOMPARE(mail->values["names"_L1].toString(), u"Project Team (3), User 101 (2)"_s);
}

void AbsenceServiceTest::saysNothingBeforeItIsTime()
{
    missAlice(1);
    QCOMPARE(toldAfter(23h), 0);
    QCOMPARE(toldAfter(1h), 1);
}

void AbsenceServiceTest::saysItOnceInAWhile()
{
    missAlice(1);
    QCOMPARE(toldAfter(24h), 1);
    QCOMPARE(toldAfter(1s), 0);
    m_chat->say(m_chat->alice, m_direct, u"more"_s);
    QCOMPARE(toldAfter(6 * 24h), 0);
    QCOMPARE(toldAfter(24h), 1);
}

void AbsenceServiceTest::saysNothingThatWasSaidBefore()
{
    missAlice(1);
    QCOMPARE(toldAfter(24h), 1);
    QCOMPARE(toldAfter(7 * 24h), 0);
    m_chat->say(m_chat->alice, m_direct, u"more"_s);
    QCOMPARE(toldAfter(7 * 24h), 1);
}

void AbsenceServiceTest::beginsAnewWithWhoCameBack()
{
    missAlice(1);
    QCOMPARE(toldAfter(24h), 1);
    m_chat->clock.advance(1h);
    seeBob();
    m_chat->clock.advance(1s);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    miss(m_chat->bob, m_chat->alice, group, 2);
    QCOMPARE(toldAfter(23h), 0);
    QCOMPARE(toldAfter(1h), 2);
}

void AbsenceServiceTest::waitsForWhoIsHere()
{
    missAlice(1);
    m_chat->here.insert(m_chat->bob);
    QCOMPARE(toldAfter(25h), 0);
    m_chat->here.clear();
    seeBob();
    m_chat->clock.advance(1s);
    m_chat->say(m_chat->alice, m_direct, u"more"_s);
    QCOMPARE(toldAfter(24h), 1);
}

void AbsenceServiceTest::forgetsWhoHasReadAll()
{
    missAlice(1);
    QCOMPARE(waiting(), 1);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, m_direct)));
    QCOMPARE(toldAfter(24h), 0);
    QCOMPARE(waiting(), 0);
}

//! Of what comes into a conversation with an unread notification nobody hears again.
void AbsenceServiceTest::remembersWhoHasNotReadAll()
{
    missAlice(1);
    m_chat->clock.advance(1h);
    seeBob();
    QCOMPARE(toldAfter(24h), 0);
    m_chat->say(m_chat->alice, m_direct, u"more"_s);
    QCOMPARE(toldAfter(24h), 1);
}

void AbsenceServiceTest::leavesOutWhatIsMutedOrBlocked()
{
    const ConversationId muted = m_chat->group(m_chat->alice, {m_chat->bob});
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->mallory});
    miss(m_chat->bob, m_chat->alice, muted, 1);
    miss(m_chat->bob, m_chat->mallory, group, 4);
    miss(m_chat->bob, m_chat->alice, group, 2);
    QVERIFY(await(m_chat->conversations.mute(m_chat->bob, muted, m_chat->clock.now() + 24h * 9)));
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->mallory)));
    QCOMPARE(toldAfter(24h), 2);
}

void AbsenceServiceTest::sparesWhoDoesNotWantIt()
{
    QVERIFY(await(m_chat->mailChoices.change(m_chat->bob, {{}, false})));
    missAlice(1);
    QCOMPARE(toldAfter(24h), 0);
}

void AbsenceServiceTest::sparesTheSuspended()
{
    missAlice(1);
    QVERIFY(await(m_chat->database->write([this](Stores &stores) {
        return stores.suspensions.put(m_chat->bob, Suspension{.at = m_chat->clock.now()});
    })));
    QCOMPARE(toldAfter(24h), 0);
    QVERIFY(await(m_chat->database->write(
        [this](Stores &stores) { return stores.suspensions.remove(m_chat->bob); })));
    QCOMPARE(toldAfter(24h), 1);
}

void AbsenceServiceTest::isOffWhereNothingIsSaid()
{
    m_chat->absences.configure({});
    missAlice(1);
    QCOMPARE(waiting(), 0);
    m_chat->absences.configure({24h, 24h});
    m_chat->newsMails.configure({});
    miss(m_chat->bob, m_chat->alice, m_chat->group(m_chat->alice, {m_chat->bob}), 1);
    QCOMPARE(waiting(), 0);
}

void AbsenceServiceTest::tellsMany()
{
    constexpr int Many = 25;
    std::vector<UserId> users;
    for (qint64 id = 1001; id <= 1000 + Many; ++id)
        users.emplace_back(id);
    QVERIFY(await(m_chat->database->write([&users](Stores &stores) -> Result<> {
        for (const UserId user : users)
            addUser(stores, user);
        return {};
    })));
    const ConversationId group = m_chat->group(m_chat->alice, users);
    for (const UserId user : users) {
        m_chat->proveAddress(user);
        miss(user, m_chat->alice, group, 1);
    }
    m_chat->clock.advance(24h);
    QVERIFY(await(m_chat->absences.goThrough()));
    int mails = 0;
    while (m_chat->nextMail())
        ++mails;
    QCOMPARE(mails, Many);
}

QTEST_GUILESS_MAIN(AbsenceServiceTest)
#include "tst_absenceservice.moc"
