// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/serverexportservice.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/fakesettingtarget.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ServerExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void beginsAndEndsWithWhatItIs();
    void hasPeopleAndWhoIsWhere();
    void hasWhatWasWrittenOnlyIfAskedFor();
    void hasWhatIsBetweenPeople();
    void goesThroughAllPages();
    void comesInPieces();
    void isWrittenDown();

private:
    using Extent = ServerExport::Extent;

    std::shared_ptr<ServerExport> begin(Extent extent)
    {
        return ChatFixture::orFatal(await(m_exports->begin(Actor::local(0, u"r"_s), extent)));
    }
    std::vector<QJsonObject> exported(Extent extent);
    void addTies(int count, ConversationId chat);
    static QStringList valuesOf(const std::vector<QJsonObject> &lines, const QString &type,
                                const QString &key);

    std::unique_ptr<ChatFixture> m_chat;
    FakeSettingTarget m_settings;
    std::unique_ptr<ServerExportService> m_exports;
};

void ServerExportTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_exports = std::make_unique<ServerExportService>(AdminContext{m_chat->database, m_chat->clock},
                                                      m_settings, u"1.2.3"_s);
}

void ServerExportTest::cleanup()
{
    m_exports.reset();
    m_chat.reset();
}

std::vector<QJsonObject> ServerExportTest::exported(Extent extent)
{
    const auto all = begin(extent);
    std::vector<QJsonObject> lines;
    for (;;) {
        const QByteArray piece = ChatFixture::orFatal(await(ServerExport::next(all)));
        if (piece.isEmpty())
            return lines;
        for (const QByteArray &line : piece.trimmed().split('\n'))
            lines.push_back(QJsonDocument::fromJson(line).object());
    }
}

//! So many blocks and friendships of the people whom goesThroughAllPages() made, and so many stars
//! and readings of the messages of \p chat.
void ServerExportTest::addTies(int count, ConversationId chat)
{
    ChatFixture::orFatal(await(m_chat->database->write([&](Stores &stores) -> Result<int> {
        const auto messages = stores.exports.listMessages(chat, 0, count);
        if (!messages)
            return messages.error();
        for (int i = 0; i < count; ++i) {
            const UserId user(1'000'000 + i);
            const bool isDone = stores.blocks.add(m_chat->bob, user, test::at(1))
                && stores.friends.put({FriendshipId(i + 1), m_chat->carol, user,
                                       FriendshipState::Accepted, test::at(1), test::at(1)})
                && stores.history.addStar(m_chat->bob, messages->at(size_t(i)), test::at(1))
                && stores.history.addReading(chat, {m_chat->bob, i, i + 1, test::at(1)});
            if (!isDone)
                return Error{Error::Kind::Internal, "test"_L1, {}};
        }
        return 0;
    })));
}

QStringList ServerExportTest::valuesOf(const std::vector<QJsonObject> &lines, const QString &type,
                                       const QString &key)
{
    QStringList values;
    for (const QJsonObject &line : lines) {
        if (line["type"_L1].toString() == type)
            values.append(line[key].toString());
    }
    return values;
}

void ServerExportTest::beginsAndEndsWithWhatItIs()
{
    const auto lines = exported(Extent::Metadata);
    QCOMPARE(lines.front(),
             (QJsonObject{{"type"_L1, u"header"_s},
                          {"format"_L1, u"linnet.export"_s},
                          {"formatVersion"_L1, 1},
                          {"serverVersion"_L1, u"1.2.3"_s},
                          {"exportedAt"_L1, toIso(m_chat->clock.now())},
                          {"content"_L1, false}}));
    const QJsonObject counts{{"setting"_L1, qint64(m_settings.settings().size())}, {"user"_L1, 4}};
    QCOMPARE(lines.back(), (QJsonObject{{"type"_L1, u"trailer"_s}, {"counts"_L1, counts}}));
}

void ServerExportTest::hasPeopleAndWhoIsWhere()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, group, m_chat->bob)));
    const auto lines = exported(Extent::Metadata);
    QCOMPARE(valuesOf(lines, u"user"_s, u"id"_s).size(), 4);
    QCOMPARE(valuesOf(lines, u"conversation"_s, u"id"_s),
             (QStringList{chat.toString(), group.toString()}));
    QCOMPARE(
        valuesOf(lines, u"member"_s, u"user"_s),
        (QStringList{m_chat->alice.toString(), m_chat->bob.toString(), m_chat->alice.toString(),
                     m_chat->bob.toString(), m_chat->carol.toString()}));
    QCOMPARE(valuesOf(lines, u"member"_s, u"role"_s),
             (QStringList{u"member"_s, u"member"_s, u"admin"_s, u"member"_s, u"member"_s}));
}

void ServerExportTest::hasWhatWasWrittenOnlyIfAskedFor()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, chat, u"My confession"_s);
    m_chat->say(m_chat->bob, chat, u"Mine"_s);
    for (const QJsonObject &line : exported(Extent::Metadata))
        QVERIFY(!QJsonDocument(line).toJson().contains("confession"));
    const auto lines = exported(Extent::Content);
    QCOMPARE(lines.front()["content"_L1], QJsonValue(true));
    QCOMPARE(valuesOf(lines, u"message"_s, u"text"_s),
             (QStringList{u"My confession"_s, u"Mine"_s}));
    QCOMPARE(lines.back()["counts"_L1]["message"_L1], QJsonValue(2));
}

void ServerExportTest::hasWhatIsBetweenPeople()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->carol)));
    QVERIFY(await(m_chat->blocks.block(m_chat->alice, m_chat->mallory)));
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message said = m_chat->say(m_chat->alice, chat, u"Hi"_s);
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, chat)));
    ChatFixture::orFatal(await(m_chat->database->write([&](Stores &stores) -> Result<int> {
        const auto added = stores.stars.add(m_chat->bob, said, test::at(1));
        return added ? Result<int>(0) : added.error();
    })));
    const auto metadata = exported(Extent::Metadata);
    QCOMPARE(valuesOf(metadata, u"friendship"_s, u"state"_s),
             (QStringList{u"accepted"_s, u"pending"_s}));
    QCOMPARE(valuesOf(metadata, u"block"_s, u"blocked"_s), QStringList(m_chat->mallory.toString()));
    QVERIFY(valuesOf(metadata, u"star"_s, u"user"_s).isEmpty());
    const auto lines = exported(Extent::Content);
    QCOMPARE(valuesOf(lines, u"star"_s, u"message"_s), QStringList(said.id.toString()));
    QCOMPARE(valuesOf(lines, u"reading"_s, u"user"_s), QStringList(m_chat->bob.toString()));
    QCOMPARE(lines.back()["counts"_L1]["star"_L1], QJsonValue(1));
    // Who is blocked comes before what could be delivered past it.
    const auto typeAt = [&lines](const QString &type) {
        return std::ranges::find_if(
            lines, [&](const QJsonObject &line) { return line["type"_L1].toString() == type; });
    };
    QVERIFY(typeAt(u"block"_s) < typeAt(u"friendship"_s));
    QVERIFY(typeAt(u"block"_s) < typeAt(u"conversation"_s));
}

void ServerExportTest::goesThroughAllPages()
{
    constexpr int Many = 450;
    ChatFixture::orFatal(await(m_chat->database->write([](Stores &stores) -> Result<int> {
        for (int i = 0; i < Many; ++i)
            addUser(stores, UserId(1'000'000 + i));
        return 0;
    })));
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    QStringList said;
    for (int i = 0; i < Many; ++i) {
        said.append(QString::number(i));
        m_chat->say(m_chat->alice, chat, said.last());
    }
    for (int i = 0; i < Many; ++i)
        m_chat->directChat(m_chat->alice, UserId(1'000'000 + i));
    addTies(Many, chat);
    const auto lines = exported(Extent::Content);
    QCOMPARE(valuesOf(lines, u"message"_s, u"text"_s), said);
    QStringList users = valuesOf(lines, u"user"_s, u"id"_s);
    QCOMPARE(users.removeDuplicates(), 0);
    QCOMPARE(users.size(), Many + 4);
    QStringList conversations = valuesOf(lines, u"conversation"_s, u"id"_s);
    QCOMPARE(conversations.removeDuplicates(), 0);
    QCOMPARE(conversations.size(), Many + 1);
    QCOMPARE(lines.back()["counts"_L1]["member"_L1], QJsonValue(2 * (Many + 1)));
    for (const auto type : {"block"_L1, "friendship"_L1, "star"_L1, "reading"_L1})
        QCOMPARE(lines.back()["counts"_L1][type], QJsonValue(Many));
}

void ServerExportTest::comesInPieces()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (int i = 0; i < 100; ++i)
        m_chat->say(m_chat->alice, chat, QString(4'000, u'x'));
    const auto all = begin(Extent::Content);
    int pieces = 0;
    qsizetype largest = 0;
    for (;; ++pieces) {
        const QByteArray piece = ChatFixture::orFatal(await(ServerExport::next(all)));
        if (piece.isEmpty())
            break;
        QVERIFY(piece.endsWith('\n'));
        largest = std::max(largest, piece.size());
    }
    QVERIFY(pieces >= 1);
    QVERIFY(largest < 2'000'000);
    QCOMPARE(ChatFixture::orFatal(await(ServerExport::next(all))), QByteArray());
}

void ServerExportTest::isWrittenDown()
{
    begin(Extent::Metadata);
    begin(Extent::Content);
    const auto entries = ChatFixture::orFatal(await(
        m_chat->database->read([](Stores &stores) { return stores.audit.listAfter(0, 10); })));
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries.front().action, u"server.export"_s);
    QCOMPARE(entries.front().after, u"{\"content\":false}"_s);
    QCOMPARE(entries.back().after, u"{\"content\":true}"_s);
}

QTEST_GUILESS_MAIN(ServerExportTest)
#include "tst_serverexport.moc"
