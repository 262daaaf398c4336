// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/viewer.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const UserId Owner(1);
const UserId Friend(2);
const UserId Stranger(3);

User person(UserId id, Audience avatar)
{
    User user;
    user.id = id;
    user.avatarUrl = u"/a.png"_s;
    user.privacy.avatar = avatar;
    return user;
}

} // namespace

class ViewerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void belongsToAnAudience_data();
    void belongsToAnAudience();
    void seesPicturesWhereTheyMay();
    void seesOnlyTheNameAcrossABlock();

private:
    std::unique_ptr<TestStores> m_stores;
};

void ViewerTest::init()
{
    m_stores = std::make_unique<TestStores>();
    for (const UserId user : {Owner, Friend, Stranger})
        addUser(**m_stores, user);
    QVERIFY((*m_stores)->friends.put(
        {.id = FriendshipId(9), .from = Friend, .to = Owner, .state = FriendshipState::Accepted}));
}

void ViewerTest::belongsToAnAudience_data()
{
    QTest::addColumn<qint64>("viewer");
    QTest::addColumn<int>("audience");
    QTest::addColumn<bool>("isIn");
    const int everyone = int(Audience::Everyone);
    const int friends = int(Audience::Friends);
    const int nobody = int(Audience::Nobody);
    QTest::newRow("stranger, everyone") << qint64(3) << everyone << true;
    QTest::newRow("stranger, friends") << qint64(3) << friends << false;
    QTest::newRow("stranger, nobody") << qint64(3) << nobody << false;
    QTest::newRow("friend, friends") << qint64(2) << friends << true;
    QTest::newRow("friend, nobody") << qint64(2) << nobody << false;
    QTest::newRow("oneself, friends") << qint64(1) << friends << true;
    QTest::newRow("oneself, nobody") << qint64(1) << nobody << true;
}

void ViewerTest::belongsToAnAudience()
{
    QFETCH(qint64, viewer);
    QFETCH(int, audience);
    QFETCH(bool, isIn);
    QCOMPARE(*Viewer(**m_stores, UserId(viewer)).isIn(Audience(audience), Owner), isIn);
}

void ViewerTest::seesPicturesWhereTheyMay()
{
    const auto shown = [this](UserId viewer, Audience audience) {
        std::vector<User> list{person(Owner, audience)};
        return Viewer(**m_stores, viewer)
            .shown(Result<std::vector<User>>(std::move(list)), std::identity())
            ->front()
            .avatarUrl;
    };
    QCOMPARE(shown(Stranger, Audience::Everyone), u"/a.png"_s);
    QCOMPARE(shown(Stranger, Audience::Friends), QString());
    QCOMPARE(shown(Friend, Audience::Friends), u"/a.png"_s);
    QCOMPARE(shown(Friend, Audience::Nobody), QString());

    std::vector<std::optional<User>> some{std::nullopt, person(Owner, Audience::Nobody)};
    const auto cut =
        Viewer(**m_stores, Stranger)
            .shown(Result<std::vector<std::optional<User>>>(std::move(some)), std::identity());
    QVERIFY(!cut->front());
    QCOMPARE(cut->back()->avatarUrl, QString());
}

void ViewerTest::seesOnlyTheNameAcrossABlock()
{
    QVERIFY((*m_stores)->blocks.add(Friend, Owner, at(1)));
    User whole = person(Owner, Audience::Everyone);
    whole.displayName = u"Ada"_s;
    whole.username = u"ada"_s;
    whole.phone = u"+4915100001"_s;
    whole.email = u"ada@example.org"_s;
    whole.isEmailVerified = true;
    whole.statusText = u"Hello"_s;
    whole.bio = u"Counts"_s;
    whole.language = u"de"_s;
    User name;
    name.id = Owner;
    name.displayName = whole.displayName;
    name.username = whole.username;

    User seen = whole;
    QVERIFY(Viewer(**m_stores, Stranger).hide(seen));
    QCOMPARE(seen, whole);
    QVERIFY(Viewer(**m_stores, Owner).hide(seen));
    QCOMPARE(seen, whole);
    QVERIFY(Viewer(**m_stores, Friend).hide(seen));
    QCOMPARE(seen, name);
    User other = person(Friend, Audience::Everyone);
    QVERIFY(Viewer(**m_stores, Owner).hide(other)); // The one who is blocked sees no more.
    QVERIFY(other.avatarUrl.isEmpty());
}

QTEST_GUILESS_MAIN(ViewerTest)
#include "tst_viewer.moc"
