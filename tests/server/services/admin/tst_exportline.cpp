// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/exportline.h"
#include "tests/support/fakesettingtarget.h"
#include "tests/support/teststorage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ExportLineTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoSomebodyIs();
    void saysUntilWhenSomebodyIsSuspended();
    void saysNothingThatAFileIsReadBy();
    void saysHowFarAMemberHasGot();
    void saysWhatWasWritten();
    void saysWhatIsBetweenPeople();
    void saysWhatIsSet();
};

void ExportLineTest::saysWhoSomebodyIs()
{
    AccountView view;
    view.user.id = UserId(7);
    view.user.displayName = u"Ann"_s;
    view.user.email = u"ann@example.org"_s;
    view.role = StaffRole::Admin;
    const QJsonObject line = exportLine(view, {true, false}, at(0));
    QCOMPARE(line["id"_L1], QJsonValue(u"7"_s));
    QCOMPARE(line["name"_L1], QJsonValue(u"Ann"_s));
    QCOMPARE(line["email"_L1], QJsonValue(u"ann@example.org"_s));
    QCOMPARE(line["emailVerified"_L1], QJsonValue(false));
    QCOMPARE(line["phone"_L1], QJsonValue(QJsonValue::Null));
    QCOMPARE(line["role"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(line["state"_L1], QJsonValue(u"active"_s));
    QCOMPARE(line["privacy"_L1]["lastSeen"_L1], QJsonValue(u"everyone"_s));
    QCOMPARE(line["privacy"_L1]["readReceipts"_L1], QJsonValue(true));
    QCOMPARE(line["mails"_L1]["friendRequests"_L1], QJsonValue(true));
    QCOMPARE(line["mails"_L1]["whileAway"_L1], QJsonValue(false));
}

void ExportLineTest::saysUntilWhenSomebodyIsSuspended()
{
    AccountView view;
    view.suspension = Suspension{.at = at(0), .until = at(1000), .reason = u"Spam"_s};
    const QJsonObject line = exportLine(view, {}, at(999));
    QCOMPARE(line["state"_L1], QJsonValue(u"suspended"_s));
    QCOMPARE(line["suspension"_L1]["until"_L1], QJsonValue(toIso(at(1000))));
    QCOMPARE(line["suspension"_L1]["reason"_L1], QJsonValue(u"Spam"_s));
    QVERIFY(exportLine(view, {}, at(1000))["suspension"_L1].isNull());
}

void ExportLineTest::saysNothingThatAFileIsReadBy()
{
    Media file;
    file.id = MediaId(3);
    file.name = "secret.png";
    file.sha256 = QByteArray::fromHex("00ff");
    file.size = 12;
    file.removal = MediaRemoval{at(5), MediaRemoval::Why::NoRoom};
    const QJsonObject line = exportLine(file);
    QCOMPARE(line["sha256"_L1], QJsonValue(u"00ff"_s));
    QCOMPARE(line["size"_L1], QJsonValue(12));
    QCOMPARE(line["removedBecause"_L1], QJsonValue(u"no-room"_s));
    QVERIFY(!QJsonDocument(line).toJson().contains("secret"));
}

void ExportLineTest::saysHowFarAMemberHasGot()
{
    const Member member{.conversation = ConversationId(1),
                        .user = UserId(2),
                        .role = Role::Admin,
                        .joinedSeq = 3,
                        .leftSeq = 9,
                        .deliveredSeq = 8,
                        .readSeq = 7};
    const QJsonObject line = exportLine(ExportedMember{member, {}, at(44)});
    QCOMPARE(line["role"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(line["joinedSeq"_L1], QJsonValue(3));
    QCOMPARE(line["leftSeq"_L1], QJsonValue(9));
    QCOMPARE(line["deliveredSeq"_L1], QJsonValue(8));
    QCOMPARE(line["readSeq"_L1], QJsonValue(7));
    QVERIFY(line["hiddenSeq"_L1].isNull());
    QCOMPARE(line["mutedUntil"_L1], QJsonValue(toIso(at(44))));
}

void ExportLineTest::saysWhatWasWritten()
{
    Message message;
    message.id = MessageId(5);
    message.conversation = ConversationId(1);
    message.seq = 2;
    message.sender = UserId(3);
    message.body = u"Hi"_s;
    message.replyTo = MessageId(4);
    message.mentions = {UserId(8)};
    message.editedAt = at(9);
    const QJsonObject line = exportLine(message);
    QCOMPARE(line["text"_L1], QJsonValue(u"Hi"_s));
    QCOMPARE(line["kind"_L1], QJsonValue(u"text"_s));
    QCOMPARE(line["seq"_L1], QJsonValue(2));
    QCOMPARE(line["replyTo"_L1], QJsonValue(u"4"_s));
    QCOMPARE(line["mentions"_L1], QJsonValue(QJsonArray{u"8"_s}));
    QCOMPARE(line["editedAt"_L1], QJsonValue(toIso(at(9))));
    QVERIFY(line["deletedAt"_L1].isNull());
    Conversation group;
    group.kind = ConversationKind::Group;
    group.isFrozen = true;
    QCOMPARE(exportLine(group)["kind"_L1], QJsonValue(u"group"_s));
    QCOMPARE(exportLine(group)["frozen"_L1], QJsonValue(true));
}

void ExportLineTest::saysWhatIsBetweenPeople()
{
    const QJsonObject block = exportLine(Block{UserId(1), UserId(2), at(3)});
    QCOMPARE(block,
             (QJsonObject{
                 {"blocker"_L1, u"1"_s}, {"blocked"_L1, u"2"_s}, {"createdAt"_L1, toIso(at(3))}}));
    const QJsonObject friendship = exportLine(
        Friendship{FriendshipId(9), UserId(2), UserId(1), FriendshipState::Accepted, at(3), at(4)});
    QCOMPARE(friendship["from"_L1], QJsonValue(u"2"_s));
    QCOMPARE(friendship["state"_L1], QJsonValue(u"accepted"_s));
    QCOMPARE(friendship["changedAt"_L1], QJsonValue(toIso(at(4))));
    const QJsonObject reading =
        exportLine(ExportedReading{ConversationId(5), {UserId(1), 2, 3, at(4)}});
    QCOMPARE(reading["conversation"_L1], QJsonValue(u"5"_s));
    QCOMPARE(reading["throughSeq"_L1], QJsonValue(3));
    const QJsonObject star = exportLine(Star{UserId(1), ConversationId(5), MessageId(6), 2, at(4)});
    QCOMPARE(star["message"_L1], QJsonValue(u"6"_s));
    QCOMPARE(star["createdAt"_L1], QJsonValue(toIso(at(4))));
    Message line;
    line.kind = MessageKind::System;
    line.membership = Membership::Ended;
    QCOMPARE(exportLine(line)["membership"_L1], QJsonValue(u"ended"_s));
}

void ExportLineTest::saysWhatIsSet()
{
    const FakeSettingTarget target;
    const QJsonObject line = exportLine(target.settings().front());
    QCOMPARE(line,
             (QJsonObject{{"name"_L1, u"test.low"_s},
                          {"value"_L1, target.settings().front().inForce},
                          {"source"_L1, u"default"_s}}));
}

QTEST_GUILESS_MAIN(ExportLineTest)
#include "tst_exportline.moc"
