// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmedialiststore.h"
#include "tests/server/storage/mediaworld.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlMediaListStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void showsWhatIsKnownOfAFile();
    void pagesFromTheNewest();
    void sorts_data();
    void sorts();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();
    void countsContentsOnce();
    void countsNothingWhereThereIsNothing();
    void putsFilesTogether_data();
    void putsFilesTogether();
    void addsUpTheRest();

private:
    ListQuery query(const QString &expression) const
    {
        return {.filter = parseFilter(expression, mediaFields(), test::at(0)).value()};
    }
    QList<qint64> ids(const ListQuery &asked)
    {
        QList<qint64> found;
        const auto listed = (*m_stores)->mediaList.list(asked);
        for (const MediaView &view : listed.value())
            found.append(view.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

//! User 1 sent 10 to the group 20, twice, and to the group 21; 11 has the same content and is their
//! picture; 12, of User 2, was starred; 13 is nobody's any more; 14 is the poster of a video that
//! is elsewhere; 15 was removed.
void SqlMediaListStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    Stores &stores = **m_stores;
    for (const qint64 user : {1, 2})
        test::addUser(stores, UserId(user));
    for (const qint64 id : {20, 21}) {
        Conversation group;
        group.id = ConversationId(id);
        group.kind = ConversationKind::Group;
        group.title = u"Group %1"_s.arg(id);
        group.createdBy = UserId(1);
        QVERIFY(stores.conversations.addGroup(group, {UserId(2)}));
    }
    QVERIFY(stores.media.add(test::mediaFile(10, 'a', 100, UserId(1))));
    QVERIFY(stores.media.add(test::mediaFile(11, 'a', 100, UserId(1))));
    Media text = test::mediaFile(12, 'b', 70, UserId(2));
    text.contentType = "text/plain";
    QVERIFY(stores.media.add(text));
    QVERIFY(stores.media.add(test::mediaFile(13, 'c', 5, UserId(2))));
    QVERIFY(stores.media.add(test::mediaFile(14, 'd', 7, UserId(2))));
    QVERIFY(stores.media.add(test::mediaFile(15, 'e', 1'000, UserId(2))));
    QVERIFY(stores.sweeps.markRemoved(MediaId(15), {test::at(99), MediaRemoval::Why::NoRoom}));
    const auto send = [&stores](qint64 id, qint64 group, qint64 sender, const QString &url) {
        QVERIFY(stores.messages.append(
            test::messageWith(id, ConversationId(group), UserId(sender), url)));
    };
    send(30, 20, 1, u"/api/v1/media/files/10.png"_s);
    send(31, 20, 1, u"/api/v1/media/files/10.png"_s);
    send(32, 21, 2, u"https://chat.example.org/api/v1/media/files/10.png?size=/big"_s);
    send(33, 20, 2, u"/api/v1/media/files/12.png"_s);
    QVERIFY(stores.stars.add(UserId(1), test::messageWith(33, ConversationId(20), UserId(2), {}),
                             test::at(0)));
    Message video =
        test::messageWith(34, ConversationId(20), UserId(2), u"https://example.org/a.mp4"_s);
    video.mediaThumbnail = u"/api/v1/media/thumbnails/thumb_14.png"_s;
    QVERIFY(stores.messages.append(video));
    QVERIFY(test::showAs(stores, UserId(1), u"/api/v1/media/files/11.png"_s));
}

void SqlMediaListStoreTest::showsWhatIsKnownOfAFile()
{
    const auto listed = (*m_stores)->mediaList.list(query(u"id:15,12"_s));
    QCOMPARE(listed->size(), 2U);
    const MediaView &removed = listed->front();
    QCOMPARE(removed.id, MediaId(15));
    QCOMPARE(removed.removal, (MediaRemoval{test::at(99), MediaRemoval::Why::NoRoom}));
    const MediaView &starred = listed->back();
    QCOMPARE(starred.owner, UserId(2));
    QCOMPARE(starred.ownerName, u"User 2"_s);
    QCOMPARE(starred.originalName, u"File 12.png"_s);
    QCOMPARE(starred.contentType, "text/plain");
    QCOMPARE(starred.size, 70);
    QCOMPARE(starred.createdAt, test::at(12));
    QVERIFY(starred.isPinned);
    QVERIFY(!starred.isUnused);
    QVERIFY(!starred.removal);
}

void SqlMediaListStoreTest::pagesFromTheNewest()
{
    ListQuery asked{.limit = 4};
    QCOMPARE(ids(asked), (QList<qint64>{15, 14, 13, 12}));
    asked.after = ListPlace{12};
    QCOMPARE(ids(asked), (QList<qint64>{11, 10}));
}

void SqlMediaListStoreTest::sorts_data()
{
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("created") << QList<qint64>{10, 11, 12, 13, 14, 15};
    QTest::newRow("size") << QList<qint64>{13, 14, 12, 10, 11, 15};
    QTest::newRow("-size") << QList<qint64>{15, 11, 10, 12, 14, 13};
    QTest::newRow("-name") << QList<qint64>{15, 14, 13, 12, 11, 10};
}

//! One file to a page, with and without a filter.
void SqlMediaListStoreTest::sorts()
{
    QFETCH(const QList<qint64>, expected);
    for (const QString &expression : {u""_s, u"size>0"_s}) {
        ListQuery asked = query(expression);
        asked.order = parseOrder(QString::fromLatin1(QTest::currentDataTag()), mediaKeys()).value();
        asked.limit = 1;
        QList<qint64> found;
        for (auto page = (*m_stores)->mediaList.list(asked); !page->empty();
             page = (*m_stores)->mediaList.list(asked)) {
            found.append(page->front().id.value());
            asked.after = placeOf(page->front(), asked.order);
        }
        QCOMPARE(found, expected);
    }
}

void SqlMediaListStoreTest::asks_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("anything") << QString() << QList<qint64>{15, 14, 13, 12, 11, 10};
    QTest::newRow("a part of the name") << u"12"_s << QList<qint64>{12};
    QTest::newRow("owner") << u"owner:\"user 1\""_s << QList<qint64>{11, 10};
    QTest::newRow("owner's id") << u"owner_id:1"_s << QList<qint64>{11, 10};
    QTest::newRow("type") << u"type:text/*"_s << QList<qint64>{12};
    QTest::newRow("size") << u"size>=100 size<1kB"_s << QList<qint64>{11, 10};
    QTest::newRow("unused") << u"unused:yes"_s << QList<qint64>{15, 13};
    QTest::newRow("used") << u"unused:no"_s << QList<qint64>{14, 12, 11, 10};
    QTest::newRow("pinned") << u"pinned:yes"_s << QList<qint64>{12, 11};
    QTest::newRow("removed") << u"state:removed"_s << QList<qint64>{15};
    QTest::newRow("kept and unused") << u"state:kept unused:yes"_s << QList<qint64>{13};
}

void SqlMediaListStoreTest::asks()
{
    QFETCH(const QString, expression);
    QFETCH(const QList<qint64>, expected);
    QCOMPARE(ids(query(expression)), expected);
    QCOMPARE((*m_stores)->mediaList.count(query(expression).filter).value(), expected.size());
}

void SqlMediaListStoreTest::hasAColumnForEveryField()
{
    const QStringList values = {u"x"_s, u"1"_s, u"2026-01-31"_s, u"yes"_s, u"kept"_s};
    for (const FilterField &field : mediaFields().fields) {
        bool isAsked = false;
        for (const QString &value : values) {
            const auto filter = parseFilter(QString(field.name) + u':' + value, mediaFields(), {});
            if (!filter)
                continue;
            isAsked = true;
            QVERIFY2((*m_stores)->mediaList.count(*filter), field.name.latin1());
        }
        QVERIFY2(isAsked, field.name.latin1());
    }
}

void SqlMediaListStoreTest::countsContentsOnce()
{
    const auto totals = (*m_stores)->mediaList.totals();
    QCOMPARE(totals->files, 5);
    QCOMPARE(totals->namedBytes, 282);
    QCOMPARE(totals->storedBytes, 182);
    QCOMPARE(totals->thumbnails, 0);
    QCOMPARE(totals->removed, 1);
}

void SqlMediaListStoreTest::countsNothingWhereThereIsNothing()
{
    test::TestStores empty;
    const auto totals = empty->mediaList.totals();
    QCOMPARE(totals->files, 0);
    QCOMPARE(totals->storedBytes, 0);
    const auto usage = empty->mediaList.usage(UsageBy::User, test::at(0), 10);
    QVERIFY(usage->shares.empty());
    QCOMPARE(usage->rest, MediaShare());
}

void SqlMediaListStoreTest::putsFilesTogether_data()
{
    QTest::addColumn<UsageBy>("by");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("user") << UsageBy::User
                          << QStringList{u"1 User 1 2 200 100"_s, u"2 User 2 3 82 82"_s};
    QTest::newRow("conversation") << UsageBy::Conversation
                                  << QStringList{u"20 Group 20 2 170 170"_s, u"  3 112 112"_s,
                                                 u"21 Group 21 1 100 100"_s};
    QTest::newRow("type") << UsageBy::Type
                          << QStringList{u"image/png  4 212 112"_s, u"text/plain  1 70 70"_s};
    QTest::newRow("age") << UsageBy::Age << QStringList{u"1d-7d  5 282 182"_s};
}

void SqlMediaListStoreTest::putsFilesTogether()
{
    QFETCH(const UsageBy, by);
    QFETCH(const QStringList, expected);
    const auto usage = (*m_stores)->mediaList.usage(by, test::at(20) + std::chrono::hours(48), 10);
    QStringList shares;
    for (const MediaShare &share : usage->shares)
        shares.append(u"%1 %2 %3 %4 %5"_s.arg(share.key, share.label)
                          .arg(share.files)
                          .arg(share.namedBytes)
                          .arg(share.storedBytes));
    QCOMPARE(shares, expected);
    QCOMPARE(usage->rest, MediaShare());
    QCOMPARE(usage->restCount, 0);
}

void SqlMediaListStoreTest::addsUpTheRest()
{
    const auto usage = (*m_stores)->mediaList.usage(UsageBy::Conversation, test::at(20), 1);
    QCOMPARE(usage->shares.size(), 1U);
    QCOMPARE(usage->shares.front().key, u"20"_s);
    QCOMPARE(usage->restCount, 2);
    QCOMPARE(usage->rest.files, 4);
    QCOMPARE(usage->rest.storedBytes, 212);
}

QTEST_GUILESS_MAIN(SqlMediaListStoreTest)
#include "tst_sqlmedialiststore.moc"
