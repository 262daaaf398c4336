// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneSessionsTest : public QObject
{
    Q_OBJECT

private slots:
    void listsRenamesAndEnds();
    void leavesForeignSessionsAlone();
};

void PhoneSessionsTest::listsRenamesAndEnds()
{
    PhoneFixture phone;
    for (const QString &device : {u"one"_s, u"two"_s}) {
        const auto prepared = await(phone.tokens.prepare(*await(phone.people.find(phone.alice)),
                                                         {{}, {}, device, u"cookie"_s}));
        QVERIFY(await(phone.database->write(
            [&](Stores &stores) { return phone.tokens.open(stores, *prepared); })));
    }
    const auto list = [&] {
        return PhoneFixture::body(
                   phone.http(Method::Get, "/api/v1/sessions", phone.alice))["sessions"_L1]
            .toArray();
    };
    QCOMPARE(list().size(), 2);
    const QJsonObject first = list()[0].toObject();
    QCOMPARE(first["device"_L1].toString(), u"two"_s);
    QCOMPARE(first["dialect"_L1].toString(), u"cookie"_s);
    QCOMPARE(first["current"_L1].toBool(), false);
    const QByteArray path = "/api/v1/sessions/" + first["id"_L1].toString().toLatin1();

    QVERIFY(phone.http(Method::Patch, path, phone.alice, {{"name"_L1, u"Laptop"_s}}));
    QCOMPARE(list()[0].toObject()["client"_L1].toString(), u"Laptop"_s);

    QVERIFY(phone.http(Method::Delete, path, phone.alice));
    QCOMPARE(list().size(), 1);
    QVERIFY(phone.http(Method::Delete, "/api/v1/sessions", phone.alice));
    QCOMPARE(list().size(), 0);
}

void PhoneSessionsTest::leavesForeignSessionsAlone()
{
    PhoneFixture phone;
    const auto prepared = await(phone.tokens.prepare(*await(phone.people.find(phone.alice)),
                                                     {{}, {}, u"one"_s, u"phone"_s}));
    QVERIFY(await(phone.database->write(
        [&](Stores &stores) { return phone.tokens.open(stores, *prepared); })));
    const QByteArray path = "/api/v1/sessions/" + prepared->session.id.toString().toLatin1();

    const auto foreign = phone.http(Method::Delete, path, phone.bob);
    const auto unknown = phone.http(Method::Delete, "/api/v1/sessions/12345", phone.bob);
    const auto nonsense = phone.http(Method::Delete, "/api/v1/sessions/x", phone.bob);

    QCOMPARE(foreign.error().kind, Error::Kind::NotFound);
    QCOMPARE(foreign.error().message, unknown.error().message);
    QCOMPARE(nonsense.error().message, unknown.error().message);
    QVERIFY(!phone.revoked.contains(prepared->session.id));
}

QTEST_GUILESS_MAIN(PhoneSessionsTest)
#include "tst_phonesessions.moc"
