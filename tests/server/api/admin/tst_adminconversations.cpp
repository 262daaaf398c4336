// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Imports = "/api/v1/admin/imports/";

const QJsonObject Team{{"id"_L1, u"1000"_s},
                       {"kind"_L1, u"group"_s},
                       {"title"_L1, u"Team"_s},
                       {"owner"_L1, u"1"_s},
                       {"createdAt"_L1, u"2020-01-31T09:05:00.000Z"_s},
                       {"frozen"_L1, true},
                       {"members"_L1,
                        QJsonArray{QJsonObject{{"user"_L1, u"1"_s}, {"role"_L1, u"admin"_s}},
                                   QJsonObject{{"user"_L1, u"2"_s}}}}};

} // namespace

class AdminConversationsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void makesConversations();
    void takesEachByItself_data();
    void takesEachByItself();
    void rehearses();
    void movesMembers();
    void refusesWhatItDoesNotUnderstand();
    void takesAsMuchAsChangingAccountsAndGroups();

private:
    Result<Answer> ask(const QByteArray &what, const QJsonObject &params)
    {
        return m_admin->ask(Method::Post, Imports + what, m_admin->alice, params);
    }
    QJsonArray import(const QJsonArray &conversations, QJsonObject more = {})
    {
        more["conversations"_L1] = conversations;
        return AdminFixture::body(ask("conversations", more))["items"_L1].toArray();
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminConversationsTest::makesConversations()
{
    QJsonObject direct = Team;
    direct["id"_L1] = u"1001"_s;
    direct["kind"_L1] = u"direct"_s;
    QCOMPARE(import({Team, direct}),
             (QJsonArray{QJsonObject{{"outcome"_L1, u"created"_s}, {"id"_L1, u"1000"_s}},
                         QJsonObject{{"outcome"_L1, u"created"_s}, {"id"_L1, u"1001"_s}}}));
    const auto group = m_admin->ask(Method::Get, "/api/v1/admin/groups/1000", m_admin->alice);
    QCOMPARE(AdminFixture::body(group)["state"_L1], QJsonValue(u"frozen"_s));
    QCOMPARE(AdminFixture::body(group)["members"_L1], QJsonValue(2));
    QCOMPARE(import({Team}, {{"onConflict"_L1, u"skip"_s}})[0]["outcome"_L1],
             QJsonValue(u"skipped"_s));
}

void AdminConversationsTest::takesEachByItself_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("code");

    const auto row = [](const QString &field, const QJsonValue &value, const QString &code) {
        QTest::addRow("%s: %s", qPrintable(field), qPrintable(code)) << field << value << code;
    };
    row(u"id"_s, u"x"_s, u"invalid_input"_s);
    row(u"kind"_s, u"crowd"_s, u"invalid_input"_s);
    row(u"createdAt"_s, u"then"_s, u"invalid_input"_s);
    row(u"title"_s, QString(), u"invalid_input"_s);
    row(u"members"_s, QJsonArray{QJsonObject{{"user"_L1, u"99"_s}}}, u"user_not_found"_s);
    const QJsonObject king{{"user"_L1, u"1"_s}, {"role"_L1, u"king"_s}};
    row(u"members"_s, QJsonArray{king}, u"invalid_input"_s);
}

void AdminConversationsTest::takesEachByItself()
{
    QFETCH(const QString, field);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, code);
    QJsonObject spoilt = Team;
    spoilt[field] = value;
    const QJsonArray items = import({spoilt, Team, 7});
    QCOMPARE(items[0]["outcome"_L1], QJsonValue(u"failed"_s));
    QCOMPARE(items[0]["error"_L1]["code"_L1], QJsonValue(code));
    QCOMPARE(items[1]["outcome"_L1], QJsonValue(u"created"_s));
    QCOMPARE(items[2]["outcome"_L1], QJsonValue(u"failed"_s));
}

void AdminConversationsTest::rehearses()
{
    QCOMPARE(import({Team}, {{"dryRun"_L1, true}})[0]["outcome"_L1], QJsonValue(u"created"_s));
    QVERIFY(!m_admin->ask(Method::Get, "/api/v1/admin/groups/1000", m_admin->alice));
}

//! Who left before anything was said there may come back: they might never have been in it.
void AdminConversationsTest::movesMembers()
{
    import({Team});
    const QJsonObject moves{{"conversationId"_L1, u"1000"_s}, {"left"_L1, QJsonArray{u"2"_s}}};
    QCOMPARE(AdminFixture::body(ask("members", moves)),
             (QJsonObject{{"joined"_L1, 0}, {"left"_L1, 1}}));
    const QJsonObject back{
        {"conversationId"_L1, u"1000"_s},
        {"joined"_L1, QJsonArray{QJsonObject{{"user"_L1, u"2"_s}, {"role"_L1, u"admin"_s}}}}};
    QCOMPARE(AdminFixture::body(ask("members", back)),
             (QJsonObject{{"joined"_L1, 1}, {"left"_L1, 0}}));
    QCOMPARE(AdminFixture::body(ask("members", back)),
             (QJsonObject{{"joined"_L1, 0}, {"left"_L1, 0}}));
}

void AdminConversationsTest::refusesWhatItDoesNotUnderstand()
{
    QCOMPARE(ask("conversations", {{"conversations"_L1, QJsonArray()}}).error().kind,
             Error::Kind::InvalidInput);
    QCOMPARE(
        ask("conversations", {{"conversations"_L1, QJsonArray{Team}}, {"onConflict"_L1, u"win"_s}})
            .error()
            .message,
        u"onConflict must be one of fail, skip, update"_s);
    QCOMPARE(ask("members", {{"conversationId"_L1, u"7"_s}}).error().kind, Error::Kind::NotFound);
    QCOMPARE(ask("members", {{"conversationId"_L1, u"x"_s}}).error().kind, Error::Kind::NotFound);
}

void AdminConversationsTest::takesAsMuchAsChangingAccountsAndGroups()
{
    for (const QByteArray what : {"conversations", "members"}) {
        const auto route = m_admin->table->findRoute(Method::Post, Imports + what);
        QCOMPARE(route.row->endpoint.access, Access::Staff);
        QCOMPARE(route.row->endpoint.capabilities,
                 Capability::UsersWrite | Capability::GroupsWrite);
    }
}

QTEST_GUILESS_MAIN(AdminConversationsTest)
#include "tst_adminconversations.moc"
