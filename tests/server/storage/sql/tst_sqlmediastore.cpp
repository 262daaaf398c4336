// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmediastore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlMediaStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsAFileByItsName();
    void refusesTheSameNameTwice();
    void knowsWhatNobodyNeeds();
    void knowsWhichBlobsItRefersTo();
    void needsNoBlobOfWhatWasRemoved();
};

namespace {

Media picture(qint64 id)
{
    return {.id = MediaId(id),
            .name = "h7Gd0.png",
            .sha256 = QByteArray(32, '\xfe'),
            .size = 5'000'000'000,
            .contentType = "image/png",
            .kind = MessageKind::Image,
            .originalName = u"Ferien am Meer.png"_s,
            .owner = UserId(1),
            .width = 640,
            .height = 480,
            .thumbnailSha256 = QByteArray(32, '\0'),
            .createdAt = test::at(3)};
}

} // namespace

void SqlMediaStoreTest::findsAFileByItsName()
{
    test::TestStores stores;
    test::addUser(*stores, UserId(1));
    const Media media = picture(7);
    QVERIFY(stores->media.add(media));
    const auto found = stores->media.find(media.name);
    QVERIFY(found);
    QCOMPARE(found->id, media.id);
    QCOMPARE(found->sha256, media.sha256);
    QCOMPARE(found->size, media.size);
    QCOMPARE(found->contentType, media.contentType);
    QCOMPARE(found->kind, media.kind);
    QCOMPARE(found->originalName, media.originalName);
    QCOMPARE(found->owner, media.owner);
    QCOMPARE(found->width, 640);
    QCOMPARE(found->height, 480);
    QCOMPARE(found->thumbnailSha256, media.thumbnailSha256);
    QCOMPARE(found->createdAt, media.createdAt);
    QCOMPARE(stores->media.find("H7Gd0.png").error().kind, Error::Kind::NotFound);
}

void SqlMediaStoreTest::knowsWhatNobodyNeeds()
{
    test::TestStores stores;
    for (const qint64 user : {1, 2})
        test::addUser(*stores, UserId(user));
    Media media = picture(7);
    for (const QByteArray name : {"loose.png", "sent.png", "shown.png", "png"}) {
        media.id = MediaId(media.id.value() + 1);
        media.name = name;
        QVERIFY(stores->media.add(media));
    }
    Conversation group;
    group.id = ConversationId(20);
    group.kind = ConversationKind::Group;
    group.createdBy = UserId(1);
    group.avatarUrl = u"/api/v1/media/files/shown.png"_s;
    QVERIFY(stores->conversations.addGroup(group, {UserId(2)}));
    Message message;
    message.id = MessageId(30);
    message.conversation = group.id;
    message.sender = UserId(2);
    message.mediaUrl = u"https://chat.example.org/api/v1/media/files/sent.png?width=100"_s;
    QVERIFY(stores->messages.append(message));

    QStringList unneeded;
    const auto listed = stores->media.listUnneeded(UserId(1), 10);
    QVERIFY(listed);
    for (const Media &each : *listed)
        unneeded.append(QString::fromLatin1(each.name));
    unneeded.sort();
    QCOMPARE(unneeded, (QStringList{u"loose.png"_s, u"png"_s}));
    QCOMPARE(stores->media.listUnneeded(UserId(1), 1)->size(), 1U);
    QVERIFY(stores->media.listUnneeded(UserId(2), 10)->empty());
}

void SqlMediaStoreTest::knowsWhichBlobsItRefersTo()
{
    test::TestStores stores;
    test::addUser(*stores, UserId(1));
    QVERIFY(stores->media.add(picture(7)));
    QVERIFY(stores->media.refersTo(picture(7).sha256).value());
    QVERIFY(stores->media.refersTo(picture(7).thumbnailSha256).value());
    QVERIFY(!stores->media.refersTo(QByteArray(32, 'x')).value());
    QVERIFY(stores->media.remove(MediaId(7)));
    QVERIFY(!stores->media.refersTo(picture(7).sha256).value());
}

void SqlMediaStoreTest::needsNoBlobOfWhatWasRemoved()
{
    test::TestStores stores;
    test::addUser(*stores, UserId(1));
    QVERIFY(stores->media.add(picture(7)));
    const MediaRemoval removal{test::at(9), MediaRemoval::Why::TooOld};
    QVERIFY(stores->sweeps.markRemoved(MediaId(7), removal));
    QCOMPARE(stores->media.find(picture(7).name)->removal, std::optional(removal));
    QVERIFY(!stores->media.refersTo(picture(7).sha256).value());
    QVERIFY(!stores->media.refersTo(picture(7).thumbnailSha256).value());
}

void SqlMediaStoreTest::refusesTheSameNameTwice()
{
    test::TestStores stores;
    test::addUser(*stores, UserId(1));
    QVERIFY(stores->media.add(picture(7)));
    const auto again = stores->media.add(picture(8));
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QVERIFY(!again.error().message.contains(u"media"_s));
}

QTEST_GUILESS_MAIN(SqlMediaStoreTest)
#include "tst_sqlmediastore.moc"
