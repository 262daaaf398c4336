// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/jwk.h"
#include "server/services/identity/tokenverifier.h"
#include "tests/server/services/identity/forgedtoken.h"
#include "tests/support/movableclock.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray GoodHeader = R"({"alg":"RS256","typ":"JWT","kid":"k1"})";

Identity alice()
{
    return {UserId(7), SessionId(8), u"phone-1"_s, u"+491511234567"_s, u"phone"_s, {}};
}

//! \brief A clock during whose next reading something happens.
class InterruptedClock : public MovableClock
{
public:
    Timestamp now() const override
    {
        if (const auto interruption = std::exchange(m_interruption, {}))
            interruption();
        return MovableClock::now();
    }
    void interrupt(std::function<void()> by) { m_interruption = std::move(by); }

private:
    mutable std::function<void()> m_interruption;
};

} // namespace

class TokenVerifierTest : public QObject
{
    Q_OBJECT

private slots:
    void acceptsOurToken();
    void refusesForgedTokens_data();
    void refusesForgedTokens();
    void refusesATokenWhenItsTimeIsOver();
    void refusesATokenOfAnUnknownKeyEvenIfWellSigned();
    void remembersOnlyTheWholeToken();
    void judgesByNewSettingsWhatItFoundGoodBefore();
    void remembersNothingThatWasFoundGoodByAKeyThatWentMeanwhile();

private:
    QByteArray goodPayload() const { return toClaims(alice(), {}, m_clock.now()); }
    QByteArray goodToken() const { return forge(GoodHeader, goodPayload(), testKey()); }

    MovableClock m_clock;
    TestKeyRing m_keys{m_clock};
};

void TokenVerifierTest::acceptsOurToken()
{
    const TokenVerifier verifier(*m_keys, m_clock, {});
    const QByteArray token = goodToken();

    for (int i = 0; i < 2; ++i) { // From its signature, then from memory.
        const auto identity = verifier.verify(token);
        QVERIFY(identity);
        QCOMPARE(identity->user, UserId(7));
        QCOMPARE(identity->session, SessionId(8));
        QCOMPARE(identity->phone, u"+491511234567"_s);
    }
}

void TokenVerifierTest::refusesForgedTokens_data()
{
    QTest::addColumn<QByteArray>("token");

    const QByteArray payload = goodPayload();
    const QByteArrayList parts = goodToken().split('.');
    const auto macOf = [](const QByteArray &header, const QByteArray &text,
                          const QByteArray &secret) {
        const QByteArray signedPart = toBase64Url(header) + '.' + toBase64Url(text);
        return signedPart + '.'
            + toBase64Url(QMessageAuthenticationCode::hash(signedPart, secret,
                                                           QCryptographicHash::Sha256));
    };
    const QByteArray publicText =
        QJsonDocument(toJwk(testKey(), "k1")).toJson(QJsonDocument::Compact);
    QTest::newRow("alg none, no signature")
        << toBase64Url(R"({"alg":"none"})") + '.' + parts[1] + '.';
    QTest::newRow("alg none, our signature")
        << toBase64Url(R"({"alg":"none","kid":"k1"})") + '.' + parts[1] + '.' + parts[2];
    QTest::newRow("HS256 with the public key")
        << macOf(R"({"alg":"HS256","kid":"k1"})", payload, publicText);
    QTest::newRow("RS256 said, HS256 done") << macOf(GoodHeader, payload, publicText);
    QTest::newRow("PS256 said") << forge(R"({"alg":"PS256","kid":"k1"})", payload, testKey());
    QTest::newRow("another key under our name") << forge(GoodHeader, payload, foreignKey());
    QTest::newRow("embedded key") << forge(
        R"({"alg":"RS256","kid":"k1","jwk":)"
            + QJsonDocument(toJwk(foreignKey(), "k1")).toJson(QJsonDocument::Compact) + '}',
        payload, foreignKey());
    QTest::newRow("key elsewhere")
        << forge(R"({"alg":"RS256","kid":"k1","jku":"http://127.0.0.1/jwks"})", payload, testKey());
    QTest::newRow("kid is a path")
        << forge(R"({"alg":"RS256","kid":"../keys/rsa-0.pem"})", payload, testKey());
    QTest::newRow("kid is a URL") << forge(R"({"alg":"RS256","kid":"http://127.0.0.1/k1"})",
                                           payload, testKey());
    QTest::newRow("kid is SQL") << forge(R"({"alg":"RS256","kid":"k1' OR '1'='1"})", payload,
                                         testKey());
    QTest::newRow("no kid") << forge(R"({"alg":"RS256"})", payload, testKey());
    QTest::newRow("another payload") << parts[0] + '.'
            + toBase64Url(QByteArray(payload).replace("\"7\"", "\"6\"")) + '.' + parts[2];
    QTest::newRow("subject twice")
        << forge(GoodHeader, payload.chopped(1) + R"(,"sub":"6"})", testKey());
    QTest::newRow("signature cut") << goodToken().chopped(4);
    QTest::newRow("padding") << goodToken() + '=';
    QTest::newRow("three dots") << goodToken() + '.';
    QTest::newRow("payload is text") << forge(GoodHeader, "foo", testKey());
    QTest::newRow("a mebibyte") << QByteArray(1 << 20, 'A');
    QTest::newRow("a mebibyte that is well signed")
        << forge(GoodHeader, QByteArray(1 << 20, ' ') + payload, testKey());
    QTest::newRow("a cookie") << QByteArray("token=abc; path=/");
}

void TokenVerifierTest::refusesForgedTokens()
{
    QFETCH(QByteArray, token);
    const TokenVerifier verifier(*m_keys, m_clock, {});

    for (int i = 0; i < 2; ++i) {
        const auto identity = verifier.verify(token);
        QVERIFY(!identity);
        QCOMPARE(identity.error().kind, Error::Kind::Unauthenticated);
        QCOMPARE(identity.error().code, "invalid_token"_L1);
        QCOMPARE(identity.error().message, u"Invalid token"_s);
    }
}

void TokenVerifierTest::refusesATokenWhenItsTimeIsOver()
{
    const TokenVerifier verifier(*m_keys, m_clock, {});
    const QByteArray known = goodToken();
    const QByteArray unknown = goodToken();
    QVERIFY(verifier.verify(known));

    m_clock.advance(std::chrono::minutes(15));

    for (const QByteArray &token : {known, known, unknown}) {
        const auto identity = verifier.verify(token);
        QVERIFY(!identity);
        QCOMPARE(identity.error().code, "token_expired"_L1);
        QCOMPARE(identity.error().message, u"Token expired"_s);
    }
}

void TokenVerifierTest::refusesATokenOfAnUnknownKeyEvenIfWellSigned()
{
    const TokenVerifier verifier(*m_keys, m_clock, {});

    const auto identity =
        verifier.verify(forge(R"({"alg":"RS256","kid":"k2"})", goodPayload(), testKey()));

    QVERIFY(!identity);
}

void TokenVerifierTest::remembersOnlyTheWholeToken()
{
    const TokenVerifier verifier(*m_keys, m_clock, {});
    QByteArray token = goodToken();
    QVERIFY(verifier.verify(token));

    token[token.size() - 10] = token[token.size() - 10] == 'A' ? 'B' : 'A';

    QVERIFY(!verifier.verify(token));
}

void TokenVerifierTest::judgesByNewSettingsWhatItFoundGoodBefore()
{
    TokenVerifier verifier(*m_keys, m_clock, {});
    const QByteArray token = goodToken();
    QVERIFY(verifier.verify(token));

    verifier.configure({.issuer = u"somebody else"_s});
    QVERIFY(!verifier.verify(token));

    verifier.configure({});
    QVERIFY(verifier.verify(token));
}

void TokenVerifierTest::remembersNothingThatWasFoundGoodByAKeyThatWentMeanwhile()
{
    InterruptedClock clock;
    TokenVerifier verifier(*m_keys, clock, {});
    const QByteArray token = goodToken();
    const QTemporaryDir otherKeys;
    clock.interrupt([&] {
        auto reading = (*m_keys).read({.directory = otherKeys.path()});
        QVERIFY(reading);
        (*m_keys).adopt(std::move(*reading));
        verifier.configure({});
    });

    QVERIFY(verifier.verify(token)); // When it was looked at, it was good.
    QVERIFY(!(*m_keys).hasKey());
    QVERIFY(!verifier.verify(token));
}

QTEST_GUILESS_MAIN(TokenVerifierTest)
#include "tst_tokenverifier.moc"
