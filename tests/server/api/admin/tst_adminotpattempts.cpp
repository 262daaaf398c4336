// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/maskedidentifier.h"
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminOtpAttemptsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void listsAndCounts();
    void goesFromPageToPage();
    void exportsAll();
    void countsWhatArrived();
    void refuses_data();
    void refuses();

private:
    Result<Answer> ask(const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(Method::Get, "/api/v1/admin/otp" + path, m_admin->alice, params);
    }

    std::unique_ptr<AdminFixture> m_admin;
};

//! Two ask whom nobody knows, and one of them is wrong once.
void AdminOtpAttemptsTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    auto &codes = m_admin->identity.codes;
    QVERIFY(await(codes.request(Alice, Somewhere)));
    m_admin->identity.clock.advance(std::chrono::seconds(1));
    QVERIFY(await(codes.request(AliceMail, Somewhere)));
    QVERIFY(!await(codes.verify(AliceMail, u"none"_s, Somewhere)));
}

void AdminOtpAttemptsTest::listsAndCounts()
{
    const QJsonObject page = AdminFixture::body(ask("/attempts", {{"filter"_L1, u"kind:email"_s}}));
    QVERIFY(page["nextCursor"_L1].isNull());
    QJsonObject item = page["items"_L1][0].toObject();
    QVERIFY(!item.take("id"_L1).toString().isEmpty());
    QCOMPARE(item,
             (QJsonObject{{"purpose"_L1, u"sign-in"_s},
                          {"kind"_L1, u"email"_s},
                          {"to"_L1, masked(AliceMail)},
                          {"userId"_L1, QJsonValue()},
                          {"address"_L1, u"192.0.2.1"_s},
                          {"state"_L1, u"sent"_s},
                          {"guesses"_L1, 1},
                          {"requestedAt"_L1, toIso(m_admin->identity.clock.now())}}));
    QCOMPARE(AdminFixture::body(ask("/attempts/count", {{"filter"_L1, u"guesses:0"_s}})),
             (QJsonObject{{"count"_L1, 1}, {"isExact"_L1, true}}));
}

void AdminOtpAttemptsTest::goesFromPageToPage()
{
    QJsonObject params{{"limit"_L1, 1}, {"sort"_L1, u"guesses"_s}};
    const QJsonObject first = AdminFixture::body(ask("/attempts", params));
    QCOMPARE(first["items"_L1][0]["guesses"_L1], QJsonValue(0));
    params["cursor"_L1] = first["nextCursor"_L1];
    const QJsonObject second = AdminFixture::body(ask("/attempts", params));
    QCOMPARE(second["items"_L1][0]["guesses"_L1], QJsonValue(1));
    QVERIFY(second["nextCursor"_L1].isNull());
    params["sort"_L1] = u"-guesses"_s;
    QCOMPARE(ask("/attempts", params).error().code, "invalid_input"_L1);
}

void AdminOtpAttemptsTest::exportsAll()
{
    const auto answer =
        ask("/attempts/export", {{"format"_L1, u"csv"_s}, {"sort"_L1, u"requested"_s}});
    QVERIFY(answer);
    QVERIFY(answer->stream);
    QCOMPARE(answer->stream->name, u"otp-attempts.csv"_s);
    const auto piece = await(answer->stream->next());
    const QList<QByteArray> lines = piece->trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith("id,requestedAt,to,kind,purpose,userId,address,state,guesses"));
    // A spreadsheet does not take a telephone number for a formula.
    QVERIFY(lines[1].contains(",'+91"));
    QVERIFY(lines[2].contains(",email,sign-in,,192.0.2.1,sent,1"));
    QVERIFY(await(answer->stream->next())->isEmpty());
}

void AdminOtpAttemptsTest::countsWhatArrived()
{
    const QJsonObject page =
        AdminFixture::body(ask("/delivery", {{"filter"_L1, u"requested>-1d"_s}}));
    const QJsonObject mail{{"kind"_L1, u"email"_s},
                           {"sent"_L1, 1},
                           {"undelivered"_L1, 0},
                           {"used"_L1, 0},
                           {"lastLostAt"_L1, QJsonValue()}};
    QCOMPARE(page["items"_L1].toArray().size(), 2);
    QCOMPARE(page["items"_L1][0].toObject(), mail);
}

void AdminOtpAttemptsTest::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("message");

    QTest::newRow("an order") << QByteArray("/attempts") << QJsonObject{{"sort"_L1, u"colour"_s}}
                              << u"sort must be one of requested, -requested, guesses, -guesses"_s;
    QTest::newRow("a cursor") << QByteArray("/attempts") << QJsonObject{{"cursor"_L1, u"7"_s}}
                              << u"cursor must be one this server gave"_s;
    QTest::newRow("a format") << QByteArray("/attempts/export")
                              << QJsonObject{{"format"_L1, u"xml"_s}}
                              << u"format must be one of ndjson, csv"_s;
}

void AdminOtpAttemptsTest::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, params);
    QFETCH(QString, message);
    QCOMPARE(ask(path, params).error().message, message);
    for (const QByteArray asked : {"/attempts", "/attempts/count", "/delivery"})
        QCOMPARE(ask(asked, {{"filter"_L1, u"stat:sent"_s}}).error().code, "invalid_filter"_L1);
}

QTEST_GUILESS_MAIN(AdminOtpAttemptsTest)
#include "tst_adminotpattempts.moc"
