// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Settings = "/api/v1/admin/settings";

QStringList namesOf(const QJsonObject &page)
{
    QStringList names;
    const QJsonArray items = page["items"_L1].toArray();
    for (const auto &item : items)
        names.append(item["name"_L1].toString());
    return names;
}

} // namespace

class AdminSettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void listsAllThatCanBeSaidOfASetting();
    void pagesThroughThem();
    void showsOne();
    void changesAndSaysWhatWasBefore();
    void triesADryRun();
    void resetsOne();
    void tellsItsHistoryAndUndoesIt();
    void exportsItsHistory();
    void knowsNoOthers_data();
    void knowsNoOthers();

private:
    Result<Answer> ask(Method method, const QByteArray &below, const QJsonObject &params = {})
    {
        return m_admin->ask(method, Settings + below, m_admin->alice, params);
    }
    QJsonObject put(const QJsonObject &values)
    {
        return AdminFixture::body(ask(Method::Put, {}, {{"values"_L1, values}}));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminSettingsTest::listsAllThatCanBeSaidOfASetting()
{
    const QJsonObject page = AdminFixture::body(ask(Method::Get, {}));
    QCOMPARE(namesOf(page),
             (QStringList{u"test.low"_s, u"test.high"_s, u"test.time"_s, u"test.path"_s,
                          u"test.secret"_s, u"test.file"_s, u"otp.length"_s, u"test.said"_s}));
    QVERIFY(page["nextCursor"_L1].isNull());
    const QJsonObject expected{{"name"_L1, u"test.time"_s},
                               {"kind"_L1, u"duration"_s},
                               {"value"_L1, 60'000},
                               {"text"_L1, u"1m"_s},
                               {"source"_L1, u"default"_s},
                               {"isLocked"_L1, false},
                               {"default"_L1, 60'000},
                               {"defaultText"_L1, u"1m"_s},
                               {"range"_L1, u"1s to 1h"_s},
                               {"choices"_L1, QJsonArray()},
                               {"setBy"_L1, u"config.write"_s},
                               {"needsRestart"_L1, false},
                               {"waiting"_L1, QJsonValue()},
                               {"description"_L1, QString()},
                               {"otherText"_L1, QJsonValue()}};
    QCOMPARE(page["items"_L1][2].toObject(), expected);
    QCOMPARE(page["items"_L1][7]["source"_L1], QJsonValue(u"file"_s));
    QCOMPARE(page["items"_L1][7]["isLocked"_L1], QJsonValue(true));
}

void AdminSettingsTest::pagesThroughThem()
{
    QJsonObject page = AdminFixture::body(ask(Method::Get, {}, {{"limit"_L1, 5}}));
    QCOMPARE(namesOf(page).size(), 5);
    QCOMPARE(page["nextCursor"_L1], QJsonValue(u"test.secret"_s));
    page = AdminFixture::body(
        ask(Method::Get, {}, {{"limit"_L1, 5}, {"cursor"_L1, page["nextCursor"_L1]}}));
    QCOMPARE(namesOf(page), (QStringList{u"test.file"_s, u"otp.length"_s, u"test.said"_s}));
    QVERIFY(page["nextCursor"_L1].isNull());
}

void AdminSettingsTest::showsOne()
{
    const QJsonObject setting = AdminFixture::body(ask(Method::Get, "/test.secret"));
    QCOMPARE(setting["name"_L1], QJsonValue(u"test.secret"_s));
    QCOMPARE(setting["setBy"_L1], QJsonValue(u"owner"_s));
}

void AdminSettingsTest::changesAndSaysWhatWasBefore()
{
    put({{u"test.time"_s, u"2m"_s}});
    const QJsonObject outcome = put({{u"test.time"_s, u"90s"_s}, {u"test.path"_s, u"/x"_s}});
    QCOMPARE(outcome["changes"_L1].toArray(),
             (QJsonArray{QJsonObject{{"name"_L1, u"test.time"_s},
                                     {"before"_L1, 120'000},
                                     {"beforeText"_L1, u"2m"_s},
                                     {"after"_L1, 90'000},
                                     {"afterText"_L1, u"90s"_s}},
                         QJsonObject{{"name"_L1, u"test.path"_s},
                                     {"before"_L1, QJsonValue()},
                                     {"beforeText"_L1, QJsonValue()},
                                     {"after"_L1, u"/x"_s},
                                     {"afterText"_L1, u"/x"_s}}}));
    QCOMPARE(outcome["waiting"_L1].toArray(), QJsonArray{u"test.path"_s});
    QCOMPARE(outcome["isDryRun"_L1], QJsonValue(false));
    const QJsonObject setting = AdminFixture::body(ask(Method::Get, "/test.time"));
    QCOMPARE(setting["value"_L1], QJsonValue(90'000));
    QCOMPARE(setting["source"_L1], QJsonValue(u"database"_s));
}

void AdminSettingsTest::triesADryRun()
{
    const QJsonObject outcome = AdminFixture::body(ask(
        Method::Put, {}, {{"values"_L1, QJsonObject{{u"test.low"_s, 3}}}, {"dryRun"_L1, true}}));
    QCOMPARE(outcome["isDryRun"_L1], QJsonValue(true));
    QCOMPARE(outcome["changes"_L1].toArray().size(), 1);
    QVERIFY(m_admin->target.adoptedValues.isEmpty());
}

void AdminSettingsTest::resetsOne()
{
    put({{u"test.low"_s, 3}});
    const QJsonObject outcome = AdminFixture::body(ask(Method::Delete, "/test.low"));
    QCOMPARE(outcome["changes"_L1][0]["before"_L1], QJsonValue(3));
    QVERIFY(outcome["changes"_L1][0]["after"_L1].isNull());
    QVERIFY(m_admin->target.adoptedValues.isEmpty());
}

void AdminSettingsTest::tellsItsHistoryAndUndoesIt()
{
    put({{u"test.low"_s, 3}});
    const QJsonObject page = AdminFixture::body(ask(Method::Get, "/history"));
    const QJsonObject expected{{"id"_L1, u"1"_s},
                               {"at"_L1, u"2027-01-15T08:00:00.000Z"_s},
                               {"actor"_L1, u"user:1"_s},
                               {"address"_L1, u"127.0.0.1"_s},
                               {"before"_L1, QJsonObject{{u"test.low"_s, QJsonValue()}}},
                               {"after"_L1, QJsonObject{{u"test.low"_s, 3}}},
                               {"undoes"_L1, QJsonValue()}};
    QCOMPARE(page["items"_L1].toArray(), QJsonArray{expected});

    const QJsonObject undone = AdminFixture::body(ask(Method::Post, "/history/1/undo"));
    QCOMPARE(undone["changes"_L1][0]["name"_L1], QJsonValue(u"test.low"_s));
    QVERIFY(m_admin->target.adoptedValues.isEmpty());
    const QJsonObject after = AdminFixture::body(ask(Method::Get, "/history"));
    QCOMPARE(after["items"_L1][0]["undoes"_L1], QJsonValue(u"1"_s));
}

void AdminSettingsTest::knowsNoOthers_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("below");

    QTest::newRow("show") << Method::Get << QByteArray("/test.lo");
    QTest::newRow("reset") << Method::Delete << QByteArray("/nothing");
    QTest::newRow("undo") << Method::Post << QByteArray("/history/7/undo");
    QTest::newRow("undo, no number") << Method::Post << QByteArray("/history/last/undo");
    QTest::newRow("undo, below all numbers")
        << Method::Post << QByteArray("/history/-9223372036854775808/undo");
}

void AdminSettingsTest::knowsNoOthers()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, below);
    QCOMPARE(ask(method, below).error().kind, Error::Kind::NotFound);
}

void AdminSettingsTest::exportsItsHistory()
{
    put({{u"test.time"_s, u"2m"_s}});
    const auto csv = ask(Method::Get, "/history/export", {{"format"_L1, u"csv"_s}});
    QVERIFY(csv);
    const QByteArray table = await(csv->stream->next()).value();
    QVERIFY2(table.startsWith("id,at,actor,address,before,after,undoes\r\n"), table.constData());
    QVERIFY2(table.contains("{\"\"test.time\"\":120000}"), table.constData());
}

QTEST_GUILESS_MAIN(AdminSettingsTest)
#include "tst_adminsettings.moc"
