// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Path = "/api/v1/users/me/identifiers";

} // namespace

class PhoneIdentifiersTest : public QObject
{
    Q_OBJECT

private slots:
    void listsAddsAndRemoves();
    void setsAUserName();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void PhoneIdentifiersTest::listsAddsAndRemoves()
{
    PhoneFixture phone;
    phone.signIn(phone.alice);
    const Identifier email{Identifier::Kind::Email, u"alice@example.org"_s};
    const QJsonObject requested =
        PhoneFixture::body(phone.http(Method::Post, Path + "/request-code", phone.alice,
                                      {{"identifier"_L1, u"Alice@Example.org"_s}}));
    QCOMPARE(requested, (QJsonObject{{"success"_L1, true}, {"retryAfter"_L1, 60}}));
    const QJsonObject proof{{"identifier"_L1, u"Alice@Example.org"_s},
                            {"code"_L1, *phone.sender.lastCode(email)}};

    const QJsonObject added =
        PhoneFixture::body(phone.http(Method::Post, Path + "/confirm", phone.alice, proof));

    const QJsonObject expected{
        {"kind"_L1, u"email"_s}, {"value"_L1, email.value}, {"verified"_L1, true}};
    QVERIFY(added["identifiers"_L1].toArray().contains(expected));
    QCOMPARE(PhoneFixture::body(phone.http(Method::Get, Path, phone.alice)), added);
    const QJsonObject left = PhoneFixture::body(
        phone.http(Method::Post, Path + "/remove", phone.alice, {{"kind"_L1, u"email"_s}}));
    QVERIFY(!left["identifiers"_L1].toArray().contains(expected));
}

void PhoneIdentifiersTest::setsAUserName()
{
    PhoneFixture phone;
    phone.signIn(phone.alice);
    const QJsonObject set = PhoneFixture::body(
        phone.http(Method::Put, Path + "/username", phone.alice, {{"username"_L1, u"alice.w"_s}}));
    QVERIFY(set["identifiers"_L1].toArray().contains(QJsonObject{
        {"kind"_L1, u"username"_s}, {"value"_L1, u"alice.w"_s}, {"verified"_L1, false}}));
}

void PhoneIdentifiersTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("message");

    const QString address = u"identifier must be a phone number in E.164 format, e.g. "
                            "+14155550123, or an e-mail address"_s;
    QTest::newRow("no address") << QByteArray("/request-code")
                                << QJsonObject{{"identifier"_L1, u"alice"_s}} << address;
    QTest::newRow("no address to confirm")
        << QByteArray("/confirm")
        << QJsonObject{{"identifier"_L1, u"+1"_s}, {"code"_L1, u"123456"_s}} << address;
    QTest::newRow("no kind") << QByteArray("/remove") << QJsonObject{{"kind"_L1, u"fax"_s}}
                             << u"kind must be phone, email or username"_s;
}

void PhoneIdentifiersTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, body);
    QFETCH(QString, message);
    PhoneFixture phone;
    const auto refused = phone.http(Method::Post, Path + path, phone.alice, body);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(refused.error().message, message);
}

QTEST_GUILESS_MAIN(PhoneIdentifiersTest)
#include "tst_phoneidentifiers.moc"
