// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmessagestore.h"
#include "tests/support/teststorage.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const ConversationId Chat(10);
constexpr qint64 Count = 40;

qint64 changeOf(const Message &message)
{
    return message.changeSeq;
}

std::vector<qint64> changesOf(const std::vector<MessageView> &views)
{
    std::vector<qint64> changes;
    for (const MessageView &view : views)
        changes.push_back(changeOf(view.message));
    return changes;
}

} // namespace

//! What changed after any change, and nothing else, in the order of its newest change.
class MessageChangesTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void areThoseThatCame();
    void includeWhatWasChangedSince();
    void nameAMessageOnce();
    void endAtThePage();
    void areNoneOfWhatANewMemberDoesNotSee();

private:
    MessageStore &messages() { return (*m_stores)->messages; }
    void send(qint64 count);
    void compareAll(UserId viewer);

    std::unique_ptr<test::TestStores> m_stores;
    qint64 m_sent = 0;
};

void MessageChangesTest::init()
{
    m_sent = 0;
    m_stores = std::make_unique<test::TestStores>();
    for (const UserId user : {Alice, Bob})
        test::addUser(**m_stores, user);
    QVERIFY((*m_stores)->conversations.addGroup({.id = Chat,
                                                 .kind = ConversationKind::Group,
                                                 .title = u"Team"_s,
                                                 .createdBy = Alice,
                                                 .createdAt = test::at(0),
                                                 .updatedAt = test::at(0)},
                                                {}));
}

//! Their ids are 101 and those after it.
void MessageChangesTest::send(qint64 count)
{
    for (qint64 i = 0; i < count; ++i) {
        ++m_sent;
        QVERIFY(messages().append({.id = MessageId(100 + m_sent),
                                   .conversation = Chat,
                                   .sender = Alice,
                                   .body = u"Message"_s,
                                   .createdAt = test::at(m_sent)}));
    }
}

//! From every change there is, against all of the history.
void MessageChangesTest::compareAll(UserId viewer)
{
    const auto history =
        messages().list({.conversation = Chat, .viewer = viewer, .limit = int(Count) * 2});
    QVERIFY(history);
    std::vector<qint64> expected = changesOf(*history);
    std::sort(expected.begin(), expected.end());
    const qint64 newest = expected.empty() ? 0 : expected.back();
    for (qint64 change = 0; change <= newest + 1; ++change) {
        std::erase_if(expected, [change](qint64 each) { return each <= change; });
        const auto found = messages().listChanges(Chat, viewer, change, int(Count) * 2);
        QVERIFY(found);
        QCOMPARE(changesOf(*found), expected);
    }
}

void MessageChangesTest::areThoseThatCame()
{
    compareAll(Alice);
    send(Count);
    compareAll(Alice);
}

void MessageChangesTest::includeWhatWasChangedSince()
{
    send(Count / 2);
    for (const qint64 id : {101, 110, 120, 110, 105}) // The first, the last, and one of them twice.
        QVERIFY(messages().edit(MessageId(id), u"Edited"_s, test::at(200)));
    compareAll(Alice);
    send(Count / 2);
    QVERIFY(messages().remove(MessageId(105), test::at(300)));
    QVERIFY(messages().remove(MessageId(130), test::at(300)));
    compareAll(Alice);
    for (qint64 id = 101; id <= 100 + Count; ++id)
        QVERIFY(messages().remove(MessageId(id), test::at(400)));
    compareAll(Alice);
}

void MessageChangesTest::nameAMessageOnce()
{
    send(3);
    QVERIFY(messages().edit(MessageId(102), u"Edited"_s, test::at(200)));
    const auto found = messages().listChanges(Chat, Alice, 0, 10);
    QVERIFY(found);
    std::vector<qint64> ids;
    for (const MessageView &view : *found)
        ids.push_back(view.message.id.value());
    QCOMPARE(ids, (std::vector<qint64>{101, 103, 102}));
}

void MessageChangesTest::endAtThePage()
{
    send(Count);
    for (qint64 id = 101; id <= 100 + Count; id += 3)
        QVERIFY(messages().edit(MessageId(id), u"Edited"_s, test::at(200)));
    std::vector<qint64> all;
    for (bool isLast = false; !isLast;) {
        const auto page = messages().listChanges(Chat, Alice, all.empty() ? 0 : all.back(), 7);
        QVERIFY(page);
        const auto changes = changesOf(*page);
        isLast = changes.size() < 7;
        all.insert(all.end(), changes.begin(), changes.end());
    }
    QCOMPARE(all.size(), size_t(Count));
    QVERIFY(std::is_sorted(all.begin(), all.end()));
}

void MessageChangesTest::areNoneOfWhatANewMemberDoesNotSee()
{
    send(Count / 2);
    QVERIFY((*m_stores)->members.add(Chat, Bob, Role::Member, test::at(100)));
    send(Count / 2);
    QVERIFY(messages().edit(MessageId(103), u"Not for Bob"_s, test::at(200)));
    QVERIFY(messages().edit(MessageId(100 + Count), u"For Bob"_s, test::at(200)));
    QCOMPARE(messages().listChanges(Chat, Bob, 0, 100)->size(), size_t(Count / 2));
    compareAll(Bob);
}

QTEST_GUILESS_MAIN(MessageChangesTest)
#include "tst_messagechanges.moc"
