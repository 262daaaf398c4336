// SPDX-License-Identifier: GPL-3.0-or-later
// What refers to accounts and conversations, and what becomes of it when two accounts are merged. A
// column that is not known here fails the test: whoever adds one says what a merger does with it.
#include "server/storage/sql/statement.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief What becomes of a column that names the source.
enum class Fate {
    Moved, //!< It names the target.
    Erased, //!< It goes with what the source was known by.
    Kept, //!< It tells what was: who left a group or was merged.
    Other, //!< It names no account.
};

struct Known
{
    const char *column;
    Fate fate;
    const char *count; //!< How many rows have the account there.
};

#define LINNET_KNOWN(table, column, fate)                                                          \
    {                                                                                              \
#table "." #column, Fate::fate, "SELECT count(*) FROM " #table " WHERE " #column " = ?"    \
    }

constexpr Known Columns[] = {
    LINNET_KNOWN(absence, account_id, Erased),
    LINNET_KNOWN(audit, request_id, Other),
    LINNET_KNOWN(authenticator, account_id, Erased),
    LINNET_KNOWN(block, blocked_id, Moved),
    LINNET_KNOWN(block, blocker_id, Moved),
    LINNET_KNOWN(code_attempt, account_id, Erased),
    LINNET_KNOWN(conversation, created_by, Moved),
    LINNET_KNOWN(conversation, direct_key, Other), // Spelt with it: see tst_conversationmerge.
    LINNET_KNOWN(erasure, account_id, Kept),
    LINNET_KNOWN(friendship, from_id, Moved),
    LINNET_KNOWN(friendship, high_id, Moved),
    LINNET_KNOWN(friendship, low_id, Moved),
    LINNET_KNOWN(friendship, to_id, Moved),
    LINNET_KNOWN(mail_choice, account_id, Erased),
    LINNET_KNOWN(mail_link, account_id, Erased),
    LINNET_KNOWN(media, owner_id, Moved),
    LINNET_KNOWN(member, conversation_id, Other),
    LINNET_KNOWN(member, user_id, Kept), // Of groups, as somebody who left.
    LINNET_KNOWN(merger, account_id, Kept),
    LINNET_KNOWN(merger, into_id, Moved), // Whoever was merged into the source before.
    LINNET_KNOWN(merger_progress, account_id, Kept),
    LINNET_KNOWN(merger_progress, conversation_id, Other),
    LINNET_KNOWN(message, conversation_id, Other),
    LINNET_KNOWN(message, mentions, Moved),
    LINNET_KNOWN(message, sender_id, Moved),
    LINNET_KNOWN(message, client_id, Other),
    LINNET_KNOWN(notification, actor_id, Moved),
    LINNET_KNOWN(notification, conversation_id, Other),
    LINNET_KNOWN(notification, friendship_id, Other),
    LINNET_KNOWN(notification, message_id, Other),
    LINNET_KNOWN(notification, user_id, Moved),
    LINNET_KNOWN(password, account_id, Erased),
    LINNET_KNOWN(reading, conversation_id, Other),
    LINNET_KNOWN(reading, reader_id, Moved),
    LINNET_KNOWN(recovery_code, account_id, Erased),
    LINNET_KNOWN(refresh_token, session_id, Other),
    LINNET_KNOWN(report, about_id, Moved),
    LINNET_KNOWN(report, conversation_id, Other),
    LINNET_KNOWN(report, reporter_id, Moved),
    LINNET_KNOWN(report, subject_id, Moved),
    LINNET_KNOWN(report_note, report_id, Other),
    LINNET_KNOWN(session, account_id, Moved),
    LINNET_KNOWN(sign_in_ticket, account_id, Erased),
    LINNET_KNOWN(star, conversation_id, Other),
    LINNET_KNOWN(star, message_id, Other),
    LINNET_KNOWN(star, user_id, Moved),
    LINNET_KNOWN(suspension, account_id, Erased),
    LINNET_KNOWN(webhook_delivery, webhook_id, Other),
};

} // namespace

class MergeSchemaTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsEveryColumn();
    void leavesNothingWithTheSource();
};

void MergeSchemaTest::knowsEveryColumn()
{
    MergeFixture fixture;
    const auto there = Statement(fixture.connection(), R"(
        SELECT t.name || '.' || c.name
        FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
          AND (c.name LIKE '%\_id' ESCAPE '\' OR c.name IN ('direct_key', 'mentions')
               OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name) f
                          WHERE f."from" = c.name
                            AND f."table" IN ('account', 'conversation', 'member')))
        ORDER BY 1)")
                           .fetch([](const SqlRow &row) { return row.text(0); });
    QVERIFY(there);
    QStringList known;
    for (const Known &column : Columns)
        known.append(QString::fromLatin1(column.column));
    known.sort();
    QStringList found(there->begin(), there->end());
    found.sort();
    for (const QString &column : found)
        QVERIFY2(known.contains(column),
                 qPrintable(u"What does a merger do with %1?"_s.arg(column)));
    QCOMPARE(known, found);
}

void MergeSchemaTest::leavesNothingWithTheSource()
{
    MergeFixture fixture;
    fixture.fill();
    Stores &stores = fixture.stores();
    QVERIFY(stores.merges.put({fixture.other, fixture.from, test::at(1), u"user:9"_s}));
    QVERIFY(stores.passwords.put({.user = fixture.from, .hash = u"hash"_s}));
    const auto count = [&fixture](const Known &column) {
        return Statement(fixture.connection(), column.count)
            .bind(fixture.from)
            .one([](const SqlRow &row) { return row.integer(0); })
            .value()
            .value_or(0);
    };
    // Mentions are texts, and the source of this test has the lowest id of all.
    const QSet<QLatin1String> unseen{"message.mentions"_L1, "friendship.high_id"_L1};
    for (const Known &column : Columns) {
        if (column.fate == Fate::Moved && !unseen.contains(QLatin1String(column.column)))
            QVERIFY2(count(column) > 0, column.column);
    }
    QVERIFY(stores.merges.put(fixture.merger));
    fixture.merge();
    QVERIFY(stores.erasures.eraseIdentity(fixture.from, test::at(60)));
    for (const Known &column : Columns) {
        if (column.fate == Fate::Moved || column.fate == Fate::Erased)
            QVERIFY2(count(column) == 0, column.column);
    }
}

QTEST_GUILESS_MAIN(MergeSchemaTest)
#include "tst_mergeschema.moc"
