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
    void saysWhatIsSet();
};

void ExportLineTest::saysWhoSomebodyIs()
{
    AccountView view;
    view.user.id = UserId(7);
    view.user.displayName = u"Ann"_s;
    view.user.email = u"ann@example.org"_s;
    view.role = StaffRole::Admin;
    const QJsonObject line = exportLine(view, at(0));
    QCOMPARE(line["id"_L1], QJsonValue(u"7"_s));
    QCOMPARE(line["name"_L1], QJsonValue(u"Ann"_s));
    QCOMPARE(line["email"_L1], QJsonValue(u"ann@example.org"_s));
    QCOMPARE(line["emailVerified"_L1], QJsonValue(false));
    QCOMPARE(line["phone"_L1], QJsonValue(QJsonValue::Null));
    QCOMPARE(line["role"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(line["state"_L1], QJsonValue(u"active"_s));
}

void ExportLineTest::saysUntilWhenSomebodyIsSuspended()
{
    AccountView view;
    view.suspension = Suspension{.at = at(0), .until = at(1000), .reason = u"Spam"_s};
    const QJsonObject line = exportLine(view, at(999));
    QCOMPARE(line["state"_L1], QJsonValue(u"suspended"_s));
    QCOMPARE(line["suspension"_L1]["until"_L1], QJsonValue(toIso(at(1000))));
    QCOMPARE(line["suspension"_L1]["reason"_L1], QJsonValue(u"Spam"_s));
    QVERIFY(exportLine(view, at(1000))["suspension"_L1].isNull());
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
    const QJsonObject line = exportLine(member);
    QCOMPARE(line["role"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(line["joinedSeq"_L1], QJsonValue(3));
    QCOMPARE(line["leftSeq"_L1], QJsonValue(9));
    QCOMPARE(line["deliveredSeq"_L1], QJsonValue(8));
    QCOMPARE(line["readSeq"_L1], QJsonValue(7));
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
