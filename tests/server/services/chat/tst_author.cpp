// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/author.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const UserId Owner(1);
const UserId Friend(2);
const UserId Stranger(3);
const UserId Other(4);

} // namespace

class AuthorTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void knowsItsFriendsWhereTheyMatter();
    void isTheSameForAllWhereItIsForEverybody();
    void isDividedInTwoAtMost();
    void isWholeForItsOwner();
    void isOneForNobody();
    void knowsWhoIsAcrossABlock();

private:
    Author author(Audience avatar)
    {
        if (!(*m_stores)->accounts.updatePrivacy(Owner, {.avatar = avatar}))
            qFatal("The setting was not stored.");
        return *loadAuthor(**m_stores, Owner);
    }

    std::unique_ptr<TestStores> m_stores;
};

void AuthorTest::init()
{
    m_stores = std::make_unique<TestStores>();
    for (const UserId user : {Owner, Friend, Stranger, Other})
        addUser(**m_stores, user);
    QVERIFY((*m_stores)->friends.put(
        {.id = FriendshipId(9), .from = Friend, .to = Owner, .state = FriendshipState::Accepted}));
}

void AuthorTest::knowsItsFriendsWhereTheyMatter()
{
    QVERIFY(!author(Audience::Everyone).friends);
    QVERIFY(!author(Audience::Nobody).friends);
    QCOMPARE(*author(Audience::Friends).friends, std::vector{Friend});
    QCOMPARE(loadAuthor(**m_stores, UserId(99)).error().kind, Error::Kind::NotFound);
}

void AuthorTest::isTheSameForAllWhereItIsForEverybody()
{
    const auto views = viewsOf(author(Audience::Everyone), {Friend, Stranger});
    QCOMPARE(views.size(), 1u);
    QCOMPARE(views[0].audience, (std::vector{Friend, Stranger}));
    QCOMPARE(views[0].user.avatarUrl, u"/avatars/1"_s);
}

void AuthorTest::isDividedInTwoAtMost()
{
    const auto views = viewsOf(author(Audience::Friends), {Stranger, Friend, Other});
    QCOMPARE(views.size(), 2u);
    QCOMPARE(views[0].audience, (std::vector{Stranger, Other}));
    QCOMPARE(views[0].user.avatarUrl, QString());
    QCOMPARE(views[1].audience, std::vector{Friend});
    QCOMPARE(views[1].user.avatarUrl, u"/avatars/1"_s);

    const auto hidden = viewsOf(author(Audience::Nobody), {Stranger, Friend});
    QCOMPARE(hidden.size(), 1u);
    QCOMPARE(hidden[0].user.avatarUrl, QString());
}

void AuthorTest::isWholeForItsOwner()
{
    const auto views = viewsOf(author(Audience::Nobody), {Owner, Stranger});
    QCOMPARE(views.size(), 2u);
    QCOMPARE(views[1].audience, std::vector{Owner});
    QCOMPARE(views[1].user.avatarUrl, u"/avatars/1"_s);
}

void AuthorTest::isOneForNobody()
{
    QCOMPARE(viewsOf(author(Audience::Nobody), {}).size(), 1u);
    QCOMPARE(seenByAnybody(author(Audience::Friends).user).avatarUrl, QString());
    QCOMPARE(seenByAnybody(author(Audience::Everyone).user).avatarUrl, u"/avatars/1"_s);
}

void AuthorTest::knowsWhoIsAcrossABlock()
{
    QVERIFY(!author(Audience::Everyone).blocked);
    QVERIFY((*m_stores)->blocks.add(Stranger, Owner, at(1)));
    QVERIFY((*m_stores)->blocks.add(Owner, Other, at(1)));
    const Author owner = author(Audience::Everyone);
    QCOMPARE(*owner.blocked, (std::vector{Stranger, Other}));
    for (const UserId user : {Owner, Friend})
        QVERIFY(!owner.isBlocked(user) && owner.showsPictureTo(user));
    for (const UserId user : {Stranger, Other})
        QVERIFY(owner.isBlocked(user) && !owner.showsPictureTo(user));
    const auto views = viewsOf(owner, {Friend, Stranger, Other});
    QCOMPARE(views.size(), 2u);
    QCOMPARE(views[0].audience, (std::vector{Stranger, Other}));
    QVERIFY(views[0].user.avatarUrl.isEmpty());
    QCOMPARE(views[1].audience, std::vector{Friend});
    QVERIFY(!views[1].user.avatarUrl.isEmpty());
}

QTEST_GUILESS_MAIN(AuthorTest)
#include "tst_author.moc"
