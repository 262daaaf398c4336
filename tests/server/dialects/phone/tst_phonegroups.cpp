// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneGroupsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void createsAGroup();
    void wantsAName();
    void changesAGroup();
    void addsAndRemovesMembers();
    void listsBothOfADirectChat();
    void refusesOthersInTheContractsWords();

private:
    static QByteArray pathOf(ConversationId id)
    {
        return "/api/v1/groups/" + id.toString().toLatin1();
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneGroupsTest::createsAGroup()
{
    const QJsonObject params{{"groupName"_L1, "Team"_L1},
                             {"memberIds"_L1, QJsonArray{m_phone->bob.toString()}}};
    const auto outcome = m_phone->http(Method::Post, "/api/v1/groups", m_phone->alice, params);
    QVERIFY(outcome);
    QCOMPARE(outcome->outcome, Answer::Outcome::Created);
    const QJsonObject group = m_phone->body(outcome)["group"_L1].toObject();
    QCOMPARE(group["group_name"_L1], QJsonValue(u"Team"_s));
    QCOMPARE(group["type"_L1], QJsonValue(u"group"_s));
    const QJsonArray members = group["members"_L1].toArray();
    QCOMPARE(members.size(), 2);
    for (const QJsonValue &member : members) {
        const bool isCreator = member["id"_L1] == QJsonValue(m_phone->alice.toString());
        QCOMPARE(member["role"_L1], QJsonValue(isCreator ? u"admin"_s : u"member"_s));
        QVERIFY(member["phone_number"_L1].toString().startsWith(u'+'));
    }
}

void PhoneGroupsTest::wantsAName()
{
    const auto outcome = m_phone->http(Method::Post, "/api/v1/groups", m_phone->alice);
    QCOMPARE(m_phone->errorBody(outcome), (QJsonObject{{"error"_L1, "groupName is required"_L1}}));
}

void PhoneGroupsTest::changesAGroup()
{
    const ConversationId group = m_phone->group(m_phone->alice, {m_phone->bob});
    auto body = m_phone->body(
        m_phone->http(Method::Put, pathOf(group), m_phone->bob, {{"groupName"_L1, "New"_L1}}));
    QCOMPARE(body["group"_L1]["group_name"_L1], QJsonValue(u"New"_s));
    body = m_phone->body(m_phone->http(Method::Put, pathOf(group), m_phone->bob));
    QCOMPARE(body, (QJsonObject{{"group"_L1, QJsonValue::Null}}));
}

void PhoneGroupsTest::addsAndRemovesMembers()
{
    const ConversationId group = m_phone->group(m_phone->alice, {m_phone->bob});
    const QByteArray members = pathOf(group) + "/members";
    auto body =
        m_phone->body(m_phone->http(Method::Post, members, m_phone->alice,
                                    {{"memberIds"_L1, QJsonArray{m_phone->carol.toString()}}}));
    QCOMPARE(body["members"_L1].toArray().size(), 3);
    const QByteArray carol = members + '/' + m_phone->carol.toString().toLatin1();
    QCOMPARE(m_phone->body(m_phone->http(Method::Delete, carol, m_phone->carol)),
             (QJsonObject{{"success"_L1, true}})); // Everybody may go.
    body = m_phone->body(m_phone->http(Method::Get, members, m_phone->bob));
    QCOMPARE(body["members"_L1].toArray().size(), 2);
    const auto missing = m_phone->http(Method::Post, members, m_phone->alice);
    QCOMPARE(m_phone->errorBody(missing),
             (QJsonObject{{"error"_L1, "memberIds must be an array"_L1}}));
}

void PhoneGroupsTest::listsBothOfADirectChat()
{
    const QByteArray direct = pathOf(m_phone->directChat(m_phone->alice, m_phone->bob));
    const auto body =
        m_phone->body(m_phone->http(Method::Get, direct + "/members", m_phone->alice));
    QCOMPARE(body["members"_L1].toArray().size(), 2);
    const auto hidden = m_phone->http(Method::Get, direct + "/members", m_phone->mallory);
    QVERIFY(!hidden);
    QCOMPARE(hidden.error().kind, Error::Kind::NotFound);
}

void PhoneGroupsTest::refusesOthersInTheContractsWords()
{
    const ConversationId group = m_phone->group(m_phone->alice, {m_phone->bob});
    const QJsonObject stranger{{"error"_L1, "Error"_L1},
                               {"code"_L1, "not_a_member"_L1},
                               {"message"_L1, "Not a group member"_L1}};
    for (const QByteArray &path :
         {pathOf(group), QByteArray("/api/v1/groups/1"), QByteArray("/api/v1/groups/x")}) {
        const auto outcome =
            m_phone->http(Method::Put, path, m_phone->mallory, {{"groupName"_L1, "Mine"_L1}});
        QCOMPARE(m_phone->errorBody(outcome), stranger);
    }
    const QByteArray alice = pathOf(group) + "/members/" + m_phone->alice.toString().toLatin1();
    QCOMPARE(m_phone->errorBody(m_phone->http(Method::Delete, alice, m_phone->bob)),
             (QJsonObject{{"error"_L1, "Error"_L1},
                          {"code"_L1, "admin_required"_L1},
                          {"message"_L1, "Only admins can remove members"_L1}}));
    const auto hidden = m_phone->http(Method::Get, pathOf(group) + "/members", m_phone->mallory);
    const auto missing = m_phone->http(Method::Get, "/api/v1/groups/1/members", m_phone->mallory);
    QVERIFY(!hidden);
    QCOMPARE(hidden.error().kind, Error::Kind::NotFound);
    QCOMPARE(m_phone->errorBody(hidden), m_phone->errorBody(missing));
}

QTEST_GUILESS_MAIN(PhoneGroupsTest)
#include "tst_phonegroups.moc"
