// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/jwk.h"
#include "tests/server/services/identity/forgedtoken.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \return \p object with \p name set to \p value, or without it if there is none.
QJsonObject with(QJsonObject object, QLatin1String name, const QJsonValue &value)
{
    if (value.isUndefined())
        object.remove(name);
    else
        object.insert(name, value);
    return object;
}

} // namespace

class JwkTest : public QObject
{
    Q_OBJECT

private slots:
    void saysNothingOfThePrivateKey();
    void comesBackFromItsJwk();
    void refusesKeysForOtherUses_data();
    void refusesKeysForOtherUses();
    void namesAKeyAsTheStandardDoes();
    void verifiesAnyPayload();
    void verifiesOnlyWhatItsKeySigned_data();
    void verifiesOnlyWhatItsKeySigned();
};

void JwkTest::saysNothingOfThePrivateKey()
{
    const QJsonObject jwk = toJwk(testKey(), "k1");

    QCOMPARE(QStringList(jwk.keys()),
             QStringList({u"alg"_s, u"e"_s, u"kid"_s, u"kty"_s, u"n"_s, u"use"_s}));
}

void JwkTest::comesBackFromItsJwk()
{
    const auto key = fromJwk(toJwk(testKey(), "k1"));

    QVERIFY(key);
    QVERIFY(key->verify("hello", testKey().sign("hello")));
}

void JwkTest::refusesKeysForOtherUses_data()
{
    QTest::addColumn<QJsonObject>("jwk");

    const QJsonObject good = toJwk(testKey(), "k1");
    QTest::newRow("empty") << QJsonObject();
    QTest::newRow("no type") << with(good, "kty"_L1, QJsonValue::Undefined);
    QTest::newRow("secret") << QJsonObject{{u"kty"_s, u"oct"_s}, {u"k"_s, u"AAAA"_s}};
    QTest::newRow("elliptic curve") << with(good, "kty"_L1, u"EC"_s);
    QTest::newRow("PS256") << with(good, "alg"_L1, u"PS256"_s);
    QTest::newRow("RS512") << with(good, "alg"_L1, u"RS512"_s);
    QTest::newRow("for encryption") << with(good, "use"_L1, u"enc"_s);
    QTest::newRow("for signing only") << with(good, "key_ops"_L1, QJsonArray{u"sign"_s});
    QTest::newRow("no modulus") << with(good, "n"_L1, QJsonValue::Undefined);
    QTest::newRow("padded modulus") << with(good, "n"_L1, good["n"_L1].toString() + u'=');
    QTest::newRow("modulus is a number") << with(good, "n"_L1, 5);
    QTest::newRow("exponent 1") << with(good, "e"_L1, u"AQ"_s);
}

void JwkTest::refusesKeysForOtherUses()
{
    QFETCH(QJsonObject, jwk);

    QVERIFY(!fromJwk(jwk));
    QVERIFY(!verifyJws(forge(R"({"alg":"RS256","kid":"k1"})", "foo", testKey()), jwk));
}

void JwkTest::namesAKeyAsTheStandardDoes()
{
    // The example of RFC 7638, section 3.1.
    const auto key = fromJwk(
        {{u"kty"_s, u"RSA"_s},
         {u"e"_s, u"AQAB"_s},
         {u"n"_s,
          u"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_"
          u"BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0"
          u"_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWh"
          u"AI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"_s}});

    QVERIFY(key);
    QCOMPARE(thumbprint(*key), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

void JwkTest::verifiesAnyPayload()
{
    const QByteArray jws = forge(R"({"alg":"RS256"})", "not JSON", testKey());

    QVERIFY(verifyJws(jws, toJwk(testKey(), "k1")));
    QVERIFY(verifyJws(jws, with(toJwk(testKey(), "k1"), "alg"_L1, QJsonValue::Undefined)));
}

void JwkTest::verifiesOnlyWhatItsKeySigned_data()
{
    QTest::addColumn<QByteArray>("jws");

    const QByteArray header = R"({"alg":"RS256","kid":"k1"})";
    const QByteArrayList parts = forge(header, "foo", testKey()).split('.');
    QTest::newRow("another key") << forge(header, "foo", foreignKey());
    QTest::newRow("another name") << forge(R"({"alg":"RS256","kid":"k2"})", "foo", testKey());
    QTest::newRow("another payload") << parts[0] + '.' + toBase64Url("fop") + '.' + parts[2];
    QTest::newRow("no signature") << parts[0] + '.' + parts[1] + '.';
    QTest::newRow("another algorithm") << forge(R"({"alg":"PS256","kid":"k1"})", "foo", testKey());
}

void JwkTest::verifiesOnlyWhatItsKeySigned()
{
    QFETCH(QByteArray, jws);

    QVERIFY(!verifyJws(jws, toJwk(testKey(), "k1")));
}

QTEST_GUILESS_MAIN(JwkTest)
#include "tst_jwk.moc"
