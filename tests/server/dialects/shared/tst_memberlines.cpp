// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/clock.h"
#include "server/dialects/shared/memberlines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QString At = u"2026-11-29T10:00:00.123Z"_s;

User person(qint64 id, const QString &name)
{
    User user;
    user.id = UserId(id);
    user.displayName = name;
    user.avatarUrl = u"/%1.png"_s.arg(id);
    return user;
}

MembersChanged change()
{
    MembersChanged changed;
    changed.conversation.id = ConversationId(10);
    changed.actor = person(1, u"Ada"_s);
    changed.message = MessageId(20);
    changed.at = *parseIso(At);
    return changed;
}

QJsonObject objectOf(const SocketEvent &event)
{
    return QJsonDocument::fromJson(event.json).object();
}

} // namespace

class MemberLinesTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfEachWhoCameOrWent();
    void saysInTheHistoryWhatItSaidLive();
    void leavesOtherMessagesAlone();
};

void MemberLinesTest::tellsOfEachWhoCameOrWent()
{
    MembersChanged changed = change();
    changed.added = {person(2, u"Bob"_s), person(3, u"Eve"_s)};
    changed.removed = {person(4, u"Joe"_s), changed.actor};
    const auto events = memberEvents(changed, u"http://here"_s);
    QCOMPARE(events.size(), 4u);
    QCOMPARE(events[0].name, QByteArray("memberAdded"));
    QCOMPARE(events[0].reach, Reach::InRoom);
    const QJsonObject first = objectOf(events[0]);
    QCOMPARE(first["content"_L1], QJsonValue(u"Ada added Bob"_s));
    QCOMPARE(first["systemAction"_L1], QJsonValue(u"user_added"_s));
    QCOMPARE(first["chatId"_L1], QJsonValue(u"10"_s));
    QCOMPARE(first["createdAt"_L1], QJsonValue(At));
    QCOMPARE(first["messageId"_L1], QJsonValue(u"20"_s));
    QCOMPARE(first["meta"_L1].toObject(),
             (QJsonObject{{u"actorId"_s, u"1"_s},
                          {u"memberId"_s, u"2"_s},
                          {u"memberAvatar"_s, u"http://here/2.png"_s}}));
    QCOMPARE(objectOf(events[1])["meta"_L1]["memberId"_L1], QJsonValue(u"3"_s));
    QCOMPARE(events[2].name, QByteArray("memberRemoved"));
    QCOMPARE(objectOf(events[2])["systemAction"_L1], QJsonValue(u"user_removed"_s));
    QCOMPARE(objectOf(events[2])["content"_L1], QJsonValue(u"Ada removed Joe"_s));
    QCOMPARE(objectOf(events[3])["content"_L1], QJsonValue(u"Ada left"_s));
}

void MemberLinesTest::saysInTheHistoryWhatItSaidLive()
{
    Message line;
    line.kind = MessageKind::System;
    line.sender = UserId(1);
    line.mentions = {UserId(2), UserId(3)};
    line.membership = Membership::Ended;
    QJsonObject object;
    insertMembership(object, line, u"/2.png"_s);
    QCOMPARE(object["systemAction"_L1], QJsonValue(u"user_removed"_s));
    QCOMPARE(object["meta"_L1].toObject(),
             (QJsonObject{{u"actorId"_s, u"1"_s},
                          {u"memberId"_s, u"2"_s},
                          {u"memberAvatar"_s, u"/2.png"_s},
                          {u"memberIds"_s, QJsonArray{u"2"_s, u"3"_s}}}));
}

void MemberLinesTest::leavesOtherMessagesAlone()
{
    Message message;
    message.mentions = {UserId(2)};
    QJsonObject object;
    insertMembership(object, message, {});
    QVERIFY(object.isEmpty());
}

QTEST_GUILESS_MAIN(MemberLinesTest)
#include "tst_memberlines.moc"
