// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmemberstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const UserId Carol(3);
const ConversationId Chat(10);
constexpr qint64 Newest = std::numeric_limits<qint64>::max();

} // namespace

class SqlMemberStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void knowsWhoIsAMember();
    void showsWhoTheMembersAre();
    void leavesWhoIsAMemberAsTheyAre();
    void letsFormerMembersInAgain();
    void changesARole();
    void movesCursorsForwardOnly_data();
    void movesCursorsForwardOnly();
    void deliversWhatIsRead();
    void countsUnreadMessagesOfOthers_data();
    void countsUnreadMessagesOfOthers();
    void followsWhoHasReadAllWithTheirOwnMessages();
    void refusesReceiptsOfWhoIsNoMember();
    void listsMembersThatChanged();
    void listsWhatIsNotDelivered();
    void listsWhatSomebodyHasLeft();
    void listsCompanyOnce();
    void seesWhomBothSettingsAllow_data();
    void seesWhomBothSettingsAllow();
    void keepsToThemselvesWhatIsReadInSecret();
    void showsNotEvenTheDeliveryOfWhatIsReadUnnoticed();
    void showsNoSecretByWhatOneWrites();
    void hidesAConversationUntilSomethingNewerIsWritten();
    void knowsWhenWhatWasRead();

private:
    Stores &stores() { return **m_stores; }
    void send(UserId sender);
    qint64 unread(UserId user);
    std::vector<UserId> company(UserId user);

    std::unique_ptr<test::TestStores> m_stores;
    qint64 m_nextId = 100;
};

void SqlMemberStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const UserId user : {Alice, Bob, Carol})
        test::addUser(stores(), user);
    QVERIFY(stores().conversations.addGroup({.id = Chat,
                                             .kind = ConversationKind::Group,
                                             .createdBy = Alice,
                                             .createdAt = test::at(0),
                                             .updatedAt = test::at(0)},
                                            {Bob, Alice, Bob}));
}

void SqlMemberStoreTest::send(UserId sender)
{
    QVERIFY(stores().messages.append({.id = MessageId(++m_nextId),
                                      .conversation = Chat,
                                      .sender = sender,
                                      .body = u"Hi"_s,
                                      .createdAt = test::at(m_nextId)}));
}

qint64 SqlMemberStoreTest::unread(UserId user)
{
    return stores().conversations.list(user, {}, 1)->front().unread;
}

//! \return whom \p user sees.
std::vector<UserId> SqlMemberStoreTest::company(UserId user)
{
    std::vector<UserId> seen;
    const auto all = stores().members.listCompany(user);
    for (const Companion &each : *all) {
        if (each.isSeen)
            seen.push_back(each.user);
    }
    return seen;
}

void SqlMemberStoreTest::knowsWhoIsAMember()
{
    const auto members = stores().members.list(Chat);
    QCOMPARE(int(members->size()), 2);
    QCOMPARE(stores().members.find(Chat, Alice)->role, Role::Admin);
    QCOMPARE(stores().members.find(Chat, Bob)->role, Role::Member);
    QCOMPARE(stores().members.find(Chat, Carol).error().kind, Error::Kind::NotFound);
}

void SqlMemberStoreTest::showsWhoTheMembersAre()
{
    const auto views = stores().members.listViews(Chat);
    QCOMPARE(int(views->size()), 2);
    QCOMPARE(views->front().member.user, Alice);
    QCOMPARE(views->front().user, *stores().accounts.find(Alice));
    const auto first = stores().members.listViews(Chat, 1);
    QCOMPARE(int(first->size()), 1);
    QCOMPARE(first->front().member.user, Alice);
}

void SqlMemberStoreTest::leavesWhoIsAMemberAsTheyAre()
{
    const auto added = stores().members.add(Chat, Alice, Role::Member, test::at(9));
    QCOMPARE(added->role, Role::Admin);
    QCOMPARE(added->joinedAt, test::at(0));
    QCOMPARE(
        stores().members.add(ConversationId(99), Alice, Role::Member, test::at(9)).error().kind,
        Error::Kind::NotFound);
}

void SqlMemberStoreTest::letsFormerMembersInAgain()
{
    send(Alice);
    const auto left = stores().members.leave(Chat, Bob);
    QCOMPARE(left->leftSeq, std::optional<qint64>(1));
    QCOMPARE(int(stores().members.list(Chat)->size()), 1);
    QCOMPARE(stores().members.leave(Chat, Bob).error().kind, Error::Kind::NotFound);
    send(Alice);

    const auto again = stores().members.add(Chat, Bob, Role::Admin, test::at(9));
    QVERIFY(!again->leftSeq);
    QCOMPARE(again->joinedSeq, 2);
    QCOMPARE(again->role, Role::Admin);
    QCOMPARE(unread(Bob), 0);
    send(Alice);
    QCOMPARE(unread(Bob), 1);
}

void SqlMemberStoreTest::changesARole()
{
    QCOMPARE(stores().members.setRole(Chat, Bob, Role::Admin)->role, Role::Admin);
    QCOMPARE(stores().members.find(Chat, Bob)->role, Role::Admin);
    QCOMPARE(stores().members.setRole(Chat, Carol, Role::Admin).error().kind,
             Error::Kind::NotFound);
}

void SqlMemberStoreTest::movesCursorsForwardOnly_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("second");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::newRow("forward") << qint64(1) << qint64(3) << qint64(1) << qint64(3);
    QTest::newRow("back") << qint64(3) << qint64(1) << qint64(3) << qint64(3);
    QTest::newRow("nowhere") << qint64(2) << qint64(2) << qint64(2) << qint64(2);
    QTest::newRow("past the end") << qint64(2) << Newest << qint64(2) << qint64(4);
    QTest::newRow("before the start") << qint64(0) << qint64(-5) << qint64(0) << qint64(0);
}

void SqlMemberStoreTest::movesCursorsForwardOnly()
{
    QFETCH(qint64, first);
    QFETCH(qint64, second);
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    for (int i = 0; i < 4; ++i)
        send(Alice);
    using Advance = std::function<Result<ReceiptAdvance>(qint64)>;
    const Advance deliver = [this](qint64 seq) {
        return stores().members.advanceDelivered(Chat, Bob, seq);
    };
    const Advance read = [this](qint64 seq) {
        return stores().members.advanceRead(Chat, Bob, seq);
    };
    for (const Advance &advance : {deliver, read}) {
        QVERIFY(advance(first));
        const qint64 change = stores().conversations.find(Chat, Bob)->lastChange;
        const auto moved = advance(second);
        QCOMPARE(moved->from, from);
        QCOMPARE(moved->to, to);
        QCOMPARE(moved->changeSeq, moved->moved() ? change + 1 : 0);
        QCOMPARE(stores().conversations.find(Chat, Bob)->lastSeq, 4);
    }
}

void SqlMemberStoreTest::deliversWhatIsRead()
{
    send(Alice);
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 1));
    QCOMPARE(stores().members.find(Chat, Bob)->deliveredSeq, 1);
    QVERIFY(stores().members.advanceDelivered(Chat, Bob, 2));
    QVERIFY(!stores().members.advanceRead(Chat, Bob, 1)->moved());
    QCOMPARE(stores().members.find(Chat, Bob)->deliveredSeq, 2);
}

void SqlMemberStoreTest::countsUnreadMessagesOfOthers_data()
{
    QTest::addColumn<QString>("senders"); // a: Alice, b: Bob, who reads.
    QTest::addColumn<qint64>("readTo");
    QTest::addColumn<qint64>("unread");
    QTest::newRow("nothing") << u""_s << qint64(0) << qint64(0);
    QTest::newRow("others only") << u"aaa"_s << qint64(0) << qint64(3);
    QTest::newRow("read in part") << u"aaa"_s << qint64(2) << qint64(1);
    QTest::newRow("read all") << u"aaa"_s << Newest << qint64(0);
    QTest::newRow("own only") << u"bbb"_s << qint64(0) << qint64(0);
    QTest::newRow("own after others") << u"aab"_s << qint64(0) << qint64(2);
    QTest::newRow("own among others") << u"abab"_s << qint64(0) << qint64(2);
    QTest::newRow("own among others, read before it") << u"abab"_s << qint64(1) << qint64(1);
    QTest::newRow("own among others, read past one") << u"ababb"_s << qint64(2) << qint64(1);
    QTest::newRow("own among others, all read") << u"ababb"_s << Newest << qint64(0);
    QTest::newRow("own first") << u"bba"_s << qint64(0) << qint64(1);
}

void SqlMemberStoreTest::countsUnreadMessagesOfOthers()
{
    QFETCH(QString, senders);
    QFETCH(qint64, readTo);
    QFETCH(qint64, unread);
    for (const QChar sender : senders)
        send(sender == u'a' ? Alice : Bob);
    const qint64 before = this->unread(Bob);
    const auto moved = stores().members.advanceRead(Chat, Bob, readTo);
    QCOMPARE(this->unread(Bob), unread);
    QCOMPARE(moved->messages, before - unread);
    send(Alice);
    QCOMPARE(this->unread(Bob), unread + 1);
    QVERIFY(stores().members.advanceRead(Chat, Bob, Newest));
    QCOMPARE(this->unread(Bob), 0);
}

void SqlMemberStoreTest::followsWhoHasReadAllWithTheirOwnMessages()
{
    send(Alice);
    QCOMPARE(stores().members.find(Chat, Alice)->readSeq, 1);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 1));
    send(Bob);
    QCOMPARE(stores().members.find(Chat, Bob)->readSeq, 2);
    // Alice has not read what Bob sent, so her next message does not read it for her.
    send(Alice);
    QCOMPARE(stores().members.find(Chat, Alice)->readSeq, 1);
    QCOMPARE(unread(Alice), 1);
}

void SqlMemberStoreTest::refusesReceiptsOfWhoIsNoMember()
{
    send(Alice);
    QCOMPARE(stores().members.advanceRead(Chat, Carol, 1).error().kind, Error::Kind::NotFound);
    QVERIFY(stores().members.leave(Chat, Bob));
    QCOMPARE(stores().members.advanceDelivered(Chat, Bob, 1).error().kind, Error::Kind::NotFound);
}

void SqlMemberStoreTest::listsMembersThatChanged()
{
    send(Alice);
    const qint64 before = stores().conversations.find(Chat, Alice)->lastChange;
    QVERIFY(stores().members.listChanges(Chat, before, 10)->empty());
    QVERIFY(stores().members.add(Chat, Carol, Role::Member, test::at(1)));
    QVERIFY(stores().members.advanceDelivered(Chat, Bob, 1));
    QVERIFY(stores().members.leave(Chat, Carol));

    const auto changed = stores().members.listChanges(Chat, before, 10);
    QCOMPARE(int(changed->size()), 2);
    QCOMPARE(changed->at(0).user, Bob);
    QCOMPARE(changed->at(1).user, Carol);
    QVERIFY(changed->at(1).leftSeq);
    QCOMPARE(int(stores().members.listChanges(Chat, before, 1)->size()), 1);
}

void SqlMemberStoreTest::listsWhatIsNotDelivered()
{
    QVERIFY(stores().members.listUndelivered(Bob, {}, 10)->empty());
    send(Alice);
    send(Alice);
    const auto behind = stores().members.listUndelivered(Bob, {}, 10);
    QCOMPARE(int(behind->size()), 1);
    QCOMPARE(behind->front().id, Chat);
    QCOMPARE(behind->front().lastSeq, 2);
    QVERIFY(stores().members.listUndelivered(Bob, Chat, 10)->empty());
    QVERIFY(stores().members.listUndelivered(Carol, {}, 10)->empty());
    QVERIFY(stores().members.advanceDelivered(Chat, Bob, 2));
    QVERIFY(stores().members.listUndelivered(Bob, {}, 10)->empty());
    send(Alice);
    QVERIFY(stores().members.leave(Chat, Bob));
    QVERIFY(stores().members.listUndelivered(Bob, {}, 10)->empty());
}

void SqlMemberStoreTest::listsWhatSomebodyHasLeft()
{
    QVERIFY(stores().members.listLeft(Bob)->empty());
    QVERIFY(stores().members.leave(Chat, Bob));
    QCOMPARE(stores().members.listLeft(Bob).value(), std::vector{Chat});
    QVERIFY(stores().members.listLeft(Alice)->empty());
    QVERIFY(stores().members.add(Chat, Bob, Role::Member, test::at(1)));
    QVERIFY(stores().members.listLeft(Bob)->empty());
}

void SqlMemberStoreTest::listsCompanyOnce()
{
    QVERIFY(stores().conversations.addDirect({.id = ConversationId(11),
                                              .createdBy = Alice,
                                              .createdAt = test::at(0),
                                              .updatedAt = test::at(0)},
                                             Bob));
    QCOMPARE(company(Alice), std::vector<UserId>{Bob});
    QVERIFY(stores().members.listCompany(Carol)->empty());
    QVERIFY(stores().members.add(Chat, Carol, Role::Member, test::at(1)));
    QCOMPARE(int(stores().members.listCompany(Carol)->size()), 2);
    QVERIFY(stores().members.leave(Chat, Carol));
    QVERIFY(stores().members.listCompany(Carol)->empty());
    QCOMPARE(company(Alice), std::vector<UserId>{Bob});
}

void SqlMemberStoreTest::seesWhomBothSettingsAllow_data()
{
    QTest::addColumn<int>("alices");
    QTest::addColumn<int>("bobs");
    QTest::addColumn<int>("state"); // Of their friendship; -1: there is none.
    QTest::addColumn<bool>("isSeen");
    const int everyone = int(Audience::Everyone);
    const int friends = int(Audience::Friends);
    const int nobody = int(Audience::Nobody);
    const int accepted = int(FriendshipState::Accepted);
    QTest::newRow("everyone") << everyone << everyone << -1 << true;
    QTest::newRow("friends, who are") << friends << everyone << accepted << true;
    QTest::newRow("friends, who are not") << friends << everyone << -1 << false;
    QTest::newRow("friends, who asked")
        << friends << everyone << int(FriendshipState::Pending) << false;
    QTest::newRow("friends, who were")
        << friends << everyone << int(FriendshipState::Removed) << false;
    QTest::newRow("the other's friends") << everyone << friends << -1 << false;
    QTest::newRow("both friends") << friends << friends << accepted << true;
    QTest::newRow("nobody") << nobody << everyone << accepted << false;
    QTest::newRow("the other nobody") << friends << nobody << accepted << false;
}

void SqlMemberStoreTest::seesWhomBothSettingsAllow()
{
    QFETCH(int, alices);
    QFETCH(int, bobs);
    QFETCH(int, state);
    QFETCH(bool, isSeen);
    QVERIFY(stores().accounts.updatePrivacy(Alice, {.lastSeen = Audience(alices)}));
    QVERIFY(stores().accounts.updatePrivacy(Bob, {.lastSeen = Audience(bobs)}));
    if (state >= 0)
        QVERIFY(stores().friends.put(
            {.id = FriendshipId(9), .from = Bob, .to = Alice, .state = FriendshipState(state)}));
    for (const UserId user : {Alice, Bob}) {
        QCOMPARE(int(stores().members.listCompany(user)->size()), 1);
        QCOMPARE(!company(user).empty(), isSeen);
    }
}

void SqlMemberStoreTest::keepsToThemselvesWhatIsReadInSecret()
{
    send(Alice);
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 1));
    QVERIFY(stores().members.advanceDelivered(Chat, Bob, 2));
    const qint64 change = stores().conversations.find(Chat, Alice)->lastChange;

    const auto read = stores().members.advanceRead(Chat, Bob, 2, Reading::Hidden);
    QVERIFY(read->moved());
    QCOMPARE(unread(Bob), 0);
    const auto bob = stores().members.find(Chat, Bob);
    QCOMPARE(bob->readSeq, 2);
    QCOMPARE(bob->shownReadSeq, 1);
    QCOMPARE(stores().conversations.find(Chat, Alice)->lastChange, change);
    QVERIFY(stores().members.listChanges(Chat, change, 10)->empty());

    // What has not even been delivered shows that much, and what is read openly shows all of it.
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 3, Reading::Hidden)->changeSeq > change);
    QCOMPARE(stores().members.find(Chat, Bob)->shownReadSeq, 1);
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 4));
    QCOMPARE(stores().members.find(Chat, Bob)->shownReadSeq, 4);
}

void SqlMemberStoreTest::showsNotEvenTheDeliveryOfWhatIsReadUnnoticed()
{
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 1));
    send(Alice);
    send(Bob);
    send(Alice);
    const qint64 change = stores().conversations.find(Chat, Alice)->lastChange;
    const auto before = stores().members.find(Chat, Bob);

    const auto read = stores().members.readUnnoticed(Chat, Bob, 99);
    QVERIFY(read->moved());
    QCOMPARE(read->to, 4);
    QCOMPARE(unread(Bob), 0);
    const auto bob = stores().members.find(Chat, Bob);
    QCOMPARE(bob->readSeq, 4);
    QCOMPARE(bob->shownReadSeq, before->shownReadSeq);
    QCOMPARE(bob->deliveredSeq, before->deliveredSeq);
    QCOMPARE(stores().conversations.find(Chat, Alice)->lastChange, change);
    QVERIFY(!stores().members.readUnnoticed(Chat, Bob, 4)->moved());
}

void SqlMemberStoreTest::showsNoSecretByWhatOneWrites()
{
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 1));
    send(Bob);
    QCOMPARE(stores().members.find(Chat, Bob)->shownReadSeq, 2);
    send(Alice);
    QVERIFY(stores().members.advanceRead(Chat, Bob, 3, Reading::Hidden));
    send(Bob);
    QCOMPARE(stores().members.find(Chat, Bob)->readSeq, 4);
    QCOMPARE(stores().members.find(Chat, Bob)->shownReadSeq, 2);
}

void SqlMemberStoreTest::hidesAConversationUntilSomethingNewerIsWritten()
{
    using Hidden = ConversationStore::Hidden;
    send(Alice);
    QVERIFY(stores().members.hide(Chat));
    for (const UserId user : {Alice, Bob}) {
        QVERIFY(stores().conversations.list(user, {}, 10)->empty());
        QCOMPARE(stores().conversations.list(user, {}, 10, Hidden::Included)->size(), 1u);
        QVERIFY(stores().conversations.find(Chat, user));
    }
    QVERIFY(*stores().members.unhide(Chat, Bob));
    QVERIFY(!*stores().members.unhide(Chat, Bob));
    QVERIFY(stores().conversations.list(Alice, {}, 10)->empty());
    QCOMPARE(stores().conversations.list(Bob, {}, 10)->size(), 1u);
    send(Bob);
    QCOMPARE(stores().conversations.list(Alice, {}, 10)->size(), 1u);
    QVERIFY(!*stores().members.unhide(Chat, Alice));
}

void SqlMemberStoreTest::knowsWhenWhatWasRead()
{
    const auto note = [this](UserId reader, qint64 after, qint64 through, qint64 at) {
        return stores().members.noteReading(Chat, {reader, after, through, test::at(at)});
    };
    QVERIFY(note(Alice, 2, 5, 30));
    QVERIFY(note(Bob, 0, 1, 10));
    QVERIFY(note(Bob, 1, 5, 20));
    QVERIFY(note(Bob, 1, 5, 99)); // Again: the first time counts.
    QVERIFY(!note(UserId(9), 0, 1, 10)); // No member.
    auto readings = stores().members.listReadings(Chat, 10);
    QVERIFY(readings);
    QCOMPARE(readings->size(), 3u);
    QCOMPARE(readings->front().reader, Bob);
    QCOMPARE(readings->front().through, 1);
    QCOMPARE((*readings)[2].after, 1);
    QCOMPARE((*readings)[2].at, test::at(20));
    readings = stores().members.listReadings(Chat, 1);
    QCOMPARE(readings->size(), 1u);
    QCOMPARE(readings->front().through, 5);
    QVERIFY(stores().members.listReadings(ConversationId(99), 10)->empty());
}

QTEST_GUILESS_MAIN(SqlMemberStoreTest)
#include "tst_sqlmemberstore.moc"
