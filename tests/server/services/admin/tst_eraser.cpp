// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasurereceipt.h"
#include "server/services/admin/eraser.h"
#include "server/services/admin/staffservice.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/undonefirst.h"

#include <QFile>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class EraserTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void erasesWhenItIsDue();
    void leavesWhatIsNotAskedForAnyMore();
    void goesOnAfterACrash();
    void endsWhenItIsStopped();
    void keepsMessagesUnlessToldOtherwise();
    void removesMessages();
    void emptiesReports();
    void leavesGroupsToAnHeir();
    void leavesGroupsToNobodyWhoIsSuspended();
    void takesTheNameOutOfLines();
    void takesTheNameOutOfLinesThatWereUndone();
    void closesDirectChats();
    void erasesFilesNobodyNeeds();
    void keepsABlobThatOthersUse();
    void tellsWhoseNameChanged();
    void takesARoleAwayAtOnce();
    void signsAReceipt();
    void replaysTheLedger();
    void knowsWhatWasErasedHere();
    void erasesWhatWasMergedIntoIt();
    void goesOnWithWhatWasMergedIntoIt();
    void waitsForWhatIsBeingMergedIntoIt();

private:
    void merge(UserId from, UserId into);
    Timestamp ask(UserId user, Erasure::Messages messages = Erasure::Messages::Kept);
    Erasure erase(UserId user, Erasure::Messages messages = Erasure::Messages::Kept);
    Erasure erasureOf(UserId user);
    Report report(UserId reporter, Report::Kind kind, qint64 subject);
    Report reportNow(ReportId id);
    Media addMedia(UserId owner, const QByteArray &content);
    std::vector<MessageView> history(ConversationId conversation, UserId viewer);
    User accountOf(UserId user)
    {
        return ChatFixture::orFatal(await(
            m_chat->database->read([user](Stores &stores) { return stores.accounts.find(user); })));
    }

    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileBlobStore> m_blobs;
    std::unique_ptr<Eraser> m_eraser;
    qint64 m_lastMedia = 1'000;
};

void EraserTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_blobs = std::make_unique<FileBlobStore>(m_folder->filePath(u"media"_s));
    m_eraser = std::make_unique<Eraser>(m_chat->context, *m_blobs,
                                        ErasureLedger(m_folder->filePath(ErasureLedgerName)),
                                        Ed25519(QByteArray(Ed25519::KeyBytes, 'k')));
}

void EraserTest::cleanup()
{
    m_eraser.reset();
    m_chat.reset();
}

Timestamp EraserTest::ask(UserId user, Erasure::Messages messages)
{
    const Timestamp now = m_chat->clock.now();
    const Erasure erasure{.user = user,
                          .requestedAt = now,
                          .requestedBy = u"user:9"_s,
                          .dueAt = now + std::chrono::hours(1),
                          .messages = messages};
    ChatFixture::orFatal(await(m_chat->database->write([erasure](Stores &stores) -> Result<int> {
        if (const auto put = stores.erasures.put(erasure); !put)
            return put.error();
        return 0;
    })));
    return now;
}

Erasure EraserTest::erase(UserId user, Erasure::Messages messages)
{
    const Timestamp asked = ask(user, messages);
    m_chat->clock.advance(std::chrono::hours(1));
    const auto erased = m_eraser->erase(user, asked);
    if (!erased)
        qFatal("%s %s", erased.error().code.latin1(), qPrintable(erased.error().detail));
    return erasureOf(user);
}

Erasure EraserTest::erasureOf(UserId user)
{
    return *ChatFixture::orFatal(await(
        m_chat->database->read([user](Stores &stores) { return stores.erasures.find(user); })));
}

Report EraserTest::report(UserId reporter, Report::Kind kind, qint64 subject)
{
    return ChatFixture::orFatal(
               await(m_chat->reports.file({reporter, kind, subject, u"spam"_s, u"Help"_s})))
        .report;
}

Report EraserTest::reportNow(ReportId id)
{
    return ChatFixture::orFatal(await(m_chat->database->read([id](Stores &stores) {
               return stores.reports.find(id, UserId());
           })))
        .report;
}

Media EraserTest::addMedia(UserId owner, const QByteArray &content)
{
    const qint64 id = ++m_lastMedia;
    Media media{.id = MediaId(id),
                .name = QByteArray::number(id) + ".bin",
                .sha256 = ChatFixture::orFatal(m_blobs->add(content)),
                .size = content.size(),
                .contentType = "application/octet-stream",
                .owner = owner};
    ChatFixture::orFatal(await(m_chat->database->write([media](Stores &stores) -> Result<int> {
        if (const auto added = stores.media.add(media); !added)
            return added.error();
        return 0;
    })));
    return media;
}

std::vector<MessageView> EraserTest::history(ConversationId conversation, UserId viewer)
{
    return ChatFixture::orFatal(await(m_chat->database->read([=](Stores &stores) {
        return stores.messages.list({.conversation = conversation, .viewer = viewer});
    })));
}

void EraserTest::erasesWhenItIsDue()
{
    const Timestamp asked = ask(m_chat->bob);
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    QVERIFY(!erasureOf(m_chat->bob).begunAt);
    m_chat->clock.advance(std::chrono::hours(1));
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    const Erasure erasure = erasureOf(m_chat->bob);
    QCOMPARE(erasure.erasedAt, std::optional(m_chat->clock.now()));
    QCOMPARE(erasure.counts["identifiers"_L1].toInt(), 1);
    QCOMPARE(accountOf(m_chat->bob).displayName, QString(ErasedName));
    QVERIFY(accountOf(m_chat->bob).phone.isEmpty());
    QVERIFY(!accountOf(m_chat->alice).phone.isEmpty());
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    QCOMPARE(erasureOf(m_chat->bob), erasure);
}

void EraserTest::leavesWhatIsNotAskedForAnyMore()
{
    const Timestamp asked = ask(m_chat->bob);
    m_chat->clock.advance(std::chrono::minutes(30));
    ask(m_chat->bob);
    m_chat->clock.advance(std::chrono::minutes(30));
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    QVERIFY(!erasureOf(m_chat->bob).begunAt);
    QVERIFY(m_eraser->erase(m_chat->carol, asked));
    QVERIFY(accountOf(m_chat->bob).displayName != QString(ErasedName));
}

void EraserTest::goesOnAfterACrash()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->bob, chat, u"Hi"_s);
    const Timestamp asked = ask(m_chat->bob, Erasure::Messages::Removed);
    m_chat->clock.advance(std::chrono::hours(1));
    std::stop_source source;
    source.request_stop();
    QVERIFY(!m_eraser->erase(m_chat->bob, asked, source.get_token()));
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    const Erasure erasure = erasureOf(m_chat->bob);
    QVERIFY(erasure.erasedAt);
    QCOMPARE(erasure.counts["identifiers"_L1].toInt(), 1);
    QCOMPARE(erasure.counts["messages"_L1].toInt(), 1);
}

void EraserTest::endsWhenItIsStopped()
{
    const Timestamp asked = ask(m_chat->bob);
    m_chat->clock.advance(std::chrono::hours(1));
    std::stop_source source;
    source.request_stop();
    const auto stopped = m_eraser->erase(m_chat->bob, asked, source.get_token());
    QCOMPARE(stopped.error().kind, Error::Kind::Unavailable);
    QVERIFY(!erasureOf(m_chat->bob).erasedAt);
}

void EraserTest::keepsMessagesUnlessToldOtherwise()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->bob, chat, u"Hi"_s);
    erase(m_chat->bob);
    const auto seen = history(chat, m_chat->alice);
    QCOMPARE(seen.size(), 1U);
    QCOMPARE(seen.front().message.body, u"Hi"_s);
    QCOMPARE(seen.front().sender.displayName, QString(ErasedName));
}

void EraserTest::removesMessages()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (int i = 0; i < 450; ++i)
        m_chat->say(m_chat->bob, chat, u"Hi"_s);
    m_chat->say(m_chat->alice, chat, u"Hello"_s);
    const Erasure erasure = erase(m_chat->bob, Erasure::Messages::Removed);
    QCOMPARE(erasure.counts["messages"_L1].toInt(), 450);
    const auto changes = ChatFixture::orFatal(await(m_chat->database->read([&](Stores &stores) {
        return stores.messages.listChanges(chat, m_chat->alice, 0, 1'000);
    })));
    QCOMPARE(changes.size(), 451U);
    QCOMPARE(std::count_if(changes.begin(), changes.end(),
                           [](const MessageView &view) {
                               return view.message.deletedAt && view.message.body.isEmpty();
                           }),
             450);
    for (size_t i = 1; i < changes.size(); ++i)
        QVERIFY(changes[i].message.changeSeq > changes[i - 1].message.changeSeq);
    QCOMPARE(history(chat, m_chat->alice).front().message.body, u"Hello"_s);
}

//! What others said of them stays, and so does what they wrote where their messages do.
void EraserTest::emptiesReports()
{
    using Kind = Report::Kind;
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message his = m_chat->say(m_chat->bob, chat, u"Buy!"_s);
    const Message hers = m_chat->say(m_chat->alice, chat, u"No"_s);
    const Report ofHis = report(m_chat->alice, Kind::Message, his.id.value());
    const Report ofHim = report(m_chat->alice, Kind::User, m_chat->bob.value());
    const Report byHim = report(m_chat->bob, Kind::Message, hers.id.value());

    const Erasure kept = erase(m_chat->bob);
    QCOMPARE(kept.counts["reportTexts"_L1].toInt(), 1);
    QVERIFY2(!kept.counts.contains("reportedProfiles"_L1),
             "Nobody is told that they were reported.");
    QCOMPARE(reportNow(ofHis.id), ofHis);
    QVERIFY(reportNow(ofHim.id).evidence.isEmpty());
    QCOMPARE(reportNow(ofHim.id).text, u"Help"_s);
    QVERIFY(reportNow(byHim.id).text.isEmpty());
    QCOMPARE(reportNow(byHim.id).evidence, byHim.evidence);

    const Erasure removed = erase(m_chat->alice, Erasure::Messages::Removed);
    QVERIFY(!removed.counts.contains("evidence"_L1));
    QVERIFY(reportNow(byHim.id).evidence.isEmpty());
}

void EraserTest::leavesGroupsToAnHeir()
{
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice, m_chat->carol});
    const Erasure erasure = erase(m_chat->bob);
    QCOMPARE(erasure.counts["groups"_L1].toInt(), 1);
    const auto left = ChatFixture::orFatal(await(
        m_chat->database->read([group](Stores &stores) { return stores.members.list(group); })));
    QCOMPARE(left.size(), 2U);
    QCOMPARE(left.front().role, Role::Admin);
    const auto now = ChatFixture::orFatal(await(m_chat->database->read(
        [group](Stores &stores) { return stores.conversations.locate(group); })));
    QCOMPARE(now.createdBy, left.front().user);
}

void EraserTest::leavesGroupsToNobodyWhoIsSuspended()
{
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice, m_chat->carol});
    const UserId first = m_chat->alice;
    QVERIFY(await(m_chat->database->write(
        [first](Stores &stores) { return stores.suspensions.put(first, {}); })));
    erase(m_chat->bob);
    const auto now = ChatFixture::orFatal(await(m_chat->database->read(
        [group](Stores &stores) { return stores.conversations.locate(group); })));
    QCOMPARE(now.createdBy, m_chat->carol);
    const auto heir = ChatFixture::orFatal(await(m_chat->database->read(
        [this, group](Stores &stores) { return stores.members.find(group, m_chat->carol); })));
    QCOMPARE(heir.role, Role::Admin);
}

void EraserTest::takesTheNameOutOfLines()
{
    const QString name = accountOf(m_chat->bob).displayName;
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->carol});
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})));
    QVERIFY(history(group, m_chat->alice).front().message.body.contains(name));
    erase(m_chat->bob);
    const auto seen = history(group, m_chat->alice);
    QCOMPARE(seen.front().message.body, u"Deleted account left"_s);
    for (const MessageView &view : seen)
        QVERIFY(!view.message.body.contains(name));
    QVERIFY(seen[1].message.body.endsWith(u"added Deleted account"_s));
}

//! As happens to whatever shares its commit with what comes to nothing.
void EraserTest::takesTheNameOutOfLinesThatWereUndone()
{
    const QString name = accountOf(m_chat->bob).displayName;
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->carol});
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})));
    UndoneFirst database(m_chat->database);
    ChatFixture &chat = *m_chat;
    m_eraser =
        std::make_unique<Eraser>(ChatContext{database, chat.bus, chat.clock, chat.ids, chat.memory},
                                 *m_blobs, ErasureLedger(m_folder->filePath(ErasureLedgerName)),
                                 Ed25519(QByteArray(Ed25519::KeyBytes, 'k')));
    const Erasure erasure = erase(chat.bob);
    QVERIFY(erasure.erasedAt);
    QCOMPARE(erasure.counts["lines"_L1].toInt(), 2);
    for (const MessageView &view : history(group, chat.alice))
        QVERIFY(!view.message.body.contains(name));
}

void EraserTest::closesDirectChats()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, chat, u"Hi"_s);
    erase(m_chat->bob);
    const auto refused =
        await(m_chat->messages.send(m_chat->draft(m_chat->alice, chat, u"Hello?"_s)));
    QCOMPARE(refused.error().code, "conversation_closed"_L1);
}

void EraserTest::erasesFilesNobodyNeeds()
{
    const Media loose = addMedia(m_chat->bob, "a secret");
    const Media sent = addMedia(m_chat->bob, "a picture");
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    Draft draft = m_chat->draft(m_chat->bob, chat, u"Look"_s);
    draft.mediaUrl =
        u"https://chat.example.org/api/v1/media/files/"_s + QString::fromLatin1(sent.name);
    QVERIFY(await(m_chat->messages.send(draft)));
    QCOMPARE(erase(m_chat->bob).counts["files"_L1].toInt(), 1);
    QVERIFY(!QFile::exists(m_blobs->path(loose.sha256)));
    QVERIFY(QFile::exists(m_blobs->path(sent.sha256)));
}

void EraserTest::keepsABlobThatOthersUse()
{
    const Media bobs = addMedia(m_chat->bob, "the same");
    addMedia(m_chat->alice, "the same");
    erase(m_chat->bob);
    QVERIFY(QFile::exists(m_blobs->path(bobs.sha256)));
    QVERIFY(!await(
        m_chat->database->read([&](Stores &stores) { return stores.media.find(bobs.name); })));
}

void EraserTest::tellsWhoseNameChanged()
{
    m_chat->recorder.clear();
    erase(m_chat->bob);
    const auto told = m_chat->recorder.payloads<ProfileChanged>();
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told.front().user.displayName, QString(ErasedName));
}

void EraserTest::takesARoleAwayAtOnce()
{
    StaffService staff({*m_chat->database, m_chat->clock});
    QVERIFY(await(staff.setRole({.user = {}, .name = u"local:0"_s}, m_chat->alice,
                                StaffRole::Moderator, Run::ForReal)));
    m_eraser->whenNameless([&staff](UserId user) { staff.remember(user, StaffRole::None); });
    erase(m_chat->alice);
    QCOMPARE(staff.roleOf(m_chat->alice), StaffRole::None);
    QVERIFY(staff.whoMay(Capability::ReportsHandle).empty());
}

void EraserTest::signsAReceipt()
{
    const Erasure erasure = erase(m_chat->bob);
    const auto receipt = verifyReceipt(erasure.receipt);
    QVERIFY(receipt);
    QCOMPARE(receipt->claims["user"_L1].toString(), m_chat->bob.toString());
    QCOMPARE(receipt->claims["erased"_L1].toObject(), erasure.counts);
    const auto audit = ChatFixture::orFatal(await(
        m_chat->database->read([](Stores &stores) { return stores.audit.list({.limit = 1}); })));
    QCOMPARE(audit.front().action, u"user.erased"_s);
    QCOMPARE(audit.front().actor, u"system"_s);
}

void EraserTest::replaysTheLedger()
{
    const ErasureLedger ledger(m_folder->filePath(ErasureLedgerName));
    const Timestamp now = m_chat->clock.now();
    for (const UserId user : {m_chat->bob, UserId(999)})
        QVERIFY(ledger.append({.user = user,
                               .requestedAt = now,
                               .requestedBy = u"user:9"_s,
                               .dueAt = now,
                               .begunAt = now}));
    QCOMPARE(m_eraser->replay().value(), 1);
    QCOMPARE(accountOf(m_chat->bob).displayName, QString(ErasedName));
    QVERIFY(verifyReceipt(erasureOf(m_chat->bob).receipt));
    QCOMPARE(m_eraser->replay().value(), 0);
}

void EraserTest::knowsWhatWasErasedHere()
{
    const Erasure erased = erase(m_chat->bob);
    const ErasureLedger ledger(m_folder->filePath(ErasureLedgerName));
    QCOMPARE(ledger.read()->size(), 1U);
    QVERIFY(QFile::remove(ledger.file()));
    QCOMPARE(m_eraser->replay().value(), 0);
    QCOMPARE(ledger.read()->size(), 1U);
    QCOMPARE(ledger.read()->front().user, m_chat->bob);
    QCOMPARE(erasureOf(m_chat->bob), erased);
}

void EraserTest::merge(UserId from, UserId into)
{
    ChatFixture::orFatal(await(m_chat->database->write([=](Stores &stores) -> Result<int> {
        const Merger merger{from, into, test::at(1), u"user:9"_s};
        if (const auto put = stores.merges.put(merger); !put)
            return put.error();
        MergeProgress progress{.from = from};
        while (progress.phase != MergePhase::Identity) {
            const auto step = stores.merges.advance(merger, progress, {});
            if (!step)
                return step.error();
            progress = step->progress;
        }
        return 0;
    })));
}

void EraserTest::erasesWhatWasMergedIntoIt()
{
    const ConversationId between = m_chat->directChat(m_chat->bob, m_chat->carol);
    m_chat->say(m_chat->carol, between, u"Hi"_s);
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->carol);
    m_chat->say(m_chat->carol, chat, u"Hi"_s);
    const Media file = addMedia(m_chat->carol, "bytes");
    merge(m_chat->carol, m_chat->bob);
    const Erasure erasure = erase(m_chat->bob, Erasure::Messages::Removed);
    QCOMPARE(erasure.counts["messages"_L1].toInt(), 1);
    QCOMPARE(erasure.counts["files"_L1].toInt(), 1);
    QVERIFY(!QFile::exists(m_blobs->path(file.sha256)));
    const Erasure source = erasureOf(m_chat->carol);
    QVERIFY(source.erasedAt);
    QCOMPARE(source.counts["messages"_L1].toInt(), 1);
    QVERIFY(history(chat, m_chat->alice).at(0).message.body.isEmpty());
    QVERIFY(history(between, m_chat->bob).at(0).message.body.isEmpty());

    const auto noted = ErasureLedger(m_folder->filePath(ErasureLedgerName)).read();
    QCOMPARE(noted->size(), 2U); // A backup from before has both accounts.
    QCOMPARE(m_eraser->replay().value(), 0);
}

void EraserTest::goesOnWithWhatWasMergedIntoIt()
{
    merge(m_chat->carol, m_chat->bob);
    const Timestamp asked = ask(m_chat->bob);
    m_chat->clock.advance(std::chrono::hours(1));
    std::stop_source source;
    source.request_stop();
    QVERIFY(!m_eraser->erase(m_chat->bob, asked, source.get_token()));
    QVERIFY(!erasureOf(m_chat->carol).erasedAt);
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    QVERIFY(erasureOf(m_chat->carol).erasedAt);
    QVERIFY(erasureOf(m_chat->bob).erasedAt);
}

void EraserTest::waitsForWhatIsBeingMergedIntoIt()
{
    merge(m_chat->carol, m_chat->bob);
    const auto put = [this](MergeProgress::State state) {
        QVERIFY(await(m_chat->database->write([this, state](Stores &stores) {
            return stores.merges.putProgress({.from = m_chat->carol, .state = state});
        })));
    };
    const Timestamp asked = ask(m_chat->bob);
    m_chat->clock.advance(std::chrono::hours(1));
    put(MergeProgress::State::Running);
    const auto refused = m_eraser->erase(m_chat->bob, asked);
    QCOMPARE(refused.error().code, "merge_busy"_L1);
    QCOMPARE(refused.error().kind, Error::Kind::Unavailable);
    QVERIFY(!erasureOf(m_chat->bob).begunAt);
    put(MergeProgress::State::Failed); // Nobody keeps what is left of it for that.
    QVERIFY(m_eraser->erase(m_chat->bob, asked));
    QVERIFY(erasureOf(m_chat->carol).erasedAt);
}

QTEST_GUILESS_MAIN(EraserTest)
#include "tst_eraser.moc"
