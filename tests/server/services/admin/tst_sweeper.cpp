// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sweeper.h"
#include "server/services/chat/starservice.h"
#include "tests/server/services/admin/sweepworld.h"
#include "tests/server/storage/mediaworld.h"

#include <QJsonDocument>
#include <QTest>

#include <future>

using namespace linnet;
using namespace linnet::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class SweeperTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_world.reset(); }

    void removesWhatNobodyNeeds();
    void sparesUploadsThatMayStillBeSent();
    void keepsContentThatIsNeededByAnotherName();
    void removesBlobsOfNothing();
    void reportsWhatIsMissingAndKeepsIt();
    void removesWhatIsTooOld();
    void removesTheOldestUntilTheRestFits();
    void sparesPicturesAndStarredMessages();
    void keepsEqualContentUnderAnotherNameReadable();
    void saysInADryRunWhatASweepDoes();
    void changesNothingInADryRun();
    void keepsWhatIsSentMeanwhile();
    void keepsWhatIsStarredMeanwhile();
    void keepsWhatIsUploadedMeanwhile();
    void losesNothingOfManyUploads();
    void goesOnAfterACrash();
    void isAuditedOnce();

private:
    QList<AuditEntry> audit()
    {
        const auto entries = await(m_world->chat.database->read(
            [](Stores &stores) { return stores.audit.list({.limit = 100}); }));
        return QList<AuditEntry>(entries->begin(), entries->end());
    }

    std::unique_ptr<SweepWorld> m_world;
    ConversationId m_chat;
};

void SweeperTest::init()
{
    m_world = std::make_unique<SweepWorld>();
    m_chat = m_world->chat.directChat(m_world->chat.alice, m_world->chat.bob);
}

void SweeperTest::removesWhatNobodyNeeds()
{
    SweepWorld &world = *m_world;
    const Media loose = world.upload(world.chat.alice, "never sent");
    const Media sent = world.upload(world.chat.alice, "sent and kept");
    const Media gone = world.upload(world.chat.bob, "sent and deleted");
    world.send(world.chat.alice, m_chat, sent);
    const Message deleted = world.send(world.chat.bob, m_chat, gone);
    world.retract(deleted);
    world.chat.clock.advance(25h);
    const Sweep sweep = world.sweep({});
    QCOMPARE(sweep.state, Sweep::State::Done);
    QCOMPARE(sweep.endedAt, std::optional(world.chat.clock.now()));
    QCOMPARE(sweep.findings.unused, (SweepTally{2, 26}));
    QCOMPARE(sweep.findings.unreferenced, SweepTally());
    QVERIFY(world.isReadable(sent, "sent and kept"));
    for (const Media &file : {loose, gone}) {
        QCOMPARE(world.errorOf(file).kind, Error::Kind::NotFound);
        QVERIFY(!world.blobs.contains(file.sha256));
    }
    QCOMPARE(world.sweep({}).findings, SweepFindings());
}

void SweeperTest::sparesUploadsThatMayStillBeSent()
{
    SweepWorld &world = *m_world;
    const Media file = world.upload(world.chat.alice, "in a moment");
    world.chat.clock.advance(24h);
    QCOMPARE(world.sweep({}).findings, SweepFindings());
    QVERIFY(world.isReadable(file, "in a moment"));
    world.chat.clock.advance(1ms);
    QCOMPARE(world.sweep({}).findings.unused.files, 1);
}

void SweeperTest::keepsContentThatIsNeededByAnotherName()
{
    SweepWorld &world = *m_world;
    const Media loose = world.upload(world.chat.alice, "the same");
    const Media sent = world.upload(world.chat.bob, "the same");
    world.send(world.chat.bob, m_chat, sent);
    world.chat.clock.advance(25h);
    QCOMPARE(world.sweep({}).findings.unused, (SweepTally{1, 0}));
    QVERIFY(!await(world.media.find(loose.name)));
    QVERIFY(world.isReadable(sent, "the same"));
}

void SweeperTest::removesBlobsOfNothing()
{
    SweepWorld &world = *m_world;
    const Media kept = world.upload(world.chat.alice, "kept");
    world.send(world.chat.alice, m_chat, kept);
    const QByteArray stray = *world.blobs.add("stray");
    const QString folder = QFileInfo(world.blobs.path(stray)).path();
    for (const QString &name : {u"new-a1B2c3"_s, u"notes.txt"_s}) {
        QFile file(folder + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("half") == 4);
    }
    const QByteArray fresh = *world.blobs.add("fresh");
    QFile file(world.blobs.path(fresh));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(
        QDateTime::fromMSecsSinceEpoch(world.chat.clock.now().time_since_epoch().count()),
        QFileDevice::FileModificationTime));
    const Sweep sweep = world.sweep({});
    QCOMPARE(sweep.findings.unreferenced, (SweepTally{1, 5}));
    QCOMPARE(sweep.findings.leftovers, (SweepTally{1, 4}));
    QVERIFY(!world.blobs.contains(stray));
    QVERIFY2(world.blobs.contains(fresh), "somebody may be about to say whose it is");
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList(u"notes.txt"_s));
    QVERIFY(world.isReadable(kept, "kept"));
}

void SweeperTest::reportsWhatIsMissingAndKeepsIt()
{
    SweepWorld &world = *m_world;
    const Media lost = world.upload(world.chat.alice, "lost");
    world.send(world.chat.alice, m_chat, lost);
    QVERIFY(world.blobs.remove(lost.sha256));
    QCOMPARE(world.sweep({}).findings.missing, 0);
    world.chat.clock.advance(25h);
    const Sweep sweep = world.sweep({});
    QCOMPARE(sweep.findings.missing, 1);
    QCOMPARE(sweep.findings.missingFiles, std::vector{lost.id});
    QVERIFY(await(world.media.find(lost.name)));
}

void SweeperTest::removesWhatIsTooOld()
{
    SweepWorld &world = *m_world;
    const Media old = world.upload(world.chat.alice, "old");
    const Message message = world.send(world.chat.alice, m_chat, old);
    world.chat.clock.advance(24h);
    const Media young = world.upload(world.chat.alice, "young");
    world.send(world.chat.alice, m_chat, young);
    const Sweep sweep = world.sweep({.greatestAge = 24h});
    QCOMPARE(sweep.findings.tooOld, (SweepTally{1, 3}));
    QVERIFY(world.isReadable(young, "young"));
    const Error error = world.errorOf(old);
    QCOMPARE(error.kind, Error::Kind::Gone);
    QCOMPARE(error.code, "media_removed"_L1);
    QVERIFY(!world.blobs.contains(old.sha256));
    const auto still = await(world.chat.database->read(
        [&](Stores &stores) { return stores.messages.find(message.id, world.chat.bob); }));
    QCOMPARE(still->body, message.body);
    QCOMPARE(still->mediaUrl, message.mediaUrl);
    QVERIFY2(!still->deletedAt, "only the file is gone");
    QCOMPARE(world.sweep({.greatestAge = 24h}).findings, SweepFindings());
    QVERIFY(world.isReadable(world.upload(world.chat.bob, "old"), "old"));
}

void SweeperTest::removesTheOldestUntilTheRestFits()
{
    SweepWorld &world = *m_world;
    std::vector<Media> files;
    for (const char *content : {"1234567890", "abcdefghij", "ABCDEFGHIJ"}) {
        files.push_back(world.upload(world.chat.alice, content));
        world.send(world.chat.alice, m_chat, files.back());
    }
    QCOMPARE(world.sweep({.budget = 30}).findings, SweepFindings());
    QCOMPARE(world.sweep({.budget = 20}).findings.noRoom, (SweepTally{1, 10}));
    QCOMPARE(world.errorOf(files[0]).kind, Error::Kind::Gone);
    QVERIFY(world.isReadable(files[1], "abcdefghij"));
    QCOMPARE(world.sweep({.budget = 19}).findings.noRoom, (SweepTally{1, 10}));
    QVERIFY(world.isReadable(files[2], "ABCDEFGHIJ"));
}

void SweeperTest::sparesPicturesAndStarredMessages()
{
    SweepWorld &world = *m_world;
    const Media picture = world.upload(world.chat.alice, "a picture of somebody");
    const Media groups = world.upload(world.chat.alice, "a picture of a group");
    const Media starred = world.upload(world.chat.alice, "starred");
    const Media other = world.upload(world.chat.alice, "other");
    const Message message = world.send(world.chat.alice, m_chat, starred);
    world.send(world.chat.alice, m_chat, other);
    StarService stars(world.chat.context);
    QVERIFY(await(stars.mark(world.chat.bob, message.id, StarService::Star::Set)));
    const ConversationId group = world.chat.group(world.chat.alice, {world.chat.bob});
    QVERIFY(await(world.chat.database->write([&](Stores &stores) -> Result<> {
        auto conversation = stores.conversations.locate(group);
        conversation->avatarUrl = SweepWorld::urlOf(groups);
        if (const auto updated = stores.conversations.update(*conversation); !updated)
            return updated.error();
        return showAs(stores, world.chat.alice, SweepWorld::urlOf(picture));
    })));
    world.chat.clock.advance(48h);
    const Sweep sweep = world.sweep({.greatestAge = 1h, .budget = 1});
    QCOMPARE(sweep.findings.tooOld.files, 1);
    QVERIFY(world.isReadable(picture, "a picture of somebody"));
    QVERIFY(world.isReadable(groups, "a picture of a group"));
    QVERIFY(world.isReadable(starred, "starred"));
    QCOMPARE(world.errorOf(other).kind, Error::Kind::Gone);
}

void SweeperTest::keepsEqualContentUnderAnotherNameReadable()
{
    SweepWorld &world = *m_world;
    const Media old = world.upload(world.chat.alice, "the same");
    world.send(world.chat.alice, m_chat, old);
    world.chat.clock.advance(24h);
    const Media young = world.upload(world.chat.bob, "the same");
    world.send(world.chat.bob, m_chat, young);
    QCOMPARE(world.sweep({.greatestAge = 24h}).findings.tooOld, (SweepTally{1, 0}));
    QCOMPARE(world.errorOf(old).kind, Error::Kind::Gone);
    QVERIFY(world.isReadable(young, "the same"));
    // What was removed does not hold on to content that others have.
    world.chat.clock.advance(24h + 1ms);
    QCOMPARE(world.sweep({.greatestAge = 24h}).findings.tooOld, (SweepTally{1, 8}));
    QVERIFY(!world.blobs.contains(old.sha256));
}

void SweeperTest::saysInADryRunWhatASweepDoes()
{
    SweepWorld &world = *m_world;
    for (int i = 0; i < 12; ++i) {
        // Every third has content of its own; the others share three; every fourth is not sent.
        const QByteArray content =
            i % 3 == 0 ? "own " + QByteArray::number(i) : "shared " + QByteArray::number(i % 5);
        const Media file = world.upload(i % 2 ? world.chat.alice : world.chat.bob, content);
        if (i % 4)
            world.send(world.chat.alice, m_chat, file);
    }
    QVERIFY(world.blobs.add("stray"));
    world.chat.clock.advance(25h);
    for (const qint64 budget : {0, 1, 10, 20, 30, 1'000}) {
        const SweepRules rules{.greatestAge = budget == 1'000 ? 25h + 4s : 0h, .budget = budget};
        const Sweep tried = world.sweep(rules, Sweep::Mode::DryRun);
        QCOMPARE(world.sweep(rules, Sweep::Mode::DryRun).findings, tried.findings);
        if (budget == 10 || budget == 1'000)
            QCOMPARE(world.sweep(rules).findings, tried.findings);
    }
}

void SweeperTest::changesNothingInADryRun()
{
    SweepWorld &world = *m_world;
    const Media loose = world.upload(world.chat.alice, "never sent");
    const Media sent = world.upload(world.chat.alice, "sent");
    world.send(world.chat.alice, m_chat, sent);
    const QByteArray stray = *world.blobs.add("stray");
    world.chat.clock.advance(25h);
    const Sweep sweep = world.sweep({.greatestAge = 1h}, Sweep::Mode::DryRun);
    QCOMPARE(sweep.findings.unused, (SweepTally{1, 10}));
    QCOMPARE(sweep.findings.tooOld, (SweepTally{1, 4}));
    QCOMPARE(sweep.findings.unreferenced, (SweepTally{1, 5}));
    QVERIFY(world.isReadable(loose, "never sent"));
    QVERIFY(world.isReadable(sent, "sent"));
    QVERIFY(world.blobs.contains(stray));
    QVERIFY(audit().empty());
}

void SweeperTest::keepsWhatIsSentMeanwhile()
{
    SweepWorld &world = *m_world;
    const Media file = world.upload(world.chat.alice, "at the last moment");
    const Media other = world.upload(world.chat.alice, "never");
    world.chat.clock.advance(25h);
    int looked = 0;
    world.blobs.whenLookedFor = [&] {
        if (++looked == 2)
            world.send(world.chat.alice, m_chat, file);
    };
    QCOMPARE(world.sweep({}).findings.unused, (SweepTally{1, 5}));
    QVERIFY(world.isReadable(file, "at the last moment"));
    QVERIFY(!await(world.media.find(other.name)));
}

//! What was chosen is looked at again in the transaction that would remove it.
void SweeperTest::keepsWhatIsStarredMeanwhile()
{
    SweepWorld &world = *m_world;
    const Media file = world.upload(world.chat.alice, "dear");
    const Message message = world.send(world.chat.alice, m_chat, file);
    world.chat.clock.advance(25h);
    world.blobs.whenLookedFor = [&] {
        StarService stars(world.chat.context);
        QVERIFY(await(stars.mark(world.chat.alice, message.id, StarService::Star::Set)));
    };
    QCOMPARE(world.sweep({.greatestAge = 1h}).findings.tooOld.files, 0);
    QVERIFY(world.isReadable(file, "dear"));
}

//! The content is on the disk, and nobody's, when the sweep lists it; then somebody uploads it.
void SweeperTest::keepsWhatIsUploadedMeanwhile()
{
    SweepWorld &world = *m_world;
    const QByteArray stray = *world.blobs.add("wanted again");
    std::optional<Media> uploaded;
    world.blobs.whenListed = [&](int shelf) {
        if (shelf == uchar(stray.front()))
            uploaded = world.upload(world.chat.alice, "wanted again");
    };
    QCOMPARE(world.sweep({}).findings.unreferenced, SweepTally());
    QVERIFY(uploaded && world.isReadable(*uploaded, "wanted again"));
}

//! Uploads of few contents, again and again, beside sweeps that take everything that is unused at
//! once: whatever was sent can be read.
void SweeperTest::losesNothingOfManyUploads()
{
    SweepWorld &world = *m_world;
    std::atomic<bool> isOver = false;
    auto sweeping = std::async(std::launch::async, [&] {
        const Mailbox mailbox;
        int sweeps = 0;
        while (!isOver || sweeps < 2) {
            Sweep sweep{.rules = {.uploadGrace = -1h}};
            sweep.number = *blockOn(world.chat.database->write(
                [sweep](Stores &stores) { return stores.sweeps.add(sweep); }));
            if (!Sweeper({world.chat.database, world.blobs, world.chat.clock}, sweep, {}).run())
                return -1;
            ++sweeps;
        }
        return sweeps;
    });
    std::vector<std::pair<Media, QByteArray>> sent;
    for (int i = 0; i < 60; ++i) {
        const QByteArray content = "content " + QByteArray::number(i % 4);
        const auto uploaded = world.tryUpload(world.chat.alice, content);
        if (!uploaded) { // A sweep without any grace may take what is just being written.
            QCOMPARE(uploaded.error().code, "storage_unavailable"_L1);
            continue;
        }
        const Media &file = *uploaded;
        const Message message = world.send(world.chat.alice, m_chat, file);
        // Between the two, a sweep without any grace may have taken the file: as if it had waited.
        if (!await(world.media.find(file.name)))
            continue;
        QVERIFY2(world.isReadable(file, content), content.constData());
        sent.emplace_back(file, content);
        if (i % 3) {
            world.retract(message);
            sent.pop_back();
        }
    }
    isOver = true;
    QVERIFY(sweeping.get() > 0);
    for (const auto &[file, content] : sent)
        QVERIFY(world.isReadable(file, content));
    QVERIFY(!sent.empty());
}

void SweeperTest::goesOnAfterACrash()
{
    SweepWorld &world = *m_world;
    const Media lost = world.upload(world.chat.alice, "lost");
    world.send(world.chat.alice, m_chat, lost);
    QVERIFY(world.blobs.remove(lost.sha256));
    QVERIFY(world.upload(world.chat.alice, "never sent").id.value() > 0);
    QVERIFY(world.blobs.add("stray"));
    world.chat.clock.advance(25h);
    std::stop_source source;
    world.blobs.whenListed = [&source](int shelf) {
        if (shelf == 0)
            source.request_stop();
    };
    const qint64 number = world.order({});
    QCOMPARE(world.run(number, source.get_token()).error().kind, Error::Kind::Unavailable);
    QCOMPARE(world.stored(number).state, Sweep::State::UnderWay);
    QCOMPARE(world.stored(number).findings.unused.files, 1);
    world.blobs.whenListed = nullptr;
    QVERIFY(world.run(number));
    const Sweep sweep = world.stored(number);
    QCOMPARE(sweep.state, Sweep::State::Done);
    QCOMPARE(sweep.findings.unused, (SweepTally{1, 10}));
    QCOMPARE(sweep.findings.unreferenced, (SweepTally{1, 5}));
    QCOMPARE(sweep.findings.missing, 1);
}

void SweeperTest::isAuditedOnce()
{
    SweepWorld &world = *m_world;
    world.upload(world.chat.alice, "never sent");
    world.chat.clock.advance(25h);
    const Sweep sweep = world.sweep({});
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"storage.swept"_s);
    QCOMPARE(audit().front().target, u"sweep:1"_s);
    QCOMPARE(QJsonDocument::fromJson(audit().front().after.toUtf8()).object(),
             toJson(sweep.findings));
}

QTEST_GUILESS_MAIN(SweeperTest)
#include "tst_sweeper.moc"
