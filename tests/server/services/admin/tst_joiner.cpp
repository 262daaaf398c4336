// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/joiner.h"
#include "server/services/identity/securitywriter.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr MergeBounds Few{.rows = 4, .looks = 6, .conversations = 1};

//! \brief Alice, who is merged into Bob, and what she has.
struct World
{
    World()
    {
        shared = chat.group(chat.carol, {chat.alice, chat.bob});
        direct = chat.directChat(chat.alice, chat.carol);
        second = chat.directChat(chat.alice, chat.mallory);
        own = chat.directChat(chat.bob, chat.mallory);
        for (int i = 0; i < 8; ++i) {
            chat.say(chat.alice, shared, u"shared %1"_s.arg(i));
            chat.say(chat.carol, shared, u"answer %1"_s.arg(i));
            chat.say(i % 2 ? chat.alice : chat.carol, direct, u"direct %1"_s.arg(i));
        }
        chat.say(chat.alice, second, u"second"_s);
        chat.say(chat.bob, own, u"own"_s);
        chat.befriend(chat.alice, chat.carol);
        addWhatIsNotSaid();
        order();
        joiner = makeJoiner();
    }

    //! More than a step moves of when she read, and of files.
    void addWhatIsNotSaid()
    {
        ChatFixture::orFatal(await(chat.database->write([this](Stores &stores) -> Result<int> {
            for (qint64 i = 1; i <= 8; ++i) {
                if (const auto noted = stores.members.noteReading(
                        direct, {chat.alice, i - 1, i, chat.clock.now()});
                    !noted)
                    return noted.error();
                if (const auto added = stores.media.add({.id = MediaId(i),
                                                         .name = QByteArray::number(i),
                                                         .sha256 = "sum",
                                                         .contentType = "image/png",
                                                         .owner = chat.alice});
                    !added)
                    return added.error();
            }
            return 0;
        })));
    }

    void order()
    {
        const Merger merger{chat.alice, chat.bob, chat.clock.now(), u"user:9"_s};
        ChatFixture::orFatal(await(chat.database->write([&](Stores &stores) -> Result<int> {
            if (const auto put = stores.merges.put(merger); !put)
                return put.error();
            if (const auto put = stores.merges.putProgress({.from = merger.from}); !put)
                return put.error();
            return 0;
        })));
    }

    //! As after a start: over the database that there is now.
    std::unique_ptr<Joiner> makeJoiner()
    {
        return std::make_unique<Joiner>(
            ChatContext{chat.database, chat.bus, chat.clock, chat.ids, chat.memory}, security, Few);
    }

    template <typename Work>
    auto read(Work work)
    {
        return ChatFixture::orFatal(await(chat.database->read(work)));
    }

    MergeProgress progress()
    {
        return *read([this](Stores &stores) { return stores.merges.findProgress(chat.alice); });
    }

    //! \return what there is, for people.
    QStringList summary()
    {
        QStringList lines;
        for (const auto &[conversation, viewer] :
             {std::pair(shared, chat.carol), std::pair(shared, chat.bob),
              std::pair(direct, chat.carol), std::pair(direct, chat.bob),
              std::pair(second, chat.bob), std::pair(own, chat.bob)}) {
            const HistoryPage page{.conversation = conversation, .viewer = viewer, .limit = 100};
            for (const MessageView &view :
                 read([page](Stores &stores) { return stores.messages.list(page); }))
                lines.append(u"%1 %2 %3 %4 %5"_s
                                 .arg(conversation.toString(), view.message.sender.toString(),
                                      view.message.body)
                                 .arg(view.message.seq)
                                 .arg(view.message.changeSeq));
        }
        for (const UserId user : {chat.alice, chat.bob, chat.carol}) {
            const auto tally = read([user](Stores &stores) { return stores.merges.tally(user); });
            lines.append(QString::fromUtf8(QJsonDocument(tally).toJson(QJsonDocument::Compact)));
        }
        return lines;
    }

    ChatFixture chat;
    SecurityWriter security{chat.notificationContext, chat.mailer};
    ConversationId shared;
    ConversationId direct;
    ConversationId second;
    ConversationId own;
    std::unique_ptr<Joiner> joiner;
};

} // namespace

class JoinerTest : public QObject
{
    Q_OBJECT

private slots:
    void joins();
    void goesOnAfterACrashAtAnyStep();
    void goesOnAfterAFailure();
    void endsWhenItIsStopped();
    void losesNothingThatIsWrittenMeanwhile();
    void movesWhatCameLate();
    void tellsWhoIsIn();
    void forgetsWhoseMessagesTheyWere();
    void keepsWhatWasReported();
    void givesNothingToWhoWasErased();
    void knowsNobodyElse();
};

void JoinerTest::joins()
{
    World world;
    QVERIFY(world.joiner->join(world.chat.alice, {}));
    const MergeProgress progress = world.progress();
    QCOMPARE(progress.state, MergeProgress::State::Done);
    QCOMPARE(progress.after["source"_L1]["messages"_L1].toInt(), 0);
    QCOMPARE(progress.after["target"_L1]["messages"_L1].toInt(), 14);
    QCOMPARE(progress.after["target"_L1]["conversations"_L1].toInt(), 4);
    QVERIFY(progress.steps > 10);
    QVERIFY(progress.rows >= 13);
    QVERIFY(world.joiner->join(world.chat.alice, {}));
    QCOMPARE(world.progress(), progress);
}

void JoinerTest::goesOnAfterACrashAtAnyStep()
{
    World whole;
    QVERIFY(whole.joiner->join(whole.chat.alice, {}));
    const QStringList expected = whole.summary();
    const MergeProgress progress = whole.progress();
    std::set<MergePhase> phases;
    for (qint64 steps = 0; steps <= progress.steps; ++steps) {
        World world;
        for (qint64 step = 0; step < steps; ++step)
            QVERIFY(world.joiner->step(world.chat.alice));
        phases.insert(world.progress().phase);
        world.joiner.reset();
        world.chat.database.reopen();
        QVERIFY(world.makeJoiner()->join(world.chat.alice, {}));
        QCOMPARE(world.summary(), expected);
        QCOMPARE(world.progress().steps, progress.steps);
        QCOMPARE(world.progress().rows, progress.rows);
    }
    QCOMPARE(phases.size(), 6U);
}

void JoinerTest::goesOnAfterAFailure()
{
    World whole;
    QVERIFY(whole.joiner->join(whole.chat.alice, {}));
    World world;
    for (int step = 0; step < 5; ++step)
        QVERIFY(world.joiner->step(world.chat.alice));
    world.chat.database.close();
    QVERIFY(!world.joiner->join(world.chat.alice, {}));
    QVERIFY(!world.joiner->join(world.chat.alice, {}));
    world.joiner.reset();
    world.chat.database.reopen();
    QVERIFY(world.makeJoiner()->join(world.chat.alice, {}));
    QCOMPARE(world.summary(), whole.summary());
    QCOMPARE(world.progress().steps, whole.progress().steps);
}

void JoinerTest::endsWhenItIsStopped()
{
    World world;
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(world.joiner->join(world.chat.alice, stop.get_token()).error().code, "interrupted"_L1);
    QCOMPARE(world.progress().state, MergeProgress::State::Waiting);
}

void JoinerTest::losesNothingThatIsWrittenMeanwhile()
{
    World world;
    ChatFixture &chat = world.chat;
    QStringList written;
    for (int i = 0; !ChatFixture::orFatal(world.joiner->step(chat.alice)); ++i) {
        chat.say(chat.carol, world.shared, u"meanwhile %1"_s.arg(i));
        chat.say(chat.carol, world.direct, u"meanwhile %1"_s.arg(i));
        if (world.progress().phase != MergePhase::Seats)
            chat.say(chat.bob, world.direct, u"bob %1"_s.arg(i));
        written.append(u"meanwhile %1"_s.arg(i));
    }
    for (const ConversationId conversation : {world.shared, world.direct}) {
        const HistoryPage page{.conversation = conversation, .viewer = chat.bob, .limit = 1'000};
        const auto seen = world.read([page](Stores &stores) { return stores.messages.list(page); });
        QStringList texts;
        qint64 seq = qint64(seen.size());
        for (const MessageView &view : seen) {
            QCOMPARE(view.message.seq, seq--);
            QVERIFY(view.message.sender != chat.alice);
            if (view.message.body.startsWith(u"meanwhile"))
                texts.prepend(view.message.body);
        }
        QCOMPARE(texts, written);
    }
}

//! Until she is known by nothing any more, others may still have her in mind.
void JoinerTest::movesWhatCameLate()
{
    World world;
    ChatFixture &chat = world.chat;
    while (world.progress().phase != MergePhase::Identity)
        QVERIFY(!ChatFixture::orFatal(world.joiner->step(chat.alice)));
    QVERIFY(await(chat.database->write([&chat](Stores &stores) {
        return stores.blocks.add(chat.mallory, chat.alice, chat.clock.now());
    })));
    QVERIFY(world.joiner->join(chat.alice, {}));
    QVERIFY(world
                .read([&chat](Stores &stores) {
                    return stores.blocks.findBetween(chat.bob, chat.mallory);
                })
                .others);
    QVERIFY(world.read([&world](Stores &stores) { return stores.conversations.locate(world.own); })
                .isClosed);
}

void JoinerTest::tellsWhoIsIn()
{
    World world;
    ChatFixture &chat = world.chat;
    chat.recorder.clear();
    QVERIFY(world.joiner->join(chat.alice, {}));
    std::set<ConversationId> told;
    for (const SharedEvent &event : chat.recorder.events<ConversationChanged>()) {
        const auto &changed = std::get<ConversationChanged>(event->payload);
        told.insert(changed.conversation.id);
        if (changed.conversation.id == world.direct)
            QCOMPARE(event->audience, (std::vector{chat.bob, chat.carol}));
    }
    QCOMPARE(told, (std::set{world.shared, world.direct, world.second}));
    const auto profiles = chat.recorder.payloads<ProfileChanged>();
    QCOMPARE(profiles.size(), 1U);
    QCOMPARE(profiles.front().user.id, chat.bob);
}

void JoinerTest::forgetsWhoseMessagesTheyWere()
{
    World world;
    ChatFixture &chat = world.chat;
    const Message message = chat.say(chat.alice, world.shared, u"Hi"_s);
    QVERIFY(chat.memory.places.find(message.id));
    while (world.progress().phase < MergePhase::Belongings)
        QVERIFY(!ChatFixture::orFatal(world.joiner->step(chat.alice)));
    QVERIFY(!chat.memory.places.find(message.id));
}

void JoinerTest::keepsWhatWasReported()
{
    World world;
    ChatFixture &chat = world.chat;
    const QJsonObject evidence{{u"name"_s, u"Alice"_s}};
    const auto userReport = [&](qint64 id, UserId reporter, UserId about) {
        return Report{.id = ReportId(id),
                      .reporter = reporter,
                      .kind = Report::Kind::User,
                      .subject = about.value(),
                      .about = about,
                      .text = u"They lie."_s,
                      .evidence = evidence};
    };
    const auto file = [&chat](const Report &report) {
        QVERIFY(await(
            chat.database->write([report](Stores &stores) { return stores.reports.add(report); })));
    };
    const auto find = [&](qint64 id, UserId viewer) {
        return await(chat.database->read(
            [id, viewer](Stores &stores) { return stores.reports.find(ReportId(id), viewer); }));
    };
    file(userReport(1, chat.carol, chat.alice));
    file(userReport(2, chat.alice, chat.mallory));
    QVERIFY(world.joiner->join(chat.alice, {}));
    for (const qint64 id : {1, 2}) {
        const Report report = find(id, UserId()).value().report;
        QCOMPARE(report.text, u"They lie."_s);
        QCOMPARE(report.evidence, evidence);
    }
    QCOMPARE(find(1, UserId()).value().report.about, chat.bob);
    QCOMPARE(find(2, UserId()).value().report.reporter, chat.bob);
    QVERIFY2(!find(1, chat.bob), "it is about themselves");
}

void JoinerTest::givesNothingToWhoWasErased()
{
    World world;
    ChatFixture &chat = world.chat;
    QVERIFY(world.joiner->step(chat.alice));
    QVERIFY(await(chat.database->write([&chat](Stores &stores) -> Result<> {
        const Timestamp now = chat.clock.now();
        if (auto put = stores.erasures.put({.user = chat.bob, .begunAt = now}); !put)
            return put;
        const auto erased = stores.erasures.eraseIdentity(chat.bob, now);
        return erased ? Result<>() : erased.error();
    })));
    QVERIFY(world.joiner->join(chat.alice, {}));
    const User bob = world.read([&chat](Stores &stores) { return stores.accounts.find(chat.bob); });
    QVERIFY(bob.phone.isEmpty());
    const User alice =
        world.read([&chat](Stores &stores) { return stores.accounts.find(chat.alice); });
    QVERIFY(alice.phone.isEmpty());
}

void JoinerTest::knowsNobodyElse()
{
    World world;
    QCOMPARE(world.joiner->join(world.chat.carol, {}).error().code, "merge_not_found"_L1);
}

QTEST_GUILESS_MAIN(JoinerTest)
#include "tst_joiner.moc"
