// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/tokensigner.h"
#include "server/services/identity/tokenverifier.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class TokenSignerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesTheFirstKeyForTheFirstToken();
    void keepsOldTokensGoodAfterARotation();
    void publishesItsKeysAlsoBeforeTheFirstToken();
    void passesOnThatKeysCannotBeStored();

private:
    Mailbox m_mailbox;
    MovableClock m_clock;
    CpuPool m_pool{2};
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<KeyRing> m_keys;
    std::unique_ptr<TokenSigner> m_signer;
    std::unique_ptr<TokenVerifier> m_verifier;
    const Identity m_alice{UserId(7),          SessionId(8), u"phone-1"_s,
                           u"+491511234567"_s, u"phone"_s,   {}};
};

void TokenSignerTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_keys = std::move(
        *KeyRing::open({.directory = m_directory->filePath(u"keys"_s), .bits = 2048}, m_clock));
    m_signer = std::make_unique<TokenSigner>(*m_keys, m_pool, m_clock, TokenSettings());
    m_verifier = std::make_unique<TokenVerifier>(*m_keys, m_clock, TokenSettings());
}

void TokenSignerTest::makesTheFirstKeyForTheFirstToken()
{
    QVERIFY(!m_keys->hasKey());

    std::vector<QCoro::Task<Result<QByteArray>>> signing;
    for (int i = 0; i < 5; ++i)
        signing.push_back(m_signer->sign(m_alice));
    const auto tokens = awaitAll(std::move(signing));

    for (const auto &token : tokens) {
        QVERIFY(token);
        QCOMPARE(m_verifier->verify(*token)->user, UserId(7));
    }
    QVERIFY(tokens[0].value() != tokens[1].value());
}

void TokenSignerTest::keepsOldTokensGoodAfterARotation()
{
    const auto before = await(m_signer->sign(m_alice));

    QVERIFY(await(m_signer->rotate()));

    const auto after = await(m_signer->sign(m_alice));
    QVERIFY(m_verifier->verify(*before));
    QVERIFY(m_verifier->verify(*after));
    QVERIFY(before->split('.')[0] != after->split('.')[0]);
    const auto jwks = await(m_signer->jwks());
    QCOMPARE((*jwks)["keys"_L1].toArray().size(), 2);
}

void TokenSignerTest::publishesItsKeysAlsoBeforeTheFirstToken()
{
    const auto jwks = await(m_signer->jwks());

    QVERIFY(jwks);
    const QJsonArray keys = (*jwks)["keys"_L1].toArray();
    QCOMPARE(keys.size(), 1);
    QVERIFY(m_keys->find(keys[0]["kid"_L1].toString().toUtf8()));
}

void TokenSignerTest::passesOnThatKeysCannotBeStored()
{
    QVERIFY(QDir(m_directory->filePath(u"keys"_s)).removeRecursively());

    const auto token = await(m_signer->sign(m_alice));

    QVERIFY(!token);
    QCOMPARE(token.error().code, "private_file"_L1);
}

QTEST_GUILESS_MAIN(TokenSignerTest)
#include "tst_tokensigner.moc"
