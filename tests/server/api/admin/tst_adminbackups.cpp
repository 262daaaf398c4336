// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminBackupsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void ordersShowsAndLists();
    void saysWhatBecameOfIt();
    void knowsNoOther();

private:
    Result<Answer> ask(Method method, const QByteArray &path)
    {
        return m_admin->ask(method, "/api/v1/admin/backups" + path, m_admin->alice);
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminBackupsTest::ordersShowsAndLists()
{
    const QJsonObject ordered = AdminFixture::body(ask(Method::Post, {}));
    QCOMPARE(ordered["name"_L1], QJsonValue(u"linnet-20270115T080000000Z.backup"_s));
    QCOMPARE(ordered["state"_L1], QJsonValue(u"under-way"_s));
    QCOMPARE(ordered["createdAt"_L1], QJsonValue(u"2027-01-15T08:00:00.000Z"_s));
    QCOMPARE(ordered["verification"_L1]["state"_L1], QJsonValue(u"none"_s));
    QVERIFY(ordered["verification"_L1]["at"_L1].isNull());
    QCOMPARE(AdminFixture::body(ask(Method::Get, '/' + ordered["name"_L1].toString().toLatin1())),
             ordered);
    const QJsonObject listed = AdminFixture::body(ask(Method::Get, {}));
    QCOMPARE(listed["items"_L1].toArray(), QJsonArray{ordered});
    QVERIFY(listed["nextCursor"_L1].isNull());
}

void AdminBackupsTest::saysWhatBecameOfIt()
{
    QVERIFY(await(m_admin->identity.database->write([](Stores &stores) {
        return stores.backups.put({.name = u"a"_s,
                                   .state = Backup::State::Made,
                                   .size = 5'000'000'000,
                                   .proof = Backup::Proof::Failed,
                                   .provenAt = at(0),
                                   .proofProblem = u"damaged"_s});
    })));
    const QJsonObject before = AdminFixture::body(ask(Method::Get, "/a"));
    QCOMPARE(before["state"_L1], QJsonValue(u"made"_s));
    QCOMPARE(before["size"_L1].toInteger(), 5'000'000'000);
    QVERIFY(before["problem"_L1].isNull());
    QCOMPARE(before["verification"_L1]["state"_L1], QJsonValue(u"failed"_s));
    QCOMPARE(before["verification"_L1]["problem"_L1], QJsonValue(u"damaged"_s));
    const QJsonObject after = AdminFixture::body(ask(Method::Post, "/a/verification"));
    QCOMPARE(after["verification"_L1]["state"_L1], QJsonValue(u"under-way"_s));
    QVERIFY(after["verification"_L1]["problem"_L1].isNull());
}

void AdminBackupsTest::knowsNoOther()
{
    QCOMPARE(ask(Method::Get, "/other").error().kind, Error::Kind::NotFound);
    QCOMPARE(ask(Method::Post, "/other/verification").error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(AdminBackupsTest)
#include "tst_adminbackups.moc"
