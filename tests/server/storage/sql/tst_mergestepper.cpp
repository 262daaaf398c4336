// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/mergestepper.h"
#include "server/storage/sql/statement.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! All of what a merger may change.
constexpr const char *Dumps[] = {
    "SELECT json_array(id, direct_key, created_by, last_seq, last_change, closed_at, member_count)"
    " FROM conversation ORDER BY id",
    "SELECT json_array(conversation_id, user_id, role, joined_at, joined_seq, left_seq,"
    " delivered_seq, read_seq, own_unread, change_seq, shown_read_seq, hidden_seq, muted_until)"
    " FROM member ORDER BY conversation_id, user_id",
    "SELECT json_array(id, conversation_id, seq, change_seq, changed_seq, sender_id, client_id,"
    " mentions, body)"
    " FROM message ORDER BY id",
    "SELECT json_array(conversation_id, after_seq, through_seq, reader_id, at)"
    " FROM reading ORDER BY conversation_id, through_seq, reader_id",
    "SELECT json_array(id, owner_id) FROM media ORDER BY id",
    "SELECT json_array(id, account_id) FROM session ORDER BY id",
    "SELECT json_array(user_id, conversation_id, message_id) FROM star"
    " ORDER BY user_id, conversation_id, message_id",
    "SELECT json_array(blocker_id, blocked_id) FROM block ORDER BY blocker_id, blocked_id",
    "SELECT json_array(id, low_id, high_id, from_id, to_id, state) FROM friendship ORDER BY id",
    "SELECT json_array(id, user_id, kind, actor_id, conversation_id, read_at) FROM notification"
    " ORDER BY id",
};

QStringList dumpOf(SqlConnection &connection)
{
    QStringList rows;
    for (const char *dump : Dumps) {
        const auto part =
            Statement(connection, dump).fetch([](const SqlRow &row) { return row.text(0); });
        if (!part)
            qFatal("%s", qPrintable(part.error().detail));
        rows += QStringList(part->begin(), part->end());
        rows.append(u"--"_s);
    }
    return rows;
}

//! \return how many rows differ, of dumps as they are before and after something.
qsizetype differences(const QStringList &before, const QStringList &after)
{
    const QSet<QString> was(before.begin(), before.end());
    qsizetype count = 0;
    for (const QString &row : after)
        count += was.contains(row) ? 0 : 1;
    return count;
}

} // namespace

class MergeStepperTest : public QObject
{
    Q_OBJECT

private slots:
    void givesTheSameHoweverSmallItsSteps_data();
    void givesTheSameHoweverSmallItsSteps();
    void goesOnFromWhatIsStored();
    void keepsToItsBounds();
    void takesAllSeatsFirst();
    void numbersMessagesWithoutGaps();
    void doesNothingWhenAllIsMoved();
};

void MergeStepperTest::givesTheSameHoweverSmallItsSteps_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("looks");
    QTest::addColumn<int>("conversations");
    QTest::newRow("one of each") << 1 << 1 << 1;
    QTest::newRow("few rows") << 3 << 100 << 5;
    QTest::newRow("few looks") << 100 << 4 << 5;
    QTest::newRow("all") << 10'000 << 10'000 << 100;
}

void MergeStepperTest::givesTheSameHoweverSmallItsSteps()
{
    QFETCH(int, rows);
    QFETCH(int, looks);
    QFETCH(int, conversations);
    MergeFixture whole;
    whole.fill();
    whole.merge();
    MergeFixture parts;
    parts.fill();
    parts.merge({.rows = rows, .looks = looks, .conversations = conversations});
    QCOMPARE(dumpOf(parts.connection()), dumpOf(whole.connection()));
}

//! As a server does that was killed between two steps.
void MergeStepperTest::goesOnFromWhatIsStored()
{
    MergeFixture whole;
    whole.fill();
    whole.merge();
    MergeFixture parts;
    parts.fill();
    MergeStore &store = parts.stores().merges;
    QVERIFY(store.put(parts.merger));
    QVERIFY(store.putProgress(parts.progress));
    std::set<MergePhase> phases;
    for (;;) {
        parts.progress = store.findProgress(parts.from)->value();
        phases.insert(parts.progress.phase);
        if (parts.progress.phase == MergePhase::Identity)
            break;
        QVERIFY(
            store.putProgress(parts.step({.rows = 2, .looks = 5, .conversations = 1}).progress));
    }
    QCOMPARE(phases.size(), 5U);
    QCOMPARE(dumpOf(parts.connection()), dumpOf(whole.connection()));
}

void MergeStepperTest::keepsToItsBounds()
{
    MergeFixture fixture;
    fixture.fill();
    const MergeBounds bounds{.rows = 8, .looks = 20, .conversations = 2};
    while (fixture.progress.phase < MergePhase::Identity) {
        const QStringList before = dumpOf(fixture.connection());
        const MergeStep step = fixture.step(bounds);
        QVERIFY(step.rows <= bounds.rows);
        QVERIFY(step.messages.size() <= size_t(bounds.rows));
        QVERIFY(step.conversations.size() <= size_t(bounds.conversations) + 10); // Of blocks.
        // Of a conversation and its members no more than is said; of each message there is one row.
        const qsizetype changed = differences(before, dumpOf(fixture.connection()));
        QVERIFY2(changed <= bounds.rows + 3 * (bounds.conversations + 1),
                 qPrintable(QString::number(changed)));
    }
}

void MergeStepperTest::takesAllSeatsFirst()
{
    MergeFixture fixture;
    fixture.fill();
    while (fixture.progress.phase == MergePhase::Seats) {
        const MergeStep step = fixture.step({.rows = 4, .looks = 1, .conversations = 1});
        QVERIFY(step.messages.empty() || step.progress.phase == MergePhase::Messages);
    }
    QVERIFY(fixture.stores().conversations.list(fixture.from, {}, 99)->empty());
    const auto tally = fixture.stores().merges.tally(fixture.into).value();
    QCOMPARE(tally["conversations"_L1].toInt(), 6);
}

void MergeStepperTest::numbersMessagesWithoutGaps()
{
    MergeFixture fixture;
    const ConversationId chat = fixture.addDirect(fixture.from, fixture.other);
    for (int i = 0; i < 30; ++i)
        fixture.say(chat, i % 3 ? fixture.from : fixture.other);
    while (fixture.progress.phase < MergePhase::Identity) {
        fixture.step({.rows = 5, .looks = 9, .conversations = 1});
        if (fixture.progress.phase != MergePhase::Seats)
            fixture.say(chat, fixture.other); // Who knows nothing of it.
    }
    const auto seen =
        fixture.stores()
            .messages.list({.conversation = chat, .viewer = fixture.into, .limit = 99})
            .value();
    const auto lastSeq = fixture.stores().conversations.locate(chat)->lastSeq;
    QCOMPARE(qint64(seen.size()), lastSeq);
    QVERIFY(lastSeq > 30);
    for (size_t i = 0; i < seen.size(); ++i) {
        QCOMPARE(seen[i].message.seq, lastSeq - qint64(i));
        QVERIFY(seen[i].message.sender != fixture.from);
    }
}

void MergeStepperTest::doesNothingWhenAllIsMoved()
{
    MergeFixture fixture;
    fixture.fill();
    fixture.merge();
    const QStringList before = dumpOf(fixture.connection());
    const MergeStep step = fixture.step();
    QCOMPARE(step.rows, 0);
    QCOMPARE(step.progress, fixture.progress);
    QCOMPARE(dumpOf(fixture.connection()), before);
}

QTEST_GUILESS_MAIN(MergeStepperTest)
#include "tst_mergestepper.moc"
