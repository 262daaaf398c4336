// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mergedshapes.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Ada(1), Bob(2), Carol(3);
const QString Origin = u"https://chat.example.org"_s;

Message message(MessageKind kind, const QString &mediaUrl)
{
    Message made;
    made.id = MessageId(7);
    made.conversation = ConversationId(5);
    made.sender = Ada;
    made.kind = kind;
    made.body = u"hello"_s;
    made.mediaUrl = mediaUrl;
    return made;
}

User user(UserId id)
{
    User made;
    made.id = id;
    made.displayName = u"Ada Lovelace"_s;
    made.avatarUrl = u"/api/v1/media/files/a.png"_s;
    return made;
}

} // namespace

class MergedShapesTest : public QObject
{
    Q_OBJECT

private slots:
    void callsPeopleByTheirUserNames();
    void namesAUserAsAllFamiliesDo();
    void hasAStringWhereThereIsNoPicture();
    void namesAMessageAsAllFamiliesDo();
    void leavesOutWhatIsNotThere();
    void showsPicturesAsPictures();
    void tellsHowFarAMessageGot();
    void knowsForWhomAMessageIs();
};

void MergedShapesTest::callsPeopleByTheirUserNames()
{
    User person = user(Ada);
    QCOMPARE(shownName(person), u"Ada Lovelace"_s);
    person.username = u"ada"_s;
    QCOMPARE(shownName(person), u"ada"_s);
}

void MergedShapesTest::namesAUserAsAllFamiliesDo()
{
    const QJsonObject object = mergedUser(user(Ada), Origin);
    for (const auto &name : {u"_id"_s, u"id"_s})
        QCOMPARE(object[name].toString(), u"1"_s);
    for (const auto &name : {u"fullName"_s, u"name"_s, u"username"_s})
        QCOMPARE(object[name].toString(), u"Ada Lovelace"_s);
    for (const auto &name : {u"profilePic"_s, u"avatar"_s})
        QCOMPARE(object[name].toString(), Origin + u"/api/v1/media/files/a.png"_s);
    User named = user(Ada);
    named.username = u"ada"_s;
    QCOMPARE(mergedUser(named, Origin)[u"username"_s].toString(), u"ada"_s);
    QCOMPARE(mergedSender(named, Origin)[u"username"_s].toString(), u"ada"_s);
}

void MergedShapesTest::hasAStringWhereThereIsNoPicture()
{
    const QJsonObject object = mergedUser(User(), Origin);
    QCOMPARE(object[u"profilePic"_s], QJsonValue(QString(u""_s)));
}

void MergedShapesTest::namesAMessageAsAllFamiliesDo()
{
    const QJsonObject object =
        mergedMessage(message(MessageKind::Text, {}), user(Ada), Bob, Origin);
    QCOMPARE(object[u"_id"_s].toString(), u"7"_s);
    QCOMPARE(object[u"chatId"_s].toString(), u"5"_s);
    QCOMPARE(object[u"senderId"_s].toString(), u"1"_s);
    QCOMPARE(object[u"sender"_s][u"_id"_s].toString(), u"1"_s);
    for (const auto &name : {u"fullName"_s, u"name"_s, u"username"_s})
        QCOMPARE(object[u"sender"_s][name].toString(), u"Ada Lovelace"_s);
    QCOMPARE(object[u"receiverId"_s].toString(), u"2"_s);
    QCOMPARE(object[u"text"_s].toString(), u"hello"_s);
    QCOMPARE(object[u"content"_s].toString(), u"hello"_s);
}

void MergedShapesTest::leavesOutWhatIsNotThere()
{
    const QJsonObject object = mergedMessage(message(MessageKind::Text, {}), user(Ada), {}, Origin);
    for (const auto &name : {u"image"_s, u"file_url"_s, u"receiverId"_s, u"replyTo"_s})
        QVERIFY2(!object.contains(name), qPrintable(name));
}

void MergedShapesTest::showsPicturesAsPictures()
{
    const QString path = u"/api/v1/media/files/a.png"_s;
    const QJsonObject picture =
        mergedMessage(message(MessageKind::Image, path), user(Ada), Bob, Origin);
    QCOMPARE(picture[u"image"_s].toString(), Origin + path);
    const QJsonObject report =
        mergedMessage(message(MessageKind::Document, path), user(Ada), Bob, Origin);
    QVERIFY(!report.contains(u"image"_s));
    QCOMPARE(report[u"file_url"_s].toString(), Origin + path);
    for (const QString &name : {u"text"_s, u"content"_s})
        QCOMPARE(report[name].toString(), u"hello\n"_s + Origin + path);
}

void MergedShapesTest::tellsHowFarAMessageGot()
{
    const Message sent = message(MessageKind::Text, {});
    const auto status = [&](DeliveryStatus reached) {
        return mergedMessage({sent, user(Ada), reached}, Bob, Origin);
    };
    QCOMPARE(status(DeliveryStatus::Sent)[u"status"_s].toString(), u"sent"_s);
    QCOMPARE(status(DeliveryStatus::Delivered)[u"status"_s].toString(), u"delivered"_s);
    QCOMPARE(status(DeliveryStatus::Read)[u"status"_s].toString(), u"seen"_s);
    QCOMPARE(status(DeliveryStatus::Read)[u"seen"_s].toBool(), true);
}

void MergedShapesTest::knowsForWhomAMessageIs()
{
    QCOMPARE(receiverOf(Ada, {Ada, Bob}, {}), Bob);
    QCOMPARE(receiverOf(Bob, {Ada, Bob}, {}), Ada);
    QVERIFY(receiverOf(Ada, {Ada, Bob, Carol}, u"Hikers"_s).isNull());
    QVERIFY(receiverOf(Ada, {Ada, Bob}, u"Hikers"_s).isNull());
    QVERIFY(receiverOf(Ada, {Ada}, {}).isNull());
    QVERIFY(receiverOf(Ada, {}, {}).isNull());
}

QTEST_GUILESS_MAIN(MergedShapesTest)
#include "tst_mergedshapes.moc"
