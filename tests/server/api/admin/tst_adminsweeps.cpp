// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class AdminSweepsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void beginsShowsAndLists();
    void saysWhatBecameOfIt();
    void exportsAll();
    void carriesOutOneAtATime();
    void knowsNoOther();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/storage/sweeps" + path, m_admin->alice, params);
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminSweepsTest::beginsShowsAndLists()
{
    m_admin->sweeps.configure({.rules = {.greatestAge = 24h, .budget = 7}});
    const QJsonObject begun = AdminFixture::body(ask(Method::Post, {}, {{"dryRun"_L1, true}}));
    QCOMPARE(begun["id"_L1], QJsonValue(u"1"_s));
    QCOMPARE(begun["state"_L1], QJsonValue(u"under-way"_s));
    QCOMPARE(begun["dryRun"_L1], QJsonValue(true));
    QCOMPARE(begun["rules"_L1]["maxAge"_L1], QJsonValue(86'400'000));
    QCOMPARE(begun["rules"_L1]["budget"_L1], QJsonValue(7));
    QCOMPARE(begun["requestedBy"_L1], QJsonValue(u"user:1"_s));
    QVERIFY(begun["endedAt"_L1].isNull());
    QVERIFY(begun["progress"_L1]["step"_L1].isNull());
    QCOMPARE(AdminFixture::body(ask(Method::Get, "/1")), begun);
    const QJsonObject listed = AdminFixture::body(ask(Method::Get, {}));
    QCOMPARE(listed["items"_L1].toArray(), QJsonArray{begun});
    QVERIFY(listed["nextCursor"_L1].isNull());
}

void AdminSweepsTest::saysWhatBecameOfIt()
{
    QVERIFY(ask(Method::Post, {}));
    QVERIFY(await(m_admin->identity.database->write([](Stores &stores) -> Result<> {
        auto sweep = stores.sweeps.find(1);
        if (!sweep)
            return sweep.error();
        sweep->state = Sweep::State::Failed;
        sweep->endedAt = at(0);
        sweep->findings.tooOld = {3, 5'000'000'000};
        sweep->problem = u"no disk"_s;
        return stores.sweeps.update(*sweep);
    })));
    const QJsonObject shown = AdminFixture::body(ask(Method::Get, "/1"));
    QCOMPARE(shown["state"_L1], QJsonValue(u"failed"_s));
    QCOMPARE(shown["dryRun"_L1], QJsonValue(false));
    QCOMPARE(shown["problem"_L1], QJsonValue(u"no disk"_s));
    QCOMPARE(shown["findings"_L1]["tooOld"_L1]["bytes"_L1].toInteger(), 5'000'000'000);
}

void AdminSweepsTest::carriesOutOneAtATime()
{
    QVERIFY(ask(Method::Post, {}));
    QCOMPARE(ask(Method::Post, {}, {{"dryRun"_L1, true}}).error().code, "sweep_busy"_L1);
}

void AdminSweepsTest::knowsNoOther()
{
    for (const char *path : {"/1", "/x", "/-1"})
        QCOMPARE(ask(Method::Get, path).error().code, "sweep_not_found"_L1);
}

void AdminSweepsTest::exportsAll()
{
    QVERIFY(ask(Method::Post, {}));
    const auto csv = ask(Method::Get, "/export", {{"format"_L1, u"csv"_s}});
    QVERIFY(csv);
    const QByteArray table = await(csv->stream->next()).value();
    QVERIFY2(table.contains(",findings.missing.files\r\n1,under-way,false,user:1,"),
             table.constData());
    QVERIFY2(table.endsWith(",0,0,0,0,0,0,0,0,0,0,0\r\n"), table.constData());
}

QTEST_GUILESS_MAIN(AdminSweepsTest)
#include "tst_adminsweeps.moc"
