// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsweepstore.h"
#include "tests/server/storage/mediaworld.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlSweepStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsSweeps();
    void knowsTheLastThatWasForReal();
    void goesThroughFilesByAge();
    void knowsWhatNobodyNeeds();
    void looksForAFileAtTheEndOfAnAddress();
    void sparesWhatIsPinned();
    void countsWhatIsUsedOnce();
    void foreseesWhatBecomesFree();
    void marksWhatIsRemoved();

private:
    static QList<qint64> ids(const Result<std::vector<Media>> &files)
    {
        QList<qint64> found;
        for (const Media &file : files.value())
            found.append(file.id.value());
        return found;
    }
    Media file(qint64 id)
    {
        return (*m_stores)->media.find(QByteArray::number(id) + ".png").value();
    }

    std::unique_ptr<test::TestStores> m_stores;
};

//! 11 was sent, and 12, which was uploaded before it, was starred, too; 13 and 14 are nobody's and
//! have 11's content; 15 is the group's picture and has 12's.
void SqlSweepStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    Stores &stores = **m_stores;
    for (const qint64 user : {1, 2})
        test::addUser(stores, UserId(user));
    Conversation group;
    group.id = ConversationId(20);
    group.kind = ConversationKind::Group;
    group.createdBy = UserId(1);
    group.avatarUrl = u"/api/v1/media/files/15.png"_s;
    QVERIFY(stores.conversations.addGroup(group, {UserId(2)}));
    QVERIFY(stores.media.add(test::mediaFile(11, 'a', 100, UserId(1))));
    Media old = test::mediaFile(12, 'b', 70, UserId(2));
    old.createdAt = test::at(1);
    QVERIFY(stores.media.add(old));
    QVERIFY(stores.media.add(test::mediaFile(13, 'a', 100, UserId(2))));
    QVERIFY(stores.media.add(test::mediaFile(14, 'a', 100, UserId(2))));
    QVERIFY(stores.media.add(test::mediaFile(15, 'b', 70, UserId(2))));
    for (const qint64 id : {11, 12}) {
        const QString url = u"/api/v1/media/files/%1.png"_s.arg(id);
        QVERIFY(
            stores.messages.append(test::messageWith(id + 20, ConversationId(20), UserId(1), url)));
    }
    QVERIFY(stores.stars.add(UserId(1), test::messageWith(32, ConversationId(20), UserId(1), {}),
                             test::at(0)));
}

void SqlSweepStoreTest::keepsSweeps()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    Sweep sweep{.mode = Sweep::Mode::DryRun,
                .rules = {.greatestAge = std::chrono::hours(1), .budget = 7},
                .requestedBy = u"user:1"_s,
                .requestedAt = test::at(5)};
    sweep.number = sweeps.add(sweep).value();
    QCOMPARE(sweep.number, 1);
    QCOMPARE(sweeps.find(1).value(), sweep);
    sweep.state = Sweep::State::Failed;
    sweep.endedAt = test::at(9);
    sweep.progress = {u"blobs"_s, 17};
    sweep.findings.unused = {3, 300};
    sweep.findings.missingFiles = {MediaId(11)};
    sweep.problem = u"no room"_s;
    QVERIFY(sweeps.update(sweep));
    QCOMPARE(sweeps.find(1).value(), sweep);
    QCOMPARE(sweeps.find(2).error().kind, Error::Kind::NotFound);

    QCOMPARE(sweeps.add({.requestedAt = test::at(6)}).value(), 2);
    const auto all = sweeps.list(10);
    QCOMPARE(all->size(), 2U);
    QCOMPARE(all->front().number, 2);
    QCOMPARE(sweeps.list(10, 2)->front(), sweep);
}

void SqlSweepStoreTest::knowsTheLastThatWasForReal()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    QCOMPARE(sweeps.lastForReal().value(), std::nullopt);
    QVERIFY(sweeps.add({.requestedAt = test::at(5)}));
    QVERIFY(sweeps.add({.mode = Sweep::Mode::DryRun, .requestedAt = test::at(6)}));
    QCOMPARE(sweeps.lastForReal().value(), std::optional(test::at(5)));
}

void SqlSweepStoreTest::goesThroughFilesByAge()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    const auto first = sweeps.listFiles({}, 2);
    QCOMPARE(ids(first), (QList<qint64>{12, 11}));
    QCOMPARE(ids(sweeps.listFiles(placeOf(first->back()), 10)), (QList<qint64>{13, 14, 15}));
}

void SqlSweepStoreTest::knowsWhatNobodyNeeds()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    for (const qint64 id : {11, 12, 15, 16})
        QVERIFY(!sweeps.isUnused(MediaId(id), test::at(100)).value());
    QVERIFY(sweeps.isUnused(MediaId(13), test::at(100)).value());
    QVERIFY2(!sweeps.isUnused(MediaId(13), test::at(13)).value(), "it may still be sent");
}

void SqlSweepStoreTest::looksForAFileAtTheEndOfAnAddress()
{
    Stores &stores = **m_stores;
    const QString far = u"https://elsewhere"_s + u"/d"_s.repeated(900);
    const auto isUnused = [&stores](qint64 id) {
        return stores.sweeps.isUnused(MediaId(id), test::at(100)).value();
    };
    QVERIFY(test::showAs(stores, UserId(1), far + u"/13.png?as=1/2"_s));
    QVERIFY(!isUnused(13));
    QVERIFY(test::showAs(stores, UserId(1), far + u"/thumb_14.png"_s));
    QVERIFY(!isUnused(14));
    QVERIFY(test::showAs(stores, UserId(1), u"/13.png"_s + u"/d"_s.repeated(900)));
    QVERIFY(isUnused(13));
    QVERIFY(test::showAs(stores, UserId(1), u'/' + u"d"_s.repeated(900) + u"13.png"_s));
    QVERIFY(isUnused(13));
}

void SqlSweepStoreTest::sparesWhatIsPinned()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    QCOMPARE(ids(sweeps.listRemovable({}, test::at(100), 10)), (QList<qint64>{11}));
    QCOMPARE(ids(sweeps.listRemovable({}, test::at(0), 10)), (QList<qint64>{11, 13, 14}));
    QVERIFY(sweeps.isRemovable(MediaId(11)).value());
    for (const qint64 id : {12, 15, 16})
        QVERIFY(!sweeps.isRemovable(MediaId(id)).value());
}

void SqlSweepStoreTest::countsWhatIsUsedOnce()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    QCOMPARE(sweeps.usedBytes(test::at(100)).value(), 170);
    QVERIFY((*m_stores)->messages.remove(MessageId(31), test::at(50)));
    QCOMPARE(sweeps.usedBytes(test::at(100)).value(), 70);
    QCOMPARE(sweeps.usedBytes(test::at(0)).value(), 170);
}

void SqlSweepStoreTest::foreseesWhatBecomesFree()
{
    SweepStore &sweeps = (*m_stores)->sweeps;
    QVERIFY2(!sweeps.wouldFree(file(13), test::at(100)).value(), "14 comes after it");
    QVERIFY2(!sweeps.wouldFree(file(14), test::at(100)).value(), "11 was sent");
    QVERIFY2(sweeps.wouldFree(file(11), test::at(100)).value(), "the others went before");
    QVERIFY2(!sweeps.wouldFree(file(11), test::at(0)).value(), "the others may be sent");
    QVERIFY2(!sweeps.wouldFree(file(12), test::at(100)).value(), "15 is pinned");
    QVERIFY((*m_stores)->messages.remove(MessageId(31), test::at(50)));
    QVERIFY(sweeps.wouldFree(file(14), test::at(100)).value());
}

void SqlSweepStoreTest::marksWhatIsRemoved()
{
    Stores &stores = **m_stores;
    const MediaRemoval removal{test::at(40), MediaRemoval::Why::TooOld};
    QVERIFY(stores.sweeps.markRemoved(MediaId(11), removal));
    QCOMPARE(file(11).removal, std::optional(removal));
    QVERIFY(!stores.sweeps.isRemovable(MediaId(11)).value());
    QVERIFY(stores.media.refersTo(file(13).sha256).value());
    for (const qint64 id : {13, 14})
        QVERIFY(stores.media.remove(MediaId(id)));
    QVERIFY(!stores.media.refersTo(file(11).sha256).value());
    QVERIFY(!stores.sweeps.wouldFree(file(11), test::at(100)).value());
    QCOMPARE(stores.sweeps.usedBytes(test::at(0)).value(), 70);
}

QTEST_GUILESS_MAIN(SqlSweepStoreTest)
#include "tst_sqlsweepstore.moc"
