// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/rsakey.h"
#include "tests/server/services/identity/forgedtoken.h"

#include <QTest>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace linnet;
using namespace linnet::test;

namespace {

QByteArray pemOf(EVP_PKEY *key, const EVP_CIPHER *cipher = nullptr)
{
    BIO *bio = BIO_new(BIO_s_mem());
    const QByteArray phrase = "open sesame";
    PEM_write_bio_PrivateKey(bio, key, cipher,
                             reinterpret_cast<const unsigned char *>(phrase.data()),
                             int(phrase.size()), nullptr, nullptr);
    char *text = nullptr;
    const long length = BIO_get_mem_data(bio, &text);
    const QByteArray pem(text, length);
    BIO_free(bio);
    EVP_PKEY_free(key);
    return pem;
}

} // namespace

class RsaKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void verifiesWhatItSigned();
    void refusesAnyChange_data();
    void refusesAnyChange();
    void survivesPem();
    void refusesOtherPem_data();
    void refusesOtherPem();
    void verifiesFromThePublicNumbersAlone();
    void refusesPoorNumbers_data();
    void refusesPoorNumbers();
    void makesKeysOf3072Bits();
};

void RsaKeyTest::verifiesWhatItSigned()
{
    QVERIFY(testKey().verify("hello", testKey().sign("hello")));
}

void RsaKeyTest::refusesAnyChange_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");

    const QByteArray good = testKey().sign("hello");
    QByteArray flipped = good;
    flipped[100] = char(flipped[100] ^ 1);
    QTest::newRow("another message") << QByteArray("hellp") << good;
    QTest::newRow("a flipped bit") << QByteArray("hello") << flipped;
    QTest::newRow("cut short") << QByteArray("hello") << good.chopped(1);
    QTest::newRow("one byte more") << QByteArray("hello") << good + '\0';
    QTest::newRow("a leading zero") << QByteArray("hello") << '\0' + good;
    QTest::newRow("nothing") << QByteArray("hello") << QByteArray();
    QTest::newRow("zeros") << QByteArray("hello") << QByteArray(good.size(), '\0');
    QTest::newRow("above the modulus") << QByteArray("hello") << QByteArray(good.size(), '\xff');
    QTest::newRow("another key") << QByteArray("hello") << foreignKey().sign("hello");
}

void RsaKeyTest::refusesAnyChange()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);

    QVERIFY(!testKey().verify(message, signature));
}

void RsaKeyTest::survivesPem()
{
    const auto read = RsaKey::fromPem(testKey().toPem());

    QVERIFY(read);
    QCOMPARE(read->modulus(), testKey().modulus());
    QVERIFY(testKey().verify("hello", read->sign("hello")));
}

void RsaKeyTest::refusesOtherPem_data()
{
    QTest::addColumn<QByteArray>("pem");

    QTest::newRow("empty") << QByteArray();
    QTest::newRow("garbage") << QByteArray(
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    QTest::newRow("too short") << pemOf(EVP_RSA_gen(1024));
    QTest::newRow("elliptic curve") << pemOf(EVP_EC_gen("P-256"));
    QTest::newRow("encrypted") << pemOf(EVP_RSA_gen(2048), EVP_aes_128_cbc());
}

void RsaKeyTest::refusesOtherPem()
{
    QFETCH(QByteArray, pem);

    const auto key = RsaKey::fromPem(pem);

    QVERIFY(!key);
    QCOMPARE(key.error().code, QLatin1String("invalid_key"));
}

void RsaKeyTest::verifiesFromThePublicNumbersAlone()
{
    const auto key = RsaKey::fromPublic(testKey().modulus(), testKey().exponent());

    QVERIFY(key);
    QVERIFY(key->verify("hello", testKey().sign("hello")));
}

void RsaKeyTest::refusesPoorNumbers_data()
{
    QTest::addColumn<QByteArray>("modulus");
    QTest::addColumn<QByteArray>("exponent");

    const QByteArray n = testKey().modulus();
    const QByteArray e = testKey().exponent();
    QTest::newRow("no modulus") << QByteArray() << e;
    QTest::newRow("no exponent") << n << QByteArray();
    QTest::newRow("exponent 1") << n << QByteArray("\x01");
    QTest::newRow("even exponent") << n << QByteArray("\x04");
    QTest::newRow("even modulus") << n + '\0' << e;
    QTest::newRow("short modulus") << n.right(100) << e;
    QTest::newRow("endless modulus") << QByteArray(100000, '\x55') << e;
    QTest::newRow("endless exponent") << n << QByteArray(1000, '\x55');
}

void RsaKeyTest::refusesPoorNumbers()
{
    QFETCH(QByteArray, modulus);
    QFETCH(QByteArray, exponent);

    QVERIFY(!RsaKey::fromPublic(modulus, exponent));
}

void RsaKeyTest::makesKeysOf3072Bits()
{
    const auto key = RsaKey::generate();

    QVERIFY(key);
    QCOMPARE(key->modulus().size() * 8, 3072);
}

QTEST_GUILESS_MAIN(RsaKeyTest)
#include "tst_rsakey.moc"
