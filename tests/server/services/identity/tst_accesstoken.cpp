// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/accesstoken.h"
#include "server/services/identity/jws.h"
#include "tests/support/movableclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const MovableClock StandingClock;

qint64 seconds(std::chrono::seconds fromNow)
{
    return std::chrono::floor<std::chrono::seconds>(StandingClock.now() + fromNow)
        .time_since_epoch()
        .count();
}

QJsonObject goodClaims()
{
    return {{u"iss"_s, u"whatsapp-clone-api"_s},
            {u"aud"_s, u"linnet"_s},
            {u"sub"_s, u"7"_s},
            {u"sid"_s, u"8"_s},
            {u"did"_s, u"phone-1"_s},
            {u"exp"_s, seconds(std::chrono::minutes(5))}};
}

QByteArray toText(const QJsonObject &claims)
{
    return QJsonDocument(claims).toJson(QJsonDocument::Compact);
}

} // namespace

class AccessTokenTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatItWrote();
    void writesTheClaimsClientsKnow();
    void readsTheDialectThatATokenClaims();
    void refusesOneWrongClaim_data();
    void refusesOneWrongClaim();
    void refusesTextThatIsNoClaims_data();
    void refusesTextThatIsNoClaims();
    void tellsExpiredFromInvalid();
    void takesTokensWithoutASessionOnlyIfTold();
    void knowsTheDeviceUnderBothNames();
};

void AccessTokenTest::readsWhatItWrote()
{
    const Identity identity{UserId(7),          SessionId(8), u"phone-1"_s,
                            u"+491511234567"_s, u"phone"_s,   {}};

    const auto checked =
        checkClaims(toClaims(identity, {}, StandingClock.now()), {}, StandingClock.now());

    QVERIFY(checked.identity);
    QCOMPARE(checked.identity->user, identity.user);
    QCOMPARE(checked.identity->session, identity.session);
    QCOMPARE(checked.identity->device, identity.device);
    QCOMPARE(checked.identity->phone, identity.phone);
    QCOMPARE(checked.identity->dialect, identity.dialect);
    QCOMPARE(checked.identity->expiresAt, StandingClock.now() + std::chrono::minutes(15));
}

void AccessTokenTest::writesTheClaimsClientsKnow()
{
    const QByteArray text =
        toClaims({UserId(7), SessionId(8), u"phone-1"_s, u"+491511234567"_s, u"phone"_s, {}}, {},
                 StandingClock.now());
    const QJsonObject claims = QJsonDocument::fromJson(text).object();

    QCOMPARE(claims["iss"_L1], u"whatsapp-clone-api"_s);
    QCOMPARE(claims["sub"_L1], u"7"_s);
    QCOMPARE(claims["sid"_L1], u"8"_s);
    QCOMPARE(claims["did"_L1], u"phone-1"_s);
    QCOMPARE(claims["deviceId"_L1], u"phone-1"_s);
    QCOMPARE(claims["phone"_L1], u"+491511234567"_s);
    QVERIFY(claims["jti"_L1].toString().size() >= 22);
    QCOMPARE(claims["exp"_L1].toInteger() - claims["iat"_L1].toInteger(), 15 * 60);
}

void AccessTokenTest::readsTheDialectThatATokenClaims()
{
    const QByteArray header = toBase64Url(R"({"alg":"RS256","typ":"JWT","kid":"k"})");
    const auto token = [&header](const QByteArray &payload) -> QByteArray {
        return header + '.' + toBase64Url(payload) + '.' + toBase64Url("of nobody");
    };
    QCOMPARE(claimedDialect(token(R"({"dialect":"whispr","exp":1})")), u"whispr"_s);
    for (const QByteArray &text :
         {QByteArray(), QByteArray("whispr"), QByteArray("a.b.c"), token("{}"), token("no object"),
          token(R"({"dialect":7})"), token(R"({"dialect":"phone","dialect":"whispr"})")})
        QCOMPARE(claimedDialect(text), QString());
}

void AccessTokenTest::refusesOneWrongClaim_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value"); // Undefined: left out.

    const QJsonValue none(QJsonValue::Undefined);
    QTest::newRow("another issuer") << u"iss"_s << QJsonValue(u"somebody"_s);
    QTest::newRow("no issuer") << u"iss"_s << none;
    QTest::newRow("issuer in a list")
        << u"iss"_s << QJsonValue(QJsonArray{u"whatsapp-clone-api"_s});
    QTest::newRow("another audience") << u"aud"_s << QJsonValue(u"others"_s);
    QTest::newRow("no audience") << u"aud"_s << none;
    QTest::newRow("other audiences") << u"aud"_s << QJsonValue(QJsonArray{u"a"_s, u"b"_s});
    QTest::newRow("empty audiences") << u"aud"_s << QJsonValue(QJsonArray());
    QTest::newRow("no subject") << u"sub"_s << none;
    QTest::newRow("subject is a number") << u"sub"_s << QJsonValue(7);
    QTest::newRow("subject is no id") << u"sub"_s << QJsonValue(u"alice"_s);
    QTest::newRow("subject is negative") << u"sub"_s << QJsonValue(u"-7"_s);
    QTest::newRow("no session") << u"sid"_s << none;
    QTest::newRow("session is empty") << u"sid"_s << QJsonValue(QString());
    QTest::newRow("session is no id") << u"sid"_s << QJsonValue(u"8; DROP TABLE"_s);
    QTest::newRow("device is a number") << u"did"_s << QJsonValue(5);
    QTest::newRow("phone is a list") << u"phone"_s << QJsonValue(QJsonArray{});
    QTest::newRow("no end") << u"exp"_s << none;
    QTest::newRow("end is text") << u"exp"_s << QJsonValue(u"9999999999"_s);
    QTest::newRow("end is null") << u"exp"_s << QJsonValue();
    QTest::newRow("end is negative") << u"exp"_s << QJsonValue(-1);
    QTest::newRow("end is never") << u"exp"_s << QJsonValue(1e300);
    QTest::newRow("not yet valid") << u"nbf"_s << QJsonValue(seconds(std::chrono::minutes(2)));
    QTest::newRow("valid from text") << u"nbf"_s << QJsonValue(u"0"_s);
}

void AccessTokenTest::refusesOneWrongClaim()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QJsonObject claims = goodClaims();
    QVERIFY(checkClaims(toText(claims), {}, StandingClock.now()).identity);
    if (value.isUndefined())
        claims.remove(name);
    else
        claims.insert(name, value);

    const auto checked = checkClaims(toText(claims), {}, StandingClock.now());

    QVERIFY(!checked.identity);
    QVERIFY(checked.fault == ClaimsFault::Invalid);
}

void AccessTokenTest::refusesTextThatIsNoClaims_data()
{
    QTest::addColumn<QByteArray>("text");

    const QByteArray good = toText(goodClaims());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("claims");
    QTest::newRow("a list") << '[' + good + ']';
    QTest::newRow("rest behind it") << good + "{}";
    QTest::newRow("subject twice") << good.chopped(1) + R"(,"sub":"9"})";
    QTest::newRow("end twice, the same") << good.chopped(1) + R"(,"exp":9999999999})";
    QTest::newRow("end twice, once escaped") << good.chopped(1) + R"(,"\u0065xp":9999999999})";
}

void AccessTokenTest::refusesTextThatIsNoClaims()
{
    QFETCH(QByteArray, text);

    QVERIFY(!checkClaims(text, {}, StandingClock.now()).identity);
}

void AccessTokenTest::tellsExpiredFromInvalid()
{
    QJsonObject claims = goodClaims();
    claims.insert(u"exp"_s, seconds(std::chrono::seconds(0)));

    const auto expired = checkClaims(toText(claims), {}, StandingClock.now());
    claims.insert(u"aud"_s, u"others"_s);
    const auto invalid = checkClaims(toText(claims), {}, StandingClock.now());

    QVERIFY(!expired.identity && expired.fault == ClaimsFault::Expired);
    QVERIFY(!invalid.identity && invalid.fault == ClaimsFault::Invalid);
}

void AccessTokenTest::takesTokensWithoutASessionOnlyIfTold()
{
    QJsonObject claims = goodClaims();
    claims.remove(u"sid"_s);
    const TokenSettings lenient{.requireSession = false};

    QVERIFY(!checkClaims(toText(claims), {}, StandingClock.now()).identity);
    QVERIFY(checkClaims(toText(claims), lenient, StandingClock.now()).identity->session.isNull());

    claims.insert(u"sid"_s, u"nonsense"_s);
    QVERIFY(!checkClaims(toText(claims), lenient, StandingClock.now()).identity);
}

void AccessTokenTest::knowsTheDeviceUnderBothNames()
{
    QJsonObject claims = goodClaims();
    claims.remove(u"did"_s);
    claims.insert(u"deviceId"_s, u"phone-2"_s);
    claims.insert(u"aud"_s, QJsonArray{u"others"_s, u"linnet"_s});

    const auto checked = checkClaims(toText(claims), {}, StandingClock.now());

    QCOMPARE(checked.identity->device, u"phone-2"_s);
    QCOMPARE(checked.identity->dialect, u"phone"_s);
}

QTEST_GUILESS_MAIN(AccessTokenTest)
#include "tst_accesstoken.moc"
