// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernchatshape.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::mern;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1);
constexpr UserId Bob(2);

MemberView member(UserId id, const QString &name, Role role = Role::Member)
{
    MemberView view;
    view.user.id = id;
    view.user.displayName = name;
    view.user.avatarUrl = u"/api/v1/media/files/%1.png"_s.arg(name);
    view.member.role = role;
    return view;
}

ConversationDetails chat(ConversationKind kind, std::vector<MemberView> members)
{
    ConversationDetails details;
    details.view.conversation.id = ConversationId(10);
    details.view.conversation.kind = kind;
    details.view.conversation.title = u"Project"_s;
    details.view.unread = 3;
    details.members = std::move(members);
    return details;
}

} // namespace

class MernChatShapeTest : public QObject
{
    Q_OBJECT

private slots:
    void callsADirectChatByTheOther();
    void callsAGroupByItsTitle();
    void saysWhoWroteLast();
};

void MernChatShapeTest::callsADirectChatByTheOther()
{
    const auto details =
        chat(ConversationKind::Direct, {member(Alice, u"Alice"_s), member(Bob, u"Bob"_s)});
    const QJsonObject shape = chatObject(details, Alice, u"https://chat.example.org"_s);
    QCOMPARE(shape["_id"_L1], QJsonValue(u"10"_s));
    for (const QLatin1String name : {"name"_L1, "chatName"_L1})
        QCOMPARE(shape[name], QJsonValue(u"Bob"_s));
    QCOMPARE(shape["avatar"_L1],
             QJsonValue(u"https://chat.example.org/api/v1/media/files/Bob.png"_s));
    QCOMPARE(shape["isGroupChat"_L1], QJsonValue(false));
    QCOMPARE(shape["unreadCount"_L1], QJsonValue(3));
    QCOMPARE(shape["latestMessage"_L1], QJsonValue(QJsonValue::Null));
    QVERIFY(!shape.contains("groupAdmin"_L1));
}

void MernChatShapeTest::callsAGroupByItsTitle()
{
    const auto details = chat(ConversationKind::Group,
                              {member(Alice, u"Alice"_s), member(Bob, u"Bob"_s, Role::Admin)});
    const QJsonObject shape = chatObject(details, Alice, {});
    QCOMPARE(shape["chatName"_L1], QJsonValue(u"Project"_s));
    QCOMPARE(shape["isGroup"_L1], QJsonValue(true));
    QCOMPARE(shape["groupAdmin"_L1]["_id"_L1], QJsonValue(u"2"_s));
    for (const QLatin1String people : {"participants"_L1, "users"_L1, "members"_L1})
        QCOMPARE(shape[people].toArray().size(), 2);
}

void MernChatShapeTest::saysWhoWroteLast()
{
    auto details =
        chat(ConversationKind::Direct, {member(Alice, u"Alice"_s), member(Bob, u"Bob"_s)});
    Message last;
    last.sender = Bob;
    last.body = u"hi"_s;
    details.view.lastMessage = last;
    const QJsonObject shape = chatObject(details, Alice, {});
    for (const QLatin1String name : {"latestMessage"_L1, "lastMessage"_L1}) {
        QCOMPARE(shape[name]["content"_L1], QJsonValue(u"hi"_s));
        QCOMPARE(shape[name]["sender"_L1]["name"_L1], QJsonValue(u"Bob"_s));
    }
}

QTEST_GUILESS_MAIN(MernChatShapeTest)
#include "tst_mernchatshape.moc"
