// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminErasuresTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void asksAndCancels();
    void showsWhatBecameOfIt();
    void showsFirstWhatItWouldDo();
    void understandsGraces_data();
    void understandsGraces();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();

private:
    Result<Answer> ask(Method method, const QJsonObject &params = {})
    {
        return m_admin->ask(method, "/api/v1/admin/users/+4915102/erase", m_admin->alice, params);
    }
    std::unique_ptr<AdminFixture> m_admin;
};

void AdminErasuresTest::asksAndCancels()
{
    const Timestamp now = m_admin->identity.clock.now();
    const QJsonObject asked = AdminFixture::body(ask(Method::Post));
    QCOMPARE(asked["id"_L1], QJsonValue(u"2"_s));
    QCOMPARE(asked["state"_L1], QJsonValue(u"erasing"_s));
    QCOMPARE(asked["endedSessions"_L1], QJsonValue(0));
    const QJsonObject erasure = asked["erasure"_L1].toObject();
    QCOMPARE(erasure["dueAt"_L1].toString(), toIso(now + std::chrono::hours(24)));
    QCOMPARE(erasure["messages"_L1].toString(), u"keep"_s);
    const QJsonObject cancelled = AdminFixture::body(ask(Method::Delete));
    QCOMPARE(cancelled["state"_L1], QJsonValue(u"active"_s));
    QVERIFY(cancelled["erasure"_L1].isNull());
    QCOMPARE(ask(Method::Delete).error().code, "erasure_not_found"_L1);
}

void AdminErasuresTest::showsWhatBecameOfIt()
{
    QCOMPARE(ask(Method::Get).error().kind, Error::Kind::NotFound);
    QVERIFY(ask(Method::Post));
    const QJsonObject shown = AdminFixture::body(ask(Method::Get));
    QCOMPARE(shown["user"_L1].toString(), u"2"_s);
    QCOMPARE(shown["requestedBy"_L1].toString(), u"user:1"_s);
    QVERIFY(shown["erasedAt"_L1].isNull());
    QVERIFY(shown["receipt"_L1].isNull());
}

void AdminErasuresTest::showsFirstWhatItWouldDo()
{
    const QJsonObject would = AdminFixture::body(ask(Method::Post, {{"dryRun"_L1, true}}));
    QCOMPARE(would["state"_L1], QJsonValue(u"erasing"_s));
    QVERIFY(!await(m_admin->users.find(m_admin->bob))->details.view.erasure);
}

void AdminErasuresTest::understandsGraces_data()
{
    QTest::addColumn<QString>("grace");
    QTest::addColumn<qint64>("hours");

    QTest::newRow("none") << u"0"_s << qint64(0);
    QTest::newRow("two days") << u"2d"_s << qint64(48);
}

void AdminErasuresTest::understandsGraces()
{
    QFETCH(QString, grace);
    QFETCH(qint64, hours);
    const Timestamp now = m_admin->identity.clock.now();
    const QJsonObject asked = AdminFixture::body(ask(Method::Post, {{"grace"_L1, grace}}));
    QCOMPARE(asked["erasure"_L1].toObject()["dueAt"_L1].toString(),
             toIso(now + std::chrono::hours(hours)));
}

void AdminErasuresTest::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("field");

    QTest::newRow("no duration") << QJsonObject{{"grace"_L1, u"soon"_s}} << u"grace"_s;
    QTest::newRow("a past one") << QJsonObject{{"grace"_L1, u"-1d"_s}} << u"grace"_s;
    QTest::newRow("an endless one") << QJsonObject{{"grace"_L1, u"400d"_s}} << u"grace"_s;
    QTest::newRow("no such manner") << QJsonObject{{"messages"_L1, u"some"_s}} << u"messages"_s;
}

void AdminErasuresTest::refusesWhatItDoesNotUnderstand()
{
    QFETCH(QJsonObject, params);
    QFETCH(QString, field);
    const auto refused = ask(Method::Post, params);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QVERIFY(refused.error().message.startsWith(field));
}

QTEST_GUILESS_MAIN(AdminErasuresTest)
#include "tst_adminerasures.moc"
