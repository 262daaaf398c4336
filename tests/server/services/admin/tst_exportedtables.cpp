// SPDX-License-Identifier: GPL-3.0-or-later
// What of all that is stored goes out by an export, and back in: whoever adds a table or a column
// says here what becomes of it.
#include "server/services/admin/personexportservice.h"
#include "server/services/admin/serverexportservice.h"
#include "server/services/cpupool.h"
#include "server/storage/blob/fileblobstore.h"
#include "server/storage/sql/statement.h"
#include "tests/server/services/admin/zipcontent.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/fakesettingtarget.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief What becomes of a column. What begins with "no: " is a reason why it is left out.
struct Told
{
    const char *column; //!< "table.column", or "table.*" for what is said of no column by itself.
    const char *all; //!< "type.key" of a line of `export all`.
    const char *back; //!< "yes", where `import all` brings it in.
    const char *person; //!< "file key" of `user export`.
};

constexpr auto Secret = "no: lets somebody in, or proves who somebody is";
constexpr auto Own = "no: is of the server itself, and of no other one";
constexpr auto Queue = "no: is work under way";
constexpr auto Counter = "no: is counted by the server";
constexpr auto Staff = "no: is the record of those who run this server";
constexpr auto Others = "no: says what others did";
constexpr auto News = "no: has been told there, and an import notifies nobody";
constexpr auto Id = "no: each server gives its own";
constexpr auto Ended = "no: is over with the account";

constexpr Told List[] = {
    {"account.id", "user.id", Id, "profile.json id"},
    {"account.display_name", "user.name", "yes", "profile.json name"},
    {"account.search_name", Counter, Counter, Counter},
    {"account.avatar_url", "user.picture", "no: the file is not in it", "profile.json picture"},
    {"account.status_text", "user.status", "yes", "profile.json status"},
    {"account.created_at", "user.createdAt", "no: an account is as old as its import",
     "profile.json createdAt"},
    {"account.updated_at", "no: says nothing that the other columns do not",
     "no: it changes with the import", "profile.json updatedAt"},
    {"account.phone", "user.phone", "yes", "profile.json phone"},
    {"account.email", "user.email", "yes", "profile.json email"},
    {"account.email_verified_at", "user.emailVerified", "yes", "profile.json emailVerified"},
    {"account.username", "user.username", "yes", "profile.json username"},
    {"account.bio", "user.bio", "yes", "profile.json bio"},
    {"account.last_seen_audience", "user.privacy", "yes", "profile.json privacy"},
    {"account.avatar_audience", "user.privacy", "yes", "profile.json privacy"},
    {"account.group_audience", "user.privacy", "yes", "profile.json privacy"},
    {"account.read_receipts", "user.privacy", "yes", "profile.json privacy"},
    {"account.language", "user.language", "yes", "profile.json language"},
    {"account.staff_role", "user.role", "yes", "profile.json role"},
    {"mail_choice.account_id", "user.id", "yes", "profile.json id"},
    {"mail_choice.friend_requests", "user.mails", "yes", "profile.json mails"},
    {"mail_choice.while_away", "user.mails", "yes", "profile.json mails"},
    {"suspension.account_id", "user.id", "yes", "profile.json id"},
    {"suspension.suspended_at", "no: until when is what counts", "no: it is as old as the import",
     "profile.json suspension"},
    {"suspension.suspended_until", "user.suspension", "yes", "profile.json suspension"},
    {"suspension.reason", "user.suspension", "yes", "profile.json suspension"},
    {"suspension.suspended_by", Staff, Staff, Others},
    {"merger.account_id", "user.id", Ended, Ended},
    {"merger.into_id", "user.mergedInto", Ended, Ended},
    {"merger.merged_at", Staff, Ended, Ended},
    {"merger.merged_by", Staff, Ended, Ended},
    {"merger_progress.*", Staff, Ended, Ended},
    {"erasure.account_id", "user.state", Ended, "profile.json id"},
    {"erasure.due_at", "user.state", Ended, "profile.json erasureDueAt"},
    {"erasure.*", Staff, Ended, "no: has a receipt of its own"},

    {"friendship.id", Id, Id, Id},
    {"friendship.low_id", "friendship.from", "yes", "people.ndjson user"},
    {"friendship.high_id", "friendship.to", "yes", "people.ndjson user"},
    {"friendship.from_id", "friendship.from", "yes", "people.ndjson askedBy"},
    {"friendship.to_id", "friendship.to", "yes", "people.ndjson user"},
    {"friendship.state", "friendship.state", "yes", "people.ndjson is"},
    {"friendship.created_at", "friendship.createdAt", "yes", "people.ndjson askedAt"},
    {"friendship.changed_at", "friendship.changedAt", "yes", "people.ndjson since"},
    {"block.blocker_id", "block.blocker", "yes", "people.ndjson is"},
    {"block.blocked_id", "block.blocked", "yes", "people.ndjson user"},
    {"block.created_at", "block.createdAt", "yes", "people.ndjson since"},

    {"conversation.id", "conversation.id", "yes", "conversations.ndjson id"},
    {"conversation.kind", "conversation.kind", "yes", "conversations.ndjson kind"},
    {"conversation.title", "conversation.title", "yes", "conversations.ndjson title"},
    {"conversation.bio", "conversation.bio", "yes", "no: is the group's"},
    {"conversation.avatar_url", "conversation.picture", "no: the file is not in it",
     "no: is the group's"},
    {"conversation.direct_key", "member.user", "yes", "conversations.ndjson with"},
    {"conversation.created_by", "conversation.owner", "yes", "no: is the group's"},
    {"conversation.created_at", "conversation.createdAt", "yes", "conversations.ndjson createdAt"},
    {"conversation.updated_at", "conversation.updatedAt", "no: it changes with the import",
     "conversations.ndjson updatedAt"},
    {"conversation.last_seq", "conversation.messages", "yes", "conversations.ndjson messages"},
    {"conversation.last_change", Counter, Counter, Counter},
    {"conversation.member_count", Counter, Counter, Counter},
    {"conversation.closed_at", "conversation.closed", "yes", "no: follows from blocks"},
    {"conversation.frozen_at", "conversation.frozen", "yes", "no: is the group's"},

    {"member.conversation_id", "member.conversation", "yes", "conversations.ndjson id"},
    {"member.user_id", "member.user", "yes", "profile.json id"},
    {"member.role", "member.role", "yes", "conversations.ndjson role"},
    {"member.joined_at", "member.joinedAt", "yes", "conversations.ndjson joinedAt"},
    {"member.joined_seq", "member.joinedSeq", "yes", "conversations.ndjson joinedSeq"},
    {"member.left_seq", "member.leftSeq", "yes", "conversations.ndjson leftSeq"},
    {"member.delivered_seq", "member.deliveredSeq", "yes", "conversations.ndjson deliveredSeq"},
    {"member.read_seq", "member.readSeq", "yes", "conversations.ndjson readSeq"},
    {"member.shown_read_seq", "member.shownReadSeq", "yes", "conversations.ndjson shownReadSeq"},
    {"member.hidden_seq", "member.hiddenSeq", "yes", "conversations.ndjson hiddenSeq"},
    {"member.muted_until", "member.mutedUntil", "yes", "conversations.ndjson mutedUntil"},
    {"member.own_unread", Counter, Counter, Counter},
    {"member.change_seq", Counter, Counter, Counter},

    {"message.id", "message.id", Id, "messages.ndjson id"},
    {"message.conversation_id", "message.conversation", "yes", "messages.ndjson conversation"},
    {"message.seq", "message.seq", "yes", "messages.ndjson seq"},
    {"message.change_seq", Counter, Counter, Counter},
    {"message.changed_seq", Counter, Counter, Counter},
    {"message.sender_id", "message.sender", "yes", "profile.json id"},
    {"message.client_id", "message.clientId", "yes", "messages.ndjson clientId"},
    {"message.fingerprint", Counter, Counter, Counter},
    {"message.kind", "message.kind", "yes", "messages.ndjson kind"},
    {"message.body", "message.text", "yes", "messages.ndjson text"},
    {"message.media_url", "message.file", "yes", "messages.ndjson file"},
    {"message.media_thumbnail", "message.thumbnail", "yes", "messages.ndjson thumbnail"},
    {"message.media_size", "message.fileSize", "yes", "messages.ndjson fileSize"},
    {"message.reply_to", "message.replyTo", "yes", "messages.ndjson replyTo"},
    {"message.created_at", "message.sentAt", "yes", "messages.ndjson sentAt"},
    {"message.edited_at", "message.editedAt", "yes", "messages.ndjson editedAt"},
    {"message.deleted_at", "message.deletedAt", "yes", "messages.ndjson deletedAt"},
    {"message.mentions", "message.mentions", "yes", "messages.ndjson mentions"},
    {"message.membership", "message.membership", "yes", "no: is of lines that nobody wrote"},
    {"reading.conversation_id", "reading.conversation", "yes", "readings.ndjson conversation"},
    {"reading.reader_id", "reading.user", "yes", "profile.json id"},
    {"reading.after_seq", "reading.afterSeq", "yes", "readings.ndjson afterSeq"},
    {"reading.through_seq", "reading.throughSeq", "yes", "readings.ndjson throughSeq"},
    {"reading.at", "reading.at", "yes", "readings.ndjson at"},
    {"star.user_id", "star.user", "yes", "profile.json id"},
    {"star.conversation_id", "star.conversation", "yes", "stars.ndjson conversation"},
    {"star.message_id", "star.message", "yes", "stars.ndjson message"},
    {"star.created_at", "star.createdAt", "yes", "stars.ndjson starredAt"},

    {"media.id", "file.id", Id, Id},
    {"media.name", "no: whoever knows it may read the file", Id, "media.ndjson file"},
    {"media.sha256", "file.sha256", "no: it follows from the file", "no: it follows from the file"},
    {"media.size", "file.size", "yes", "media.ndjson bytes"},
    {"media.content_type", "file.contentType", "no: the server looks at the file",
     "media.ndjson type"},
    {"media.kind", "message.kind", "no: the server looks at the file", "messages.ndjson kind"},
    {"media.original_name", "file.name", "no: a file is called as it was saved",
     "media.ndjson name"},
    {"media.owner_id", "file.owner", "yes", "profile.json id"},
    {"media.created_at", "file.createdAt", "no: a file is as old as its import",
     "media.ndjson uploadedAt"},
    {"media.removed_at", "file.removedAt", "no: there is nothing left of it",
     "media.ndjson removedAt"},
    {"media.removal", "file.removedBecause", "no: there is nothing left of it",
     "media.ndjson removedBecause"},
    {"media.*", "no: the server makes it of the file", "no: the server makes it of the file",
     "no: the server makes it of the file"},
    {"setting.name", "setting.name", Own, Own},
    {"setting.value", "setting.value", Own, Own},

    {"notification.kind", News, News, "notifications.ndjson kind"},
    {"notification.actor_id", News, News, "notifications.ndjson by"},
    {"notification.conversation_id", News, News, "notifications.ndjson conversation"},
    {"notification.message_id", News, News, "notifications.ndjson message"},
    {"notification.data", News, News, "notifications.ndjson data"},
    {"notification.created_at", News, News, "notifications.ndjson createdAt"},
    {"notification.read_at", News, News, "notifications.ndjson readAt"},
    {"notification.*", News, News, Id},
    {"session.device", Secret, Secret, "sessions.ndjson device"},
    {"session.dialect", Secret, Secret, "sessions.ndjson dialect"},
    {"session.client_name", Secret, Secret, "sessions.ndjson client"},
    {"session.address", Secret, Secret, "sessions.ndjson address"},
    {"session.user_agent", Secret, Secret, "sessions.ndjson userAgent"},
    {"session.created_at", Secret, Secret, "sessions.ndjson createdAt"},
    {"session.last_seen_at", "user.lastSeenAt", Secret, "sessions.ndjson lastSeenAt"},
    {"session.expires_at", Secret, Secret, "sessions.ndjson expiresAt"},
    {"session.revoked_at", Secret, Secret, "sessions.ndjson endedAt"},
    {"session.revoked_why", Secret, Secret, "sessions.ndjson endedWhy"},
    {"session.*", Secret, Secret, Secret},
    {"report.kind", Staff, Staff, "reports.ndjson kind"},
    {"report.subject_id", Staff, Staff, "reports.ndjson subject"},
    {"report.reason", Staff, Staff, "reports.ndjson reason"},
    {"report.text", Staff, Staff, "reports.ndjson text"},
    {"report.created_at", Staff, Staff, "reports.ndjson reportedAt"},
    {"report.*", Staff, Staff, Others},
    {"report_note.*", Staff, Staff, Others},
    {"password.*", Secret, Secret, Secret},
    {"authenticator.*", Secret, Secret, Secret},
    {"recovery_code.*", Secret, Secret, Secret},
    {"refresh_token.*", Secret, Secret, Secret},
    {"sign_in_ticket.*", Secret, Secret, Secret},
    {"one_time_code.*", Secret, Secret, Secret},
    {"mail_link.*", Secret, Secret, Secret},
    {"code_budget.*", Own, Own, "no: is of networks"},
    {"code_attempt.*", Own, Own, "no: is kept for a moment, masked"},
    {"absence.*", Queue, Queue, Queue},
    {"job.*", Queue, Queue, Queue},
    {"audit.*", Staff, Staff, Staff},
    {"audit_checkpoint.*", Staff, Staff, Staff},
    {"backup.*", Own, Own, Own},
    {"schema_migration.*", Own, Own, Own},
    {"sweep.*", Own, Own, Own},
    {"webhook.*", Secret, Secret, Own},
    {"webhook_delivery.*", Queue, Queue, Own},
};

bool isLeftOut(const char *told)
{
    return QByteArrayView(told).startsWith("no: ");
}

//! \return the keys of all lines of \p text.
QSet<QString> keysIn(const QByteArray &text)
{
    QSet<QString> keys;
    for (const QByteArray &line : text.trimmed().split('\n')) {
        for (const QString &key : QJsonDocument::fromJson(line).object().keys())
            keys.insert(key);
    }
    return keys;
}

} // namespace

class ExportedTablesTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysOfEachColumnWhatBecomesOfIt();
    void saysNothingOfWhatIsNotThere();
    void hasInAllWhatItSays();
    void hasOfAPersonWhatItSays();

private:
    static QStringList columns();
    void populate();
    QByteArray exportedAll();
    ZipContent exportedPerson();

    const Actor m_actor = Actor::local(0, u"r"_s);
    FakeSettingTarget m_settings;
    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileBlobStore> m_blobs;
    std::unique_ptr<CpuPool> m_pool;
};

void ExportedTablesTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_blobs = std::make_unique<FileBlobStore>(m_folder->filePath(u"media"_s));
    m_pool = std::make_unique<CpuPool>();
}

void ExportedTablesTest::cleanup()
{
    m_pool.reset();
    m_chat.reset();
}

//! \return "table.column" for all of a database that has just been made.
QStringList ExportedTablesTest::columns()
{
    TestStores stores;
    const auto found =
        Statement(stores.connection(), R"(
        SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid)")
            .fetch([](const SqlRow &row) { return QString(row.text(0) + u'.' + row.text(1)); });
    return QStringList(found->begin(), found->end());
}

//! At least one of each thing that an export has.
void ExportedTablesTest::populate()
{
    const UserId bob = m_chat->bob;
    m_chat->befriend(m_chat->alice, bob);
    QVERIFY(await(m_chat->blocks.block(bob, m_chat->mallory)));
    m_chat->group(m_chat->alice, {bob});
    const ConversationId chat = m_chat->directChat(m_chat->alice, bob);
    const Message said = m_chat->say(bob, chat, u"Hi"_s);
    const Message answer = m_chat->say(m_chat->alice, chat, u"Ho"_s);
    Draft reply = m_chat->draft(bob, chat, u"Well"_s);
    reply.replyTo = answer.id;
    QVERIFY(await(m_chat->messages.send(reply)));
    const Media file{.id = m_chat->ids.next<MediaId>(),
                     .name = "loose.bin",
                     .sha256 = ChatFixture::orFatal(m_blobs->add("loose")),
                     .size = 5,
                     .contentType = "application/octet-stream",
                     .owner = bob};
    ChatFixture::orFatal(await(m_chat->database->write([=](Stores &stores) -> Result<int> {
        if (const auto added = stores.history.addStar(bob, said, test::at(1)); !added)
            return added.error();
        if (const auto added = stores.history.addReading(chat, {bob, 0, 1, test::at(1)}); !added)
            return added.error();
        if (const auto added = stores.media.add(file); !added)
            return added.error();
        const auto added = stores.sessions.add({.id = SessionId(1), .user = bob, .device = u"d"_s});
        return added ? Result<int>(0) : added.error();
    })));
    QVERIFY(await(m_chat->reports.file(
        {bob, Report::Kind::User, m_chat->mallory.value(), u"spam"_s, u"Help"_s})));
}

QByteArray ExportedTablesTest::exportedAll()
{
    ServerExportService exports({m_chat->database, m_chat->clock}, m_settings, u"1.2.3"_s);
    const auto all =
        ChatFixture::orFatal(await(exports.begin(m_actor, ServerExport::Extent::Content)));
    QByteArray text;
    for (;;) {
        const QByteArray piece = ChatFixture::orFatal(await(ServerExport::next(all)));
        if (piece.isEmpty())
            return text;
        text += piece;
    }
}

ZipContent ExportedTablesTest::exportedPerson()
{
    PersonExportService exports({m_chat->database, m_chat->clock}, *m_blobs, *m_pool);
    const auto person = ChatFixture::orFatal(await(exports.begin(m_actor, m_chat->bob)));
    QByteArray zip;
    for (;;) {
        const QByteArray piece = ChatFixture::orFatal(await(PersonExport::next(person)));
        if (piece.isEmpty())
            return zipContent(zip);
        zip += piece;
    }
}

void ExportedTablesTest::saysOfEachColumnWhatBecomesOfIt()
{
    QStringList forgotten;
    for (const QString &column : columns()) {
        const QString table = column.section(u'.', 0, 0) + u".*"_s;
        const bool isTold = std::ranges::any_of(List, [&](const Told &told) {
            return column == QLatin1String(told.column) || table == QLatin1String(told.column);
        });
        if (!isTold)
            forgotten.append(column);
    }
    QVERIFY2(forgotten.isEmpty(),
             qPrintable(u"Say in tst_exportedtables what becomes of "_s + forgotten.join(u", "_s)));
}

void ExportedTablesTest::saysNothingOfWhatIsNotThere()
{
    const QStringList all = columns();
    QVERIFY(all.size() > 100);
    for (const Told &told : List) {
        const QString name = QLatin1String(told.column);
        const bool isTable = name.endsWith(u'*');
        const bool isThere = std::ranges::any_of(all, [&](const QString &column) {
            return isTable ? column.startsWith(name.chopped(1)) : column == name;
        });
        QVERIFY2(isThere, told.column);
        QVERIFY2(isLeftOut(told.back) || qstrcmp(told.back, "yes") == 0, told.column);
        QVERIFY2(isLeftOut(told.back) || !isLeftOut(told.all), told.column);
    }
}

void ExportedTablesTest::hasInAllWhatItSays()
{
    populate();
    QSet<QString> keys;
    for (const QByteArray &line : exportedAll().trimmed().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        for (const QString &key : object.keys())
            keys.insert(object["type"_L1].toString() + u'.' + key);
    }
    for (const Told &told : List)
        QVERIFY2(isLeftOut(told.all) || keys.contains(QLatin1String(told.all)), told.all);
}

void ExportedTablesTest::hasOfAPersonWhatItSays()
{
    populate();
    const ZipContent content = exportedPerson();
    QHash<QString, QSet<QString>> keys;
    for (const QString &name : content.keys())
        keys[name] = keysIn(content[name]);
    keys[u"profile.json"_s] = {};
    for (const QString &key : QJsonDocument::fromJson(content[u"profile.json"_s]).object().keys())
        keys[u"profile.json"_s].insert(key);
    for (const Told &told : List) {
        const QString name = QString::fromLatin1(told.person).section(u' ', 0, 0);
        const QString key = QString::fromLatin1(told.person).section(u' ', 1);
        QVERIFY2(isLeftOut(told.person) || keys[name].contains(key), told.person);
    }
}

QTEST_GUILESS_MAIN(ExportedTablesTest)
#include "tst_exportedtables.moc"
