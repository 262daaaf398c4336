// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/ed25519.h"
#include "common/core/random.h"

#include <QTest>

using namespace linnet;

class Ed25519Test : public QObject
{
    Q_OBJECT

private slots:
    void signsAsTheStandardSays();
    void refusesWhatWasChanged();
    void refusesWhatIsNoKey();
};

void Ed25519Test::signsAsTheStandardSays()
{
    // RFC 8032, 7.1, test 2.
    const Ed25519 key(
        QByteArray::fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    QCOMPARE(key.publicKey().toHex(),
             "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const QByteArray signature = key.sign(QByteArray::fromHex("72"));
    QCOMPARE(signature.toHex(),
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
             "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    QVERIFY(Ed25519::verify(QByteArray::fromHex("72"), signature, key.publicKey()));
}

void Ed25519Test::refusesWhatWasChanged()
{
    const Ed25519 key(randomBytes(Ed25519::KeyBytes));
    const QByteArray signature = key.sign(QByteArray("a text"));
    QVERIFY(!Ed25519::verify(QByteArray("a test"), signature, key.publicKey()));
    QVERIFY(!Ed25519::verify(QByteArray("a text"), signature.chopped(1), key.publicKey()));
    const Ed25519 other(randomBytes(Ed25519::KeyBytes));
    QVERIFY(!Ed25519::verify(QByteArray("a text"), signature, other.publicKey()));
}

void Ed25519Test::refusesWhatIsNoKey()
{
    const Ed25519 key(randomBytes(Ed25519::KeyBytes));
    const QByteArray signature = key.sign(QByteArray("a text"));
    QVERIFY(!Ed25519::verify(QByteArray("a text"), signature, QByteArray()));
    QVERIFY(!Ed25519::verify(QByteArray("a text"), signature, key.publicKey() + "x"));
    QVERIFY(!Ed25519::verify(QByteArray("a text"), QByteArray(), key.publicKey()));
}

QTEST_APPLESS_MAIN(Ed25519Test)
#include "tst_ed25519.moc"
