// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasureservice.h"
#include "server/services/admin/joiner.h"
#include "server/services/admin/mergejob.h"
#include "server/services/admin/mergeservice.h"
#include "server/services/admin/staffservice.h"
#include "server/services/admin/suspensionservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/messageservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MergeServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void endsSessionsAndRefusesSignIns();
    void givesWhatTheTargetLacks();
    void prefersAProvenAddress();
    void signsInAsTheTarget();
    void takesTheRoleAway();
    void movesWhatTheyWrote();
    void forgetsWhatItKnew();
    void isNobodyToWriteTo();
    void cannotBeSuspendedOrErased();
    void isRemembered();
    void onlyRehearses();
    void isWrittenDown();
    void ordersAJob();
    void cannotBeMergedIntoWhoMovesOn();
    void goesOnWhenItIsAskedForAgain();
    void isNotAskedForTwiceAtOnce();
    void tellsHowFarItIs();
    void refuses_data();
    void refuses();

private:
    //! Has it begin, and no more.
    Result<MergeOutcome> ask(UserId from, UserId into, Run run = Run::ForReal)
    {
        return await(m_service->merge(m_actor, {from, into}, run));
    }
    //! The same, and carries it out.
    Result<MergeOutcome> merge(UserId from, UserId into)
    {
        auto asked = ask(from, into);
        if (!asked)
            return asked;
        if (auto joined = m_joiner->join(from, {}); !joined)
            return joined.error();
        return await(m_service->find(from));
    }
    void makeService();
    //! As when the job was tried for the last time. \return what it was.
    Job giveUpTheJob();
    bool discard(const Job &job)
    {
        return await(m_identity->database->write(
                         [job](Stores &stores) { return stores.jobs.discard(job.id); }))
            .value();
    }
    bool isJobDue()
    {
        return await(m_identity->database->read(
                         [](Stores &stores) { return stores.jobs.nextDue(MergeJobKind); }))
            .value()
            .has_value();
    }
    User accountOf(UserId user)
    {
        return await(m_identity->database->read(
                         [user](Stores &stores) { return stores.accounts.find(user); }))
            .value();
    }
    ChatContext chatContext()
    {
        return {m_identity->database, m_identity->bus, m_identity->clock, m_identity->ids,
                *m_memory};
    }
    Result<Conversation> openDirect(UserId one, UserId other)
    {
        ConversationService conversations(chatContext());
        return await(conversations.openDirect(one, other));
    }
    Result<Message> say(UserId sender, ConversationId conversation)
    {
        Draft draft;
        draft.sender = sender;
        draft.conversation = conversation;
        draft.body = u"Hi"_s;
        MessageService messages(chatContext());
        return await(messages.send(draft));
    }

    const UserId m_owner{1};
    const Actor m_actor = Actor::account(m_owner, u"192.0.2.9"_s, u"r"_s);
    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<ChatMemory> m_memory;
    std::unique_ptr<StaffService> m_staff;
    std::unique_ptr<MergeService> m_service;
    std::unique_ptr<Joiner> m_joiner;
};

void MergeServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_memory = std::make_unique<ChatMemory>(m_identity->bus, m_identity->database);
    makeService();
    QVERIFY(await(m_identity->database->write([this](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2, 3, 4, 5})
            addUser(stores, UserId(user));
        if (auto set = stores.staff.setRole(UserId(4), StaffRole::Owner); !set)
            return set;
        if (auto set = stores.staff.setRole(UserId(3), StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(m_owner, StaffRole::Owner);
    })));
    QVERIFY(await(m_staff->start()));
}

void MergeServiceTest::cleanup()
{
    m_identity->database.close();
    m_joiner.reset();
    m_service.reset();
    m_staff.reset();
    m_memory.reset();
    m_identity.reset();
}

void MergeServiceTest::makeService()
{
    m_staff = std::make_unique<StaffService>(AdminContext{m_identity->database, m_identity->clock});
    m_service = std::make_unique<MergeService>(
        MergeService::Around{chatContext(), *m_staff, m_identity->sessions, m_identity->suspended});
    m_joiner = std::make_unique<Joiner>(chatContext(), m_identity->security);
}

Job MergeServiceTest::giveUpTheJob()
{
    const auto given = await(m_identity->database->write([this](Stores &stores) -> Result<Job> {
        const Timestamp now = m_identity->clock.now();
        const auto taken = stores.jobs.take({.kind = MergeJobKind, .now = now, .until = now});
        if (!taken)
            return taken.error();
        const Job job = taken->value();
        const auto settled =
            stores.jobs.settle(job, {.state = Job::State::Dead, .at = now, .error = u"Full."_s});
        if (!settled)
            return settled.error();
        if (const auto noted = MergeJob(*m_joiner).giveUp(stores, job); !noted)
            return noted.error();
        return job;
    }));
    return given.value();
}

void MergeServiceTest::endsSessionsAndRefusesSignIns()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const auto asked = ask(alice.user.id, UserId(2));
    QVERIFY(asked);
    QCOMPARE(asked->ended.size(), 1U);
    QCOMPARE(asked->ended.front().revokedWhy, u"merged"_s);
    QCOMPARE(stateOf(asked->source, asked->at), AccountState::Merging);
    QCOMPARE(asked->source.merger->into, UserId(2));
    QCOMPARE(asked->progress.state, MergeProgress::State::Waiting);
    QVERIFY(!m_identity->authenticator.authenticate(alice.accessToken));
    QVERIFY(m_identity->suspended.contains(alice.user.id));
    QVERIFY(!m_identity->suspended.contains(UserId(2)));
    QVERIFY(m_joiner->join(alice.user.id, {}));
    const auto done = await(m_service->find(alice.user.id));
    QVERIFY(done);
    QCOMPARE(stateOf(done->source, done->at), AccountState::Merged);
    QCOMPARE(done->progress.state, MergeProgress::State::Done);
    QCOMPARE(done->progress.endedSessions, 1);
    QVERIFY(m_identity->suspended.contains(alice.user.id));
    QVERIFY(accountOf(alice.user.id).phone.isEmpty());
}

void MergeServiceTest::givesWhatTheTargetLacks()
{
    QVERIFY(await(m_identity->database->write([](Stores &stores) -> Result<> {
        User user = stores.accounts.find(UserId(2)).value();
        user.username = u"two"_s;
        if (auto set = stores.accounts.updateProfile(user); !set)
            return set;
        return stores.accounts.setEmail(UserId(2), u"two@example.org"_s, test::at(1));
    })));
    const QString phone = accountOf(UserId(5)).phone;
    const QString freed = accountOf(UserId(2)).phone;
    const auto outcome = merge(UserId(2), UserId(5));
    QVERIFY(outcome);
    QCOMPARE(outcome->progress.freed, QStringList{freed});
    const User target = accountOf(UserId(5));
    QCOMPARE(target.phone, phone);
    QCOMPARE(target.username, u"two"_s);
    QCOMPARE(target.email, u"two@example.org"_s);
    QVERIFY(target.isEmailVerified);
    QCOMPARE(target, outcome->target.user);
    QCOMPARE(m_identity->securityEventsOf(UserId(5)), QStringList{u"email_changed"_s});
}

void MergeServiceTest::prefersAProvenAddress()
{
    QVERIFY(await(m_identity->database->write([](Stores &stores) -> Result<> {
        if (auto set = stores.accounts.setEmail(UserId(5), u"claimed@example.org"_s, {}); !set)
            return set;
        return stores.accounts.setEmail(UserId(2), u"two@example.org"_s, test::at(1));
    })));
    const QString phone = accountOf(UserId(2)).phone;
    const auto outcome = merge(UserId(2), UserId(5));
    QVERIFY(outcome);
    QCOMPARE(outcome->progress.freed, QStringList({phone, u"claimed@example.org"_s}));
    QCOMPARE(accountOf(UserId(5)).email, u"two@example.org"_s);
    QVERIFY(accountOf(UserId(5)).isEmailVerified);
}

void MergeServiceTest::signsInAsTheTarget()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(await(m_identity->database->write(
        [](Stores &stores) { return stores.accounts.setPhone(UserId(2), {}); })));
    QVERIFY(merge(alice.user.id, UserId(2)));
    QCOMPARE(m_identity->signIn(Alice, u"phone"_s).user.id, UserId(2));
}

void MergeServiceTest::takesTheRoleAway()
{
    QVERIFY(merge(UserId(4), UserId(2)));
    QCOMPARE(m_staff->roleOf(UserId(4)), StaffRole::None);
    QCOMPARE(m_staff->roleOf(UserId(2)), StaffRole::None);
}

void MergeServiceTest::movesWhatTheyWrote()
{
    const ConversationId chat = openDirect(UserId(2), UserId(5))->id;
    QVERIFY(say(UserId(2), chat));
    const auto outcome = merge(UserId(2), UserId(3));
    QVERIFY(outcome);
    const auto count = [](const QJsonObject &tallies, const QString &whose) {
        return tallies[whose].toObject()["messages"_L1].toInt();
    };
    QCOMPARE(count(outcome->progress.before, u"source"_s), 1);
    QCOMPARE(count(outcome->progress.before, u"target"_s), 0);
    QCOMPARE(count(outcome->progress.after, u"source"_s), 0);
    QCOMPARE(count(outcome->progress.after, u"target"_s), 1);
}

void MergeServiceTest::forgetsWhatItKnew()
{
    const ConversationId chat = openDirect(UserId(2), UserId(5))->id;
    const auto before = say(UserId(2), chat);
    QVERIFY(before);
    QVERIFY(m_memory->places.find(before->id));
    QVERIFY(merge(UserId(2), UserId(3)));
    QVERIFY(!m_memory->places.find(before->id));
    QVERIFY(!say(UserId(2), chat));
    const auto after = say(UserId(3), chat);
    QVERIFY(after);
    QCOMPARE(after->seq, before->seq + 1);
}

void MergeServiceTest::isNobodyToWriteTo()
{
    QVERIFY(merge(UserId(2), UserId(3)));
    const auto opened = openDirect(UserId(5), UserId(2));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, "user_not_found"_L1);
}

void MergeServiceTest::cannotBeSuspendedOrErased()
{
    QVERIFY(merge(UserId(2), UserId(5)));
    const AdminContext context{m_identity->database, m_identity->clock};
    SuspensionService suspensions(context, m_identity->bus, m_identity->ids, m_identity->sessions,
                                  m_identity->suspended);
    QCOMPARE(await(suspensions.reactivate(m_actor, UserId(2), Run::ForReal)).error().code,
             "account_merged"_L1);
    QVERIFY(m_identity->suspended.contains(UserId(2)));
    ErasureService erasures(
        {context, m_identity->bus, m_identity->ids, m_identity->sessions, m_identity->suspended},
        std::chrono::hours(24));
    QCOMPARE(await(erasures.request(m_actor, {.user = UserId(2)}, Run::ForReal)).error().code,
             "account_merged"_L1);
}

void MergeServiceTest::isRemembered()
{
    QVERIFY(merge(UserId(2), UserId(5)));
    m_identity->suspended.remove(UserId(2));
    makeService();
    QVERIFY(await(m_service->start()));
    QVERIFY(m_identity->suspended.contains(UserId(2)));
}

void MergeServiceTest::onlyRehearses()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const auto would = ask(alice.user.id, UserId(2), Run::Rehearsal);
    QVERIFY(would);
    QCOMPARE(would->ended.size(), 1U);
    QCOMPARE(stateOf(would->source, would->at), AccountState::Merged);
    QVERIFY(m_identity->authenticator.authenticate(alice.accessToken));
    QCOMPARE(accountOf(alice.user.id).phone, Alice.value);
    const auto done = merge(alice.user.id, UserId(2));
    QVERIFY(done);
    QCOMPARE(done->progress.before, would->progress.before);
    QCOMPARE(done->progress.after, would->progress.after);
    QCOMPARE(done->progress.freed, would->progress.freed);
    QCOMPARE(done->source.user.displayName, would->source.user.displayName);
    QCOMPARE(done->target.user.phone, would->target.user.phone);
}

void MergeServiceTest::isWrittenDown()
{
    QVERIFY(merge(UserId(2), UserId(5)));
    const auto entries = await(
        m_identity->database->read([](Stores &stores) { return stores.audit.listAfter(0, 9); }));
    QCOMPARE(entries->size(), 2U);
    QCOMPARE(entries->at(0).action, u"user.merge"_s);
    QCOMPARE(entries->at(0).actor, u"user:1"_s);
    QCOMPARE(entries->at(0).target, u"user:2"_s);
    QVERIFY(entries->at(0).before.contains(u"\"source\":{"_s));
    QVERIFY(entries->at(0).after.contains(u"\"into\":\"5\""_s));
    QCOMPARE(entries->at(1).action, u"user.merged"_s);
    QCOMPARE(entries->at(1).actor, u"system"_s);
    QVERIFY(entries->at(1).after.contains(u"\"target\":{"_s));
}

void MergeServiceTest::ordersAJob()
{
    QVERIFY(ask(UserId(2), UserId(5), Run::Rehearsal));
    QVERIFY(!isJobDue());
    QVERIFY(ask(UserId(2), UserId(5)));
    QVERIFY(isJobDue());
}

void MergeServiceTest::cannotBeMergedIntoWhoMovesOn()
{
    QVERIFY(ask(UserId(2), UserId(5)));
    QCOMPARE(ask(UserId(2), UserId(3)).error().code, "account_merged"_L1);
    QCOMPARE(ask(UserId(5), UserId(3)).error().code, "merge_busy"_L1);
    QVERIFY2(ask(UserId(3), UserId(5)), "which goes on after the first one");
    QVERIFY(m_joiner->join(UserId(2), {}));
    QVERIFY(m_joiner->join(UserId(3), {}));
    QVERIFY(merge(UserId(5), UserId(4)));
    QCOMPARE(await(m_service->find(UserId(2)))->target.user.id, UserId(4));
}

void MergeServiceTest::goesOnWhenItIsAskedForAgain()
{
    const ConversationId chat = openDirect(UserId(2), UserId(4))->id;
    QVERIFY(say(UserId(2), chat));
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const UserId from = alice.user.id;
    const auto asked = ask(from, UserId(5));
    QVERIFY(asked);
    QVERIFY(!m_joiner->step(from).value());
    QVERIFY(discard(giveUpTheJob()));
    QCOMPARE(await(m_service->find(from))->progress.state, MergeProgress::State::Failed);
    QCOMPARE(ask(from, UserId(3)).error().code, "account_merged"_L1);
    QCOMPARE(ask(UserId(5), UserId(3)).error().code, "merge_busy"_L1);
    QVERIFY(ask(from, UserId(5), Run::Rehearsal));
    QVERIFY(!isJobDue());

    const auto again = ask(from, UserId(5));

    QVERIFY(again);
    QVERIFY(isJobDue());
    const MergeProgress progress = await(m_service->find(from))->progress;
    QCOMPARE(again->progress, progress);
    QCOMPARE(progress.state, MergeProgress::State::Waiting);
    QCOMPARE(progress.steps, 1);
    QCOMPARE(progress.before, asked->progress.before);
    QCOMPARE(progress.endedSessions, 1);
    QVERIFY(progress.problem.isEmpty());
    const auto entries = await(
        m_identity->database->read([](Stores &stores) { return stores.audit.listAfter(1, 9); }));
    QCOMPARE(entries->size(), 1U);
    QCOMPARE(entries->front().action, u"user.merge"_s);
    QCOMPARE(entries->front().target, u"user:"_s + from.toString());
    QVERIFY(entries->front().before.contains(u"\"state\":\"failed\""_s));
    QVERIFY(entries->front().after.contains(u"\"into\":\"5\""_s));
    QVERIFY(m_joiner->join(from, {}));
    QVERIFY(ask(UserId(5), UserId(3)));
}

void MergeServiceTest::isNotAskedForTwiceAtOnce()
{
    const auto again = [this] { return ask(UserId(2), UserId(5)); };
    QVERIFY(again());
    QCOMPARE(again().error().code, "account_merged"_L1);
    const Job job = giveUpTheJob();
    QVERIFY(await(m_identity->database->write([this, job](Stores &stores) {
        return stores.jobs.retry(job.id, m_identity->clock.now());
    })));
    QCOMPARE(again().error().code, "account_merged"_L1);
    giveUpTheJob();
    QVERIFY2(again(), "the job is there, but nobody tries it");
    QVERIFY(m_joiner->join(UserId(2), {}));
    QCOMPARE(again().error().code, "account_merged"_L1);
}

void MergeServiceTest::tellsHowFarItIs()
{
    QCOMPARE(await(m_service->find(UserId(2))).error().code, "merge_not_found"_L1);
    QCOMPARE(await(m_service->find(UserId(99))).error().code, "user_not_found"_L1);
    QVERIFY(say(UserId(2), openDirect(UserId(2), UserId(5))->id));
    QVERIFY(ask(UserId(2), UserId(3)));
    QCOMPARE(await(m_service->find(UserId(2)))->progress.state, MergeProgress::State::Waiting);
    QVERIFY(!m_joiner->step(UserId(2)).value());
    const auto running = await(m_service->find(UserId(2)));
    QCOMPARE(running->progress.state, MergeProgress::State::Running);
    QCOMPARE(running->progress.steps, 1);
    QVERIFY(running->progress.rows > 0);
    QVERIFY(running->progress.after.isEmpty());
    QVERIFY(m_joiner->join(UserId(2), {}));
    const auto done = await(m_service->find(UserId(2)));
    QCOMPARE(done->progress.state, MergeProgress::State::Done);
    QVERIFY(done->progress.endedAt);
    QVERIFY(m_joiner->step(UserId(2)).value());

    // As one from before there were steps.
    QVERIFY(await(m_identity->database->write([](Stores &stores) {
        return stores.merges.put({UserId(4), UserId(5), test::at(1), u"system"_s});
    })));
    const auto old = await(m_service->find(UserId(4)));
    QCOMPARE(old->progress.state, MergeProgress::State::Done);
    QCOMPARE(old->progress.endedAt, std::optional(test::at(1)));
}

void MergeServiceTest::refuses_data()
{
    QTest::addColumn<qint64>("actor"); // 0: the operator.
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("into");
    QTest::addColumn<QString>("code");

    const auto row = [](const char *name, qint64 actor, qint64 from, qint64 into,
                        const char *code) {
        QTest::newRow(name) << actor << from << into << QString::fromLatin1(code);
    };
    row("one with itself", 1, 2, 2, "invalid_input");
    row("one's own away", 1, 1, 2, "own_account");
    row("somebody into one's own", 1, 2, 1, "own_account");
    row("somebody of a higher rank", 3, 1, 2, "outranked");
    row("into somebody of a higher rank", 3, 2, 1, "outranked");
    row("nobody", 1, 99, 2, "user_not_found");
    row("into nobody", 1, 2, 99, "user_not_found");
    row("the last owner", 0, 1, 2, "last_owner");
    row("who is to be erased", 1, 4, 2, "under_erasure");
    row("into who is to be erased", 1, 2, 4, "under_erasure");
    row("who was merged", 1, 5, 2, "account_merged");
    row("into who was merged", 1, 2, 5, "account_merged");
}

void MergeServiceTest::refuses()
{
    QFETCH(qint64, actor);
    QFETCH(qint64, from);
    QFETCH(qint64, into);
    QVERIFY(merge(UserId(5), UserId(3)));
    QVERIFY(await(m_identity->database->write(
        [](Stores &stores) { return stores.erasures.put({.user = UserId(4)}); })));
    const Actor who = actor == 0 ? Actor::local(0, u"r"_s)
                                 : Actor::account(UserId(actor), u"192.0.2.9"_s, u"r"_s);
    const auto refused = await(m_service->merge(who, {UserId(from), UserId(into)}, Run::ForReal));
    QVERIFY(!refused);
    QTEST(QString(refused.error().code), "code");
}

QTEST_GUILESS_MAIN(MergeServiceTest)
#include "tst_mergeservice.moc"
