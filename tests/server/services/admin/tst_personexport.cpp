// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/personexportservice.h"
#include "server/services/cpupool.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/server/services/admin/zipcontent.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PersonExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysWhoItIs();
    void hasTheirSessions();
    void hasWhatTheyWroteAlone();
    void missesNoMessageOfTheSameMoment();
    void hasTheirFiles();
    void leavesOutFilesThatAreLost();
    void saysWhichFilesWereRemoved();
    void knowsTheirConversationsAndFriends();
    void knowsWhatTheyChose();
    void knowsWhatIsBetweenThemAndOthers();
    void hasWhatTheyReported();
    void isWrittenDown();
    void refusesWhoMayNot();

private:
    ZipContent exported();
    static QStringList textsIn(const QByteArray &lines);
    Media addMedia(UserId owner, const QByteArray &name, const QByteArray &content);

    const Actor m_actor = Actor::local(0, u"r"_s);
    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileBlobStore> m_blobs;
    std::unique_ptr<CpuPool> m_pool;
    std::unique_ptr<PersonExportService> m_exports;
};

void PersonExportTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_blobs = std::make_unique<FileBlobStore>(m_folder->filePath(u"media"_s));
    m_pool = std::make_unique<CpuPool>();
    m_exports = std::make_unique<PersonExportService>(AdminContext{m_chat->database, m_chat->clock},
                                                      *m_blobs, *m_pool);
}

void PersonExportTest::cleanup()
{
    m_exports.reset();
    m_pool.reset();
    m_chat.reset();
}

ZipContent PersonExportTest::exported()
{
    const auto person = ChatFixture::orFatal(await(m_exports->begin(m_actor, m_chat->bob)));
    QByteArray zip;
    for (;;) {
        const QByteArray piece = ChatFixture::orFatal(await(PersonExport::next(person)));
        if (piece.isEmpty())
            return zipContent(zip);
        zip += piece;
    }
}

QStringList PersonExportTest::textsIn(const QByteArray &lines)
{
    QStringList texts;
    for (const QByteArray &line : lines.trimmed().split('\n'))
        texts.append(QJsonDocument::fromJson(line)["text"_L1].toString());
    return texts;
}

Media PersonExportTest::addMedia(UserId owner, const QByteArray &name, const QByteArray &content)
{
    Media media{.id = m_chat->ids.next<MediaId>(),
                .name = name,
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

void PersonExportTest::saysWhoItIs()
{
    const ZipContent content = exported();
    QCOMPARE(content.keys(),
             (QStringList{u"conversations.ndjson"_s, u"media.ndjson"_s, u"messages.ndjson"_s,
                          u"notifications.ndjson"_s, u"people.ndjson"_s, u"profile.json"_s,
                          u"readings.ndjson"_s, u"reports.ndjson"_s, u"sessions.ndjson"_s,
                          u"stars.ndjson"_s}));
    const auto profile = QJsonDocument::fromJson(content[u"profile.json"_s]);
    QCOMPARE(profile["id"_L1].toString(), m_chat->bob.toString());
    QVERIFY(profile["phone"_L1].toString().startsWith(u'+'));
    QCOMPARE(profile["privacy"_L1]["groups"_L1].toString(), u"everyone"_s);
    QCOMPARE(profile["mails"_L1]["whileAway"_L1], QJsonValue(true));
}

void PersonExportTest::hasTheirSessions()
{
    constexpr int Count = 205; // More than a page.
    const UserId bob = m_chat->bob;
    const UserId alice = m_chat->alice;
    ChatFixture::orFatal(await(m_chat->database->write([=](Stores &stores) -> Result<int> {
        for (int i = 1; i <= Count; ++i) {
            const bool isHers = i == Count;
            Session session{.id = SessionId(i),
                            .user = isHers ? alice : bob,
                            .device = isHers ? u"hers"_s : u"device-%1"_s.arg(i),
                            .expiresAt = test::at(9000)};
            if (const auto added = stores.sessions.add(session); !added)
                return added.error();
        }
        const auto ended =
            stores.sessions.revoke(SessionId(7), {test::at(5), u"user:1"_s, u"Lost"_s});
        return ended ? Result<int>(0) : ended.error();
    })));
    const QByteArray lines = exported()[u"sessions.ndjson"_s];
    QCOMPARE(lines.count('\n'), Count - 1);
    QVERIFY(!lines.contains("hers"));
    QStringList ended;
    for (const QByteArray &line : lines.trimmed().split('\n')) {
        const QJsonDocument session = QJsonDocument::fromJson(line);
        if (session["endedAt"_L1].toString() == toIso(test::at(5)))
            ended.append(session["device"_L1].toString() + u' '
                         + session["endedWhy"_L1].toString());
    }
    QCOMPARE(ended, QStringList{u"device-7 Lost"_s});
    QVERIFY2(!lines.contains("user:1"), "who ended it is somebody else's");
}

void PersonExportTest::hasWhatTheyWroteAlone()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->say(m_chat->bob, chat, u"Hi"_s);
    m_chat->say(m_chat->alice, chat, u"My secret"_s);
    m_chat->say(m_chat->bob, group, u"Bye"_s);
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, group, m_chat->bob)));
    const ZipContent content = exported();
    QCOMPARE(textsIn(content[u"messages.ndjson"_s]), (QStringList{u"Hi"_s, u"Bye"_s}));
    for (const QByteArray &member : content)
        QVERIFY(!member.contains("secret"));
}

void PersonExportTest::missesNoMessageOfTheSameMoment()
{
    std::vector<ConversationId> chats;
    for (const UserId other : {m_chat->alice, m_chat->carol, m_chat->mallory})
        chats.push_back(m_chat->directChat(other, m_chat->bob));
    QStringList said;
    for (int i = 0; i < 450; ++i) {
        said.append(QString::number(i));
        m_chat->say(m_chat->bob, chats[size_t(i) % 3], said.last());
    }
    QStringList found = textsIn(exported()[u"messages.ndjson"_s]);
    QCOMPARE(found.size(), said.size());
    std::sort(found.begin(), found.end());
    std::sort(said.begin(), said.end());
    QCOMPARE(found, said);
}

void PersonExportTest::hasTheirFiles()
{
    const QByteArray large(700'000, 'x');
    const Media sent = addMedia(m_chat->bob, "sent.bin", large);
    addMedia(m_chat->bob, "loose.bin", "loose");
    const Media hers = addMedia(m_chat->alice, "hers.bin", "hers");
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (const Media &media : {sent, sent, hers}) {
        Draft draft = m_chat->draft(m_chat->bob, chat, u"Look"_s);
        draft.mediaUrl = u"/api/v1/media/files/"_s + QString::fromLatin1(media.name);
        QVERIFY(await(m_chat->messages.send(draft)));
    }
    const ZipContent content = exported();
    QCOMPARE(content[u"media/sent.bin"_s], large);
    QCOMPARE(content[u"media/loose.bin"_s], "loose");
    QVERIFY(!content.contains(u"media/hers.bin"_s));
    QCOMPARE(content[u"media.ndjson"_s].count('\n'), 2);
}

void PersonExportTest::leavesOutFilesThatAreLost()
{
    const Media lost = addMedia(m_chat->bob, "lost.bin", "lost");
    addMedia(m_chat->bob, "there.bin", "there");
    QVERIFY(m_blobs->remove(lost.sha256));
    const ZipContent content = exported();
    QVERIFY(!content.contains(u"media/lost.bin"_s));
    QCOMPARE(content[u"media/there.bin"_s], "there");
}

//! Somebody else's file has the same content, and is still there.
void PersonExportTest::saysWhichFilesWereRemoved()
{
    const Media removed = addMedia(m_chat->bob, "removed.bin", "shared");
    addMedia(m_chat->bob, "kept.bin", "kept");
    addMedia(m_chat->alice, "hers.bin", "shared");
    const MediaRemoval removal{test::at(99), MediaRemoval::Why::TooOld};
    ChatFixture::orFatal(await(m_chat->database->write([&](Stores &stores) -> Result<int> {
        const auto marked = stores.sweeps.markRemoved(removed.id, removal);
        return marked ? Result<int>(0) : marked.error();
    })));
    const ZipContent content = exported();
    QVERIFY(!content.contains(u"media/removed.bin"_s));
    QCOMPARE(content[u"media/kept.bin"_s], "kept");
    const QByteArrayList lines = content[u"media.ndjson"_s].trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonDocument gone = QJsonDocument::fromJson(lines[0]);
    QVERIFY(gone["file"_L1].isNull());
    QCOMPARE(gone["state"_L1].toString(), u"removed"_s);
    QCOMPARE(gone["removedAt"_L1].toString(), toIso(test::at(99)));
    QCOMPARE(gone["removedBecause"_L1].toString(), u"too-old"_s);
    const QJsonDocument kept = QJsonDocument::fromJson(lines[1]);
    QCOMPARE(kept["state"_L1].toString(), u"kept"_s);
    QCOMPARE(kept["file"_L1].toString(), u"media/kept.bin"_s);
}

void PersonExportTest::knowsTheirConversationsAndFriends()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    m_chat->group(m_chat->carol, {m_chat->bob});
    const ZipContent content = exported();
    QVERIFY(content[u"people.ndjson"_s].contains(m_chat->alice.toString().toLatin1()));
    QVERIFY(content[u"conversations.ndjson"_s].contains(R"("title":"Project Team")"));
}

void PersonExportTest::knowsWhatTheyChose()
{
    const UserId bob = m_chat->bob;
    QVERIFY(await(m_chat->privacy.change(bob, {Audience::Nobody, {}, {}, {}})));
    QVERIFY(await(m_chat->mailChoices.change(bob, {{}, false})));
    const ConversationId chat = m_chat->directChat(m_chat->alice, bob);
    QVERIFY(await(m_chat->conversations.mute(bob, chat, test::at(5000))));
    const ZipContent content = exported();
    const auto profile = QJsonDocument::fromJson(content[u"profile.json"_s]);
    QCOMPARE(profile["privacy"_L1]["lastSeen"_L1].toString(), u"nobody"_s);
    QCOMPARE(profile["mails"_L1]["whileAway"_L1], QJsonValue(false));
    const auto conversation = QJsonDocument::fromJson(content[u"conversations.ndjson"_s]);
    QCOMPARE(conversation["with"_L1].toString(), m_chat->alice.toString());
    QCOMPARE(conversation["mutedUntil"_L1].toString(), toIso(test::at(5000)));
}

void PersonExportTest::knowsWhatIsBetweenThemAndOthers()
{
    const UserId bob = m_chat->bob;
    m_chat->befriend(m_chat->alice, bob);
    QVERIFY(await(m_chat->friends.request(m_chat->carol, bob)));
    QVERIFY(await(m_chat->blocks.block(bob, m_chat->mallory)));
    const ConversationId chat = m_chat->directChat(m_chat->alice, bob);
    const Message said = m_chat->say(m_chat->alice, chat, u"Hi"_s);
    QVERIFY(await(m_chat->receipts.markRead(bob, chat)));
    ChatFixture::orFatal(await(m_chat->database->write([&](Stores &stores) -> Result<int> {
        const auto added = stores.stars.add(bob, said, test::at(1));
        return added ? Result<int>(0) : added.error();
    })));
    const ZipContent content = exported();
    QStringList standings;
    for (const QByteArray &line : content[u"people.ndjson"_s].trimmed().split('\n'))
        standings.append(QJsonDocument::fromJson(line)["is"_L1].toString());
    QCOMPARE(standings, (QStringList{u"blocked"_s, u"friend"_s, u"asking"_s}));
    QCOMPARE(QJsonDocument::fromJson(content[u"stars.ndjson"_s])["message"_L1].toString(),
             said.id.toString());
    QCOMPARE(QJsonDocument::fromJson(content[u"readings.ndjson"_s])["throughSeq"_L1].toInt(), 1);
    QVERIFY(content[u"notifications.ndjson"_s].contains(R"("kind":"friend-request")"));
}

void PersonExportTest::hasWhatTheyReported()
{
    using Kind = Report::Kind;
    const UserId bob = m_chat->bob;
    QVERIFY(await(
        m_chat->reports.file({bob, Kind::User, m_chat->mallory.value(), u"spam"_s, u"Help"_s})));
    QVERIFY(await(m_chat->reports.file({m_chat->alice, Kind::User, bob.value(), u"other"_s})));
    const QByteArray reports = exported()[u"reports.ndjson"_s];
    QCOMPARE(reports.count('\n'), 1);
    QVERIFY(reports.contains(R"("text":"Help")"));
}

void PersonExportTest::isWrittenDown()
{
    exported();
    const auto entries = ChatFixture::orFatal(await(
        m_chat->database->read([](Stores &stores) { return stores.audit.list({.limit = 1}); })));
    QCOMPARE(entries.front().action, u"user.export"_s);
    QCOMPARE(entries.front().target, u"user:"_s + m_chat->bob.toString());
}

void PersonExportTest::refusesWhoMayNot()
{
    QVERIFY(await(m_chat->database->write([this](Stores &stores) -> Result<> {
        if (auto set = stores.staff.setRole(m_chat->alice, StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(m_chat->bob, StaffRole::Owner);
    })));
    const Actor admin = Actor::account(m_chat->alice, u"192.0.2.9"_s, u"r"_s);
    QCOMPARE(await(m_exports->begin(admin, m_chat->bob)).error().code, "outranked"_L1);
    QCOMPARE(await(m_exports->begin(admin, UserId(999))).error().kind, Error::Kind::NotFound);
    QVERIFY(ChatFixture::orFatal(await(m_chat->database->read([](Stores &stores) {
                return stores.audit.list({.limit = 1});
            }))).empty());
}

QTEST_GUILESS_MAIN(PersonExportTest)
#include "tst_personexport.moc"
