// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/historyimport.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

} // namespace

class HistoryImportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void makesAFrozenGroup();
    void refusesGroupsNobodyCouldMake();
    void storesWhatIsRead();
    void tellsOfABatchOnce();
    void keepsWhatIsAnswered();
    void keepsWhoIsNamed();
    void repeatsHarmlessly();
    void goesIntoWhatIsFrozenAndDirect();
    void letsPeopleWriteOn();
    void refusesWhatIsOlder();
    void refusesWhatNobodyCouldSend_data();
    void refusesWhatNobodyCouldSend();
    void refusesStrangers();
    void refusesToSpeakForTheMorePowerful();
    void rehearses();
    void isAudited();
    void keepsWhatBecameOfMessages();
    void saysHowFarPeopleHadGot();
    void takesNobodyBackTwice();
    void bringsFiles();
    void refusesFilesThatAreNotTheSenders();

private:
    HistoryBatch batch(ConversationId conversation, int count, int from = 0)
    {
        HistoryBatch asked{conversation, u"chat.txt"_s, {}};
        for (int i = from; i < from + count; ++i) {
            const UserId sender = i % 2 == 0 ? m_chat->alice : m_chat->bob;
            asked.messages.push_back({.sender = sender,
                                      .at = m_chat->clock.now() - 24h + i * 1s,
                                      .clientId = u"key-%1"_s.arg(i),
                                      .body = u"message %1"_s.arg(i)});
        }
        return asked;
    }
    Result<HistoryOutcome> add(const HistoryBatch &asked, Run run = Run::ForReal)
    {
        return await(m_import->add(m_actor, asked, run));
    }
    ConversationId begin()
    {
        return ChatFixture::orFatal(
                   await(m_import->begin(m_actor, {u" Old Times "_s, m_chat->alice, {m_chat->bob}},
                                         Run::ForReal)))
            .id;
    }
    std::vector<AuditEntry> audit()
    {
        return await(m_chat->database->read(
                         [](Stores &stores) { return stores.audit.listAfter(0, 100); }))
            .value();
    }

    void addFile(UserId owner)
    {
        Media media;
        media.id = m_chat->ids.next<MediaId>();
        media.name = "secret.jpg";
        media.sha256 = QByteArray(32, 'a');
        media.thumbnailSha256 = QByteArray(32, 'b');
        media.size = 7;
        media.kind = MessageKind::Image;
        media.owner = owner;
        QVERIFY(await(
            m_chat->database->write([media](Stores &stores) { return stores.media.add(media); })));
    }

    const Actor m_actor = Actor::local(0, u"r"_s);
    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<HistoryImport> m_import;
};

void HistoryImportTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_import = std::make_unique<HistoryImport>(m_chat->context);
}

void HistoryImportTest::cleanup()
{
    m_import.reset();
    m_chat.reset();
}

void HistoryImportTest::makesAFrozenGroup()
{
    const ConversationId group = begin();
    const auto view = await(
        m_chat->database->read([group](Stores &stores) { return stores.groupList.find(group); }));
    QCOMPARE(view->group.title, u"Old Times"_s);
    QCOMPARE(view->group.createdBy, m_chat->alice);
    QVERIFY(view->group.isFrozen);
    QCOMPARE(view->members, 2);
    QCOMPARE(m_chat->recorder.events<ConversationChanged>().size(), 1U);
    const auto refused = await(m_chat->messages.send(m_chat->draft(m_chat->bob, group, u"Hi"_s)));
    QCOMPARE(codeOf(refused), u"group_frozen"_s);
}

void HistoryImportTest::refusesGroupsNobodyCouldMake()
{
    const auto made = [this](const QString &title, UserId owner, UserId member) {
        return codeOf(await(m_import->begin(m_actor, {title, owner, {member}}, Run::ForReal)));
    };
    QCOMPARE(made(u" "_s, m_chat->alice, m_chat->bob), u"invalid_input"_s);
    QCOMPARE(made(u"X"_s, UserId(7), m_chat->bob), u"user_not_found"_s);
    QCOMPARE(made(u"X"_s, m_chat->alice, UserId(7)), u"user_not_found"_s);
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    QCOMPARE(made(u"X"_s, m_chat->alice, m_chat->bob), u"cannot_add_member"_s);
}

void HistoryImportTest::storesWhatIsRead()
{
    const ConversationId group = begin();
    const auto outcome = add(batch(group, 5));
    QCOMPARE(codeOf(outcome), u"ok"_s);
    QCOMPARE(outcome->stored(), 5);
    QCOMPARE(outcome->conversation.lastSeq, 5);
    const auto history = await(m_chat->messages.history(m_chat->bob, {.conversation = group}));
    QCOMPARE(history->messages.size(), 5U);
    QCOMPARE(history->messages.back().message.body, u"message 0"_s);
    QCOMPARE(history->messages.back().message.createdAt, m_chat->clock.now() - 24h);
    for (const MessageView &view : history->messages)
        QCOMPARE(view.status, DeliveryStatus::Read);
    for (const UserId user : {m_chat->alice, m_chat->bob}) {
        const auto list = await(m_chat->conversations.list(user));
        QCOMPARE(list->front().unread, 0);
    }
}

void HistoryImportTest::tellsOfABatchOnce()
{
    const ConversationId group = begin();
    m_chat->recorder.clear();
    QVERIFY(add(batch(group, 5)));
    const auto told = m_chat->recorder.events<ConversationChanged>();
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told.front()->audience.size(), 2U);
    QCOMPARE(std::get<ConversationChanged>(told.front()->payload).conversation.lastSeq, 5);
    QVERIFY(m_chat->recorder.events<MessageAdded>().empty());
    QVERIFY(m_chat->recorder.events<NotificationAdded>().empty());
}

//! One of the same batch, one of before, and one that nobody knows.
void HistoryImportTest::keepsWhatIsAnswered()
{
    const ConversationId group = begin();
    const auto first = add(batch(group, 2));
    HistoryBatch next = batch(group, 3, 2);
    next.messages[0].replyTo = PastReference{m_chat->bob, u"key-1"_s};
    next.messages[1].replyTo = PastReference{m_chat->alice, u"key-2"_s};
    next.messages[2].replyTo = PastReference{m_chat->alice, u"key-1"_s};
    const auto outcome = add(next);
    QVERIFY(outcome);
    QCOMPARE(outcome->messages[0].message.replyTo, std::optional(first->messages[1].message.id));
    QCOMPARE(outcome->messages[1].message.replyTo, std::optional(outcome->messages[0].message.id));
    QVERIFY(!outcome->messages[2].message.replyTo);
    QVERIFY(add(next));
    const auto history = await(m_chat->messages.history(m_chat->bob, {.conversation = group}));
    QCOMPARE(history->messages[1].message.replyTo, std::optional(outcome->messages[0].message.id));
}

void HistoryImportTest::keepsWhoIsNamed()
{
    HistoryBatch asked = batch(begin(), 1);
    asked.messages[0].mentions = {m_chat->bob, m_chat->carol, m_chat->bob, UserId(7)};
    const auto outcome = add(asked);
    QCOMPARE(outcome->messages[0].message.mentions, std::vector<UserId>{m_chat->bob});
}

void HistoryImportTest::repeatsHarmlessly()
{
    const ConversationId group = begin();
    QVERIFY(add(batch(group, 5)));
    const size_t entries = audit().size();
    m_chat->recorder.clear();
    const auto again = add(batch(group, 5));
    QCOMPARE(again->stored(), 0);
    QCOMPARE(again->messages.size(), 5U);
    QCOMPARE(audit().size(), entries);
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
    const auto more = add(batch(group, 4, 3));
    QCOMPARE(more->stored(), 2);
    QCOMPARE(more->conversation.lastSeq, 7);
}

void HistoryImportTest::goesIntoWhatIsFrozenAndDirect()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const auto outcome = add(batch(direct, 3));
    QCOMPARE(codeOf(outcome), u"ok"_s);
    QCOMPARE(outcome->conversation.lastSeq, 3);
}

void HistoryImportTest::letsPeopleWriteOn()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(add(batch(group, 3)));
    const Message live = m_chat->say(m_chat->bob, group, u"Hello"_s);
    QCOMPARE(live.seq, 4);
    QVERIFY(live.createdAt >= m_chat->clock.now());
    const auto list = await(m_chat->conversations.list(m_chat->alice));
    QCOMPARE(list->front().unread, 1);
}

void HistoryImportTest::refusesWhatIsOlder()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->say(m_chat->bob, group, u"Hello"_s);
    const auto refused = add(batch(group, 3));
    QCOMPARE(codeOf(refused), u"history_older"_s);
    QVERIFY(refused.error().message.contains(u"new group"_s));
}

void HistoryImportTest::refusesWhatNobodyCouldSend_data()
{
    QTest::addColumn<PastMessage>("wrong");
    const PastMessage fine{
        .sender = UserId(101), .at = test::at(0), .clientId = u"k"_s, .body = u"Hi"_s};
    PastMessage wrong = fine;
    wrong.clientId.clear();
    QTest::newRow("no key") << wrong;
    wrong = fine;
    wrong.body = u"  "_s;
    QTest::newRow("says nothing") << wrong;
    wrong = fine;
    wrong.body = QString(70'000, u'x');
    QTest::newRow("says too much") << wrong;
    wrong = fine;
    wrong.at += 24h * 365 * 100;
    QTest::newRow("of the future") << wrong;
    wrong = fine;
    wrong.file = "no name of a file";
    QTest::newRow("names no file") << wrong;
    wrong = fine;
    wrong.deletedAt = fine.at + 1s;
    QTest::newRow("deleted with a text") << wrong;
    wrong = fine;
    wrong.editedAt = fine.at - 1s;
    QTest::newRow("edited before it was there") << wrong;
    wrong = fine;
    wrong.editedAt = fine.at + 24h * 365 * 100;
    QTest::newRow("edited in the future") << wrong;
    wrong = fine;
    wrong.membership = Membership::Began;
    QTest::newRow("somebody comes in a text") << wrong;
    wrong = fine;
    wrong.kind = MessageKind::Video;
    QTest::newRow("a video without a file") << wrong;
    wrong = fine;
    wrong.kind = MessageKind::System;
    wrong.file = "secret.jpg";
    QTest::newRow("the system's file") << wrong;
}

void HistoryImportTest::refusesWhatNobodyCouldSend()
{
    QFETCH(PastMessage, wrong);
    const ConversationId group = begin();
    QCOMPARE(codeOf(add({group, u"chat.txt"_s, {wrong}})), u"invalid_input"_s);
    QCOMPARE(codeOf(add({group, u"chat.txt"_s, {}})), u"invalid_input"_s);
    QCOMPARE(codeOf(add(batch(group, int(HistoryImport::MostMessages) + 1))), u"invalid_input"_s);
}

void HistoryImportTest::refusesStrangers()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->carol});
    const auto refused = add(batch(group, 2));
    QCOMPARE(codeOf(refused), u"not_a_member"_s);
    QVERIFY(refused.error().message.contains(u"102"_s));
    QCOMPARE(codeOf(add(batch(ConversationId(7), 2))), u"conversation_not_found"_s);
    HistoryBatch unknown = batch(group, 1);
    unknown.messages.front().sender = UserId(7);
    QCOMPARE(codeOf(add(unknown)), u"user_not_found"_s);
}

void HistoryImportTest::refusesToSpeakForTheMorePowerful()
{
    const ConversationId group = begin();
    QVERIFY(await(m_chat->database->write(
        [this](Stores &stores) { return stores.staff.setRole(m_chat->alice, StaffRole::Owner); })));
    const Actor admin = Actor::account(m_chat->carol, u"192.0.2.9"_s, u"r"_s);
    QCOMPARE(codeOf(await(m_import->add(admin, batch(group, 2), Run::ForReal))), u"outranked"_s);
    QCOMPARE(codeOf(await(m_import->begin(admin, {u"X"_s, m_chat->alice, {}}, Run::ForReal))),
             u"outranked"_s);
    QCOMPARE(codeOf(await(m_import->requireAuthority(admin, m_chat->alice))), u"outranked"_s);
    QCOMPARE(codeOf(await(m_import->requireAuthority(admin, m_chat->bob))), u"ok"_s);
}

void HistoryImportTest::rehearses()
{
    const auto group =
        await(m_import->begin(m_actor, {u"X"_s, m_chat->alice, {m_chat->bob}}, Run::Rehearsal));
    QVERIFY(group->isFrozen);
    QCOMPARE(codeOf(add(batch(group->id, 2))), u"conversation_not_found"_s);
    const ConversationId real = begin();
    const size_t entries = audit().size();
    QCOMPARE(add(batch(real, 2), Run::Rehearsal)->stored(), 2);
    QCOMPARE(audit().size(), entries);
    QCOMPARE(add(batch(real, 2))->stored(), 2);
}

void HistoryImportTest::isAudited()
{
    const ConversationId group = begin();
    QVERIFY(add(batch(group, 3)));
    const auto entries = audit();
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries.front().action, u"history.begin"_s);
    QCOMPARE(entries.back().action, u"history.import"_s);
    QCOMPARE(entries.back().target, u"group:"_s + group.toString());
    QVERIFY(entries.back().after.contains(u"\"stored\":3"_s));
    QVERIFY(!entries.back().after.contains(u"message 1"_s));
}

//! Whom a line of the system names may be somebody who comes only then.
void HistoryImportTest::keepsWhatBecameOfMessages()
{
    const ConversationId group = begin();
    HistoryBatch asked = batch(group, 3);
    asked.messages[0].editedAt = asked.messages[0].at + 5s;
    asked.messages[1].body.clear();
    asked.messages[1].deletedAt = asked.messages[1].at + 6s;
    asked.messages[1].kind = MessageKind::Video;
    asked.messages[2].kind = MessageKind::System;
    asked.messages[2].membership = Membership::Began;
    asked.messages[2].mentions = {m_chat->carol, UserId(7), m_chat->carol};
    QCOMPARE(codeOf(add(asked)), u"ok"_s);
    const auto stored = await(m_chat->database->read(
        [group](Stores &stores) { return stores.exports.listMessages(group, 0, 10); }));
    QCOMPARE(stored->at(0).editedAt, asked.messages[0].editedAt);
    QCOMPARE(stored->at(1).deletedAt, asked.messages[1].deletedAt);
    QCOMPARE(stored->at(1).kind, MessageKind::Video);
    QCOMPARE(stored->at(2).kind, MessageKind::System);
    QCOMPARE(stored->at(2).membership, std::optional(Membership::Began));
    QCOMPARE(stored->at(2).mentions, std::vector<UserId>{m_chat->carol});
}

void HistoryImportTest::saysHowFarPeopleHadGot()
{
    const ConversationId group = begin();
    const auto told = [this] { return m_chat->recorder.events<NotificationAdded>().size(); };
    const auto before = told();
    HistoryBatch asked = batch(group, 6);
    const auto of = [this](int i) {
        return PastReference{i % 2 == 0 ? m_chat->alice : m_chat->bob, u"key-%1"_s.arg(i)};
    };
    asked.marks = {{m_chat->bob, of(3), of(2), of(1)},
                   {m_chat->alice, PastReference{m_chat->alice, u"unknown"_s}},
                   {m_chat->mallory}};
    QCOMPARE(codeOf(add(asked)), u"ok"_s);
    const auto bob = await(m_chat->database->read(
        [&](Stores &stores) { return stores.members.find(group, m_chat->bob); }));
    QCOMPARE(bob->deliveredSeq, 4);
    QCOMPARE(bob->readSeq, 3);
    QCOMPARE(bob->shownReadSeq, 2);
    // Of the three after it, two are his own.
    QCOMPARE(await(m_chat->conversations.list(m_chat->bob))->front().unread, 1);
    QCOMPARE(await(m_chat->conversations.list(m_chat->alice))->front().unread, 0);
    QCOMPARE(told(), before);
}

//! What somebody has read since then stays read.
void HistoryImportTest::takesNobodyBackTwice()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    HistoryBatch asked = batch(group, 4);
    asked.marks = {{m_chat->bob}};
    QVERIFY(add(asked));
    QCOMPARE(await(m_chat->conversations.list(m_chat->bob))->front().unread, 2);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, group)));
    QVERIFY(add(asked));
    QCOMPARE(await(m_chat->conversations.list(m_chat->bob))->front().unread, 0);
}

void HistoryImportTest::bringsFiles()
{
    const ConversationId group = begin();
    addFile(m_chat->alice);
    HistoryBatch asked = batch(group, 1);
    asked.messages.front().body.clear();
    asked.messages.front().file = "secret.jpg";
    QCOMPARE(codeOf(add(asked)), u"ok"_s);
    const auto history = await(m_chat->messages.history(m_chat->bob, {.conversation = group}));
    const Message message = history->messages.front().message;
    QCOMPARE(message.kind, MessageKind::Image);
    QCOMPARE(message.mediaUrl, u"/api/v1/media/files/secret.jpg"_s);
    QCOMPARE(message.mediaThumbnail, u"/api/v1/media/thumbnails/thumb_secret.jpg"_s);
    QCOMPARE(message.mediaSize, 7);
}

void HistoryImportTest::refusesFilesThatAreNotTheSenders()
{
    const ConversationId group = begin();
    addFile(m_chat->bob);
    HistoryBatch asked = batch(group, 1);
    asked.messages.front().file = "secret.jpg";
    QCOMPARE(codeOf(add(asked)), u"invalid_input"_s);
    asked.messages.front().file = "unknown.jpg";
    QCOMPARE(codeOf(add(asked)), u"media_not_found"_s);
}

QTEST_GUILESS_MAIN(HistoryImportTest)
#include "tst_historyimport.moc"
