// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/joiner.h"
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminMergesTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void merges();
    void tellsHowFarItIs();
    void showsFirstWhatItWouldDo();
    void saysWhoIsMissing();

private:
    AdminFixture::Outcome merge(const QJsonObject &params)
    {
        return m_admin->ask(Method::Post, "/api/v1/admin/users/+4915102/merge", m_admin->alice,
                            params);
    }
    QJsonObject state(const QByteArray &user)
    {
        return AdminFixture::body(
            m_admin->ask(Method::Get, "/api/v1/admin/users/" + user + "/merge", m_admin->alice));
    }
    //! Does what a job does.
    void join()
    {
        QVERIFY(Joiner(m_admin->chatContext, m_admin->identity.security).join(m_admin->bob, {}));
    }
    QJsonObject shown(const QByteArray &user)
    {
        return AdminFixture::body(
            m_admin->ask(Method::Get, "/api/v1/admin/users/" + user, m_admin->alice));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminMergesTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    QVERIFY(await(m_admin->identity.database->write([](Stores &stores) -> Result<> {
        addUser(stores, UserId(3));
        return {};
    })));
}

void AdminMergesTest::merges()
{
    const QString phone = shown("3")["phone"_L1].toString();
    const QJsonObject asked = AdminFixture::body(merge({{"into"_L1, phone}}));
    QCOMPARE(asked["id"_L1].toString(), u"3"_s);
    QCOMPARE(asked["source"_L1]["state"_L1].toString(), u"merging"_s);
    QCOMPARE(asked["progress"_L1]["state"_L1].toString(), u"waiting"_s);
    QVERIFY(asked["after"_L1].isNull());
    join();
    const QJsonObject merged = state("2");
    QCOMPARE(merged["id"_L1].toString(), u"3"_s);
    QCOMPARE(merged["phone"_L1].toString(), phone);
    QCOMPARE(merged["freed"_L1].toArray(), QJsonArray{u"+4915102"_s});
    QCOMPARE(merged["endedSessions"_L1], QJsonValue(0));
    QCOMPARE(merged["before"_L1]["source"_L1]["identifiers"_L1], QJsonValue(1));
    QCOMPARE(merged["after"_L1]["source"_L1]["identifiers"_L1], QJsonValue(0));
    QCOMPARE(merged["source"_L1]["state"_L1].toString(), u"merged"_s);
    const QJsonObject source = shown("2");
    QCOMPARE(source["merger"_L1]["into"_L1].toString(), u"3"_s);
    QCOMPARE(source["merger"_L1]["by"_L1].toString(), u"user:1"_s);
    QVERIFY(shown("3")["merger"_L1].isNull());
    const QJsonObject found = AdminFixture::body(m_admin->ask(
        Method::Get, "/api/v1/admin/users", m_admin->alice, {{"filter"_L1, u"state:merged"_s}}));
    QCOMPARE(found["items"_L1].toArray().size(), 1);
}

void AdminMergesTest::tellsHowFarItIs()
{
    const auto refused = m_admin->ask(Method::Get, "/api/v1/admin/users/2/merge", m_admin->alice);
    QCOMPARE(refused.error().code, "merge_not_found"_L1);
    QVERIFY(merge({{"into"_L1, u"3"_s}}));
    QCOMPARE(state("2")["progress"_L1]["state"_L1].toString(), u"waiting"_s);
    join();
    const QJsonObject progress = state("2")["progress"_L1].toObject();
    QCOMPARE(progress["state"_L1].toString(), u"done"_s);
    QVERIFY(progress["steps"_L1].toInt() > 0);
    QVERIFY(progress["endedAt"_L1].isString());
    QVERIFY(progress["problem"_L1].isNull());
}

void AdminMergesTest::showsFirstWhatItWouldDo()
{
    const QJsonObject would = AdminFixture::body(merge({{"into"_L1, u"3"_s}, {"dryRun"_L1, true}}));
    QCOMPARE(would["source"_L1]["state"_L1].toString(), u"merged"_s);
    QVERIFY(would["progress"_L1].isNull());
    QCOMPARE(would["after"_L1]["source"_L1]["identifiers"_L1], QJsonValue(0));
    QCOMPARE(shown("2")["state"_L1].toString(), u"active"_s);
}

void AdminMergesTest::saysWhoIsMissing()
{
    QCOMPARE(merge({}).error().kind, Error::Kind::InvalidInput);
    QCOMPARE(merge({{"into"_L1, u"99"_s}}).error().kind, Error::Kind::NotFound);
    QCOMPARE(merge({{"into"_L1, u"2"_s}}).error().kind, Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(AdminMergesTest)
#include "tst_adminmerges.moc"
