// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupservice.h"
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminGroupsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void listsAndCounts();
    void sortsAsItIsAsked();
    void exportsAll();
    void showsAGroupAndItsMembers();
    void renames();
    void freezesAndThaws();
    void changesRolesAndTheOwner();
    void dissolves();
    void refuses_data();
    void refuses();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/groups" + path, m_admin->alice, params);
    }
    QJsonObject body(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return AdminFixture::body(ask(method, path, params));
    }

    std::unique_ptr<AdminFixture> m_admin;
    QByteArray m_group; //!< "/" and its id.
};

void AdminGroupsTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    GroupService groups(m_admin->chatContext);
    const auto made = await(groups.create(m_admin->alice, {u"Cooking"_s, {}, {}}, {m_admin->bob}));
    QVERIFY(made);
    m_group = '/' + made->group.id.toString().toLatin1();
}

void AdminGroupsTest::listsAndCounts()
{
    const QJsonObject page = body(Method::Get, "", {{"filter"_L1, u"cook"_s}, {"limit"_L1, 1}});
    QVERIFY(page["nextCursor"_L1].isNull());
    const QString now = toIso(m_admin->identity.clock.now());
    QCOMPARE(page["items"_L1],
             QJsonValue(QJsonArray{
                 QJsonObject{{"id"_L1, QString::fromLatin1(m_group.mid(1))},
                             {"title"_L1, u"Cooking"_s},
                             {"owner"_L1, QJsonObject{{"id"_L1, u"1"_s}, {"name"_L1, u"User 1"_s}}},
                             {"state"_L1, u"active"_s},
                             {"members"_L1, 2},
                             {"messages"_L1, 0},
                             {"createdAt"_L1, now},
                             {"updatedAt"_L1, now}}}));
    QCOMPARE(body(Method::Get, "/count", {{"filter"_L1, u"state:frozen"_s}}),
             (QJsonObject{{"count"_L1, 0}, {"isExact"_L1, true}}));
    for (const QByteArray &path : {QByteArray(""), QByteArray("/count")})
        QCOMPARE(ask(Method::Get, path, {{"filter"_L1, u"stat:active"_s}}).error().code,
                 "invalid_filter"_L1);
}

void AdminGroupsTest::sortsAsItIsAsked()
{
    GroupService groups(m_admin->chatContext);
    QVERIFY(await(groups.create(m_admin->alice, {u"apples"_s, {}, {}}, {})));
    const auto titleOf = [](const QJsonObject &page) {
        return page["items"_L1][0]["title"_L1].toString();
    };
    const QJsonObject first = body(Method::Get, "", {{"sort"_L1, u"-members"_s}, {"limit"_L1, 1}});
    QCOMPARE(titleOf(first), u"Cooking"_s);
    QJsonObject next{{"sort"_L1, u"-members"_s}, {"cursor"_L1, first["nextCursor"_L1]}};
    QCOMPARE(titleOf(body(Method::Get, "", next)), u"apples"_s);
    next["sort"_L1] = u"title"_s;
    QCOMPARE(ask(Method::Get, "", next).error().message,
             u"cursor must be one this server gave, for the same sort"_s);
    QCOMPARE(titleOf(body(Method::Get, "", {{"sort"_L1, u"title"_s}})), u"apples"_s);
    const auto exported =
        ask(Method::Get, "/export", {{"format"_L1, u"ndjson"_s}, {"sort"_L1, u"title"_s}});
    QVERIFY(await(exported->stream->next())->contains("apples"));
    QCOMPARE(ask(Method::Get, "", {{"sort"_L1, u"owner"_s}}).error().code, "invalid_input"_L1);
}

//! More than a page, one of which a spreadsheet could take for a formula.
void AdminGroupsTest::exportsAll()
{
    GroupService groups(m_admin->chatContext);
    for (int i = 0; i < 200; ++i)
        QVERIFY(await(groups.create(m_admin->alice, {u"=Group %1"_s.arg(i), {}, {}}, {})));
    const auto answer =
        ask(Method::Get, "/export", {{"format"_L1, u"csv"_s}, {"filter"_L1, u"state:active"_s}});
    QVERIFY(answer);
    QCOMPARE(answer->stream->name, u"groups.csv"_s);
    QByteArray text;
    for (;;) {
        const auto piece = await(answer->stream->next());
        if (piece->isEmpty())
            break;
        text += *piece;
    }
    QVERIFY(text.startsWith(
        "id,title,owner.id,owner.name,state,members,messages,createdAt,updatedAt\r\n"));
    QCOMPARE(text.count('\n'), 202);
    QCOMPARE(text.count(",'=Group "), 200);
    QCOMPARE(text.count(",Cooking,1,User 1,active,2,0,"), 1);
}

void AdminGroupsTest::showsAGroupAndItsMembers()
{
    QCOMPARE(body(Method::Get, m_group)["title"_L1], QJsonValue(u"Cooking"_s));
    const QJsonArray members = body(Method::Get, m_group + "/members")["items"_L1].toArray();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members[0]["id"_L1], QJsonValue(u"1"_s));
    QCOMPARE(members[0]["role"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(members[1]["name"_L1], QJsonValue(u"User 2"_s));
    QCOMPARE(members[1]["role"_L1], QJsonValue(u"member"_s));
}

void AdminGroupsTest::renames()
{
    const QJsonObject dry{{"title"_L1, u"Baking"_s}, {"dryRun"_L1, true}};
    QCOMPARE(body(Method::Patch, m_group, dry)["title"_L1], QJsonValue(u"Baking"_s));
    QCOMPARE(body(Method::Get, m_group)["title"_L1], QJsonValue(u"Cooking"_s));
    QCOMPARE(body(Method::Patch, m_group, {{"title"_L1, u"Baking"_s}})["title"_L1],
             QJsonValue(u"Baking"_s));
    QCOMPARE(body(Method::Get, m_group)["title"_L1], QJsonValue(u"Baking"_s));
}

void AdminGroupsTest::freezesAndThaws()
{
    QCOMPARE(body(Method::Put, m_group + "/freeze")["state"_L1], QJsonValue(u"frozen"_s));
    QCOMPARE(body(Method::Delete, m_group + "/freeze")["state"_L1], QJsonValue(u"active"_s));
}

void AdminGroupsTest::changesRolesAndTheOwner()
{
    body(Method::Put, m_group + "/members/+4915102/role", {{"role"_L1, u"admin"_s}});
    const QJsonArray members = body(Method::Get, m_group + "/members")["items"_L1].toArray();
    QCOMPARE(members[1]["role"_L1], QJsonValue(u"admin"_s));
    const QJsonObject given = body(Method::Put, m_group + "/owner", {{"userId"_L1, u"2"_s}});
    QCOMPARE(given["owner"_L1]["id"_L1], QJsonValue(u"2"_s));
}

void AdminGroupsTest::dissolves()
{
    QCOMPARE(body(Method::Post, m_group + "/dissolution", {{"dryRun"_L1, true}})["state"_L1],
             QJsonValue(u"dissolved"_s));
    QCOMPARE(body(Method::Get, m_group)["members"_L1], QJsonValue(2));
    QCOMPARE(body(Method::Post, m_group + "/dissolution")["members"_L1], QJsonValue(0));
    QCOMPARE(ask(Method::Post, m_group + "/dissolution").error().code, "group_dissolved"_L1);
}

void AdminGroupsTest::refuses_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("code");

    QTest::newRow("no role") << Method::Put << QByteArray("/members/2/role")
                             << QJsonObject{{"role"_L1, u"owner"_s}} << u"invalid_input"_s;
    QTest::newRow("nobody") << Method::Put << QByteArray("/members/nobody/role")
                            << QJsonObject{{"role"_L1, u"admin"_s}} << u"user_not_found"_s;
    QTest::newRow("no member") << Method::Put << QByteArray("/owner")
                               << QJsonObject{{"userId"_L1, u"9"_s}} << u"member_not_found"_s;
    QTest::newRow("no title") << Method::Patch << QByteArray() << QJsonObject{{"title"_L1, u" "_s}}
                              << u"invalid_input"_s;
    QTest::newRow("no title at all")
        << Method::Patch << QByteArray() << QJsonObject() << u"invalid_input"_s;
}

void AdminGroupsTest::refuses()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, params);
    QFETCH(QString, code);
    const auto refused = ask(method, m_group + path, params);
    QVERIFY(!refused);
    QCOMPARE(QString(refused.error().code), code);
    for (const QByteArray &none : {QByteArray("/7"), QByteArray("/x")})
        QCOMPARE(ask(Method::Get, none).error().code, "conversation_not_found"_L1);
}

QTEST_GUILESS_MAIN(AdminGroupsTest)
#include "tst_admingroups.moc"
