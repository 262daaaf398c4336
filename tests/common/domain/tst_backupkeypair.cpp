// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/backupkeypair.h"

#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

class BackupKeyPairTest : public QObject
{
    Q_OBJECT

private slots:
    void areReadAsTheyWereWritten();
    void refusesWhatIsNoSuchKey_data();
    void refusesWhatIsNoSuchKey();
};

void BackupKeyPairTest::areReadAsTheyWereWritten()
{
    const KeyPair pair = makeKeyPair();
    QVERIFY(pair.publicKey != makeKeyPair().publicKey);
    QCOMPARE(parsePublicKey(publicKeyText(pair)).value_or(""), pair.publicKey);
    QCOMPARE(parseSecretKey(secretKeyText(pair)).value_or(""), pair.secretKey);
    QVERIFY(!publicKeyText(pair).contains(pair.secretKey.toBase64()));
    const QByteArray fromElsewhere = publicKeyText(pair).replace('\n', "\r\n");
    QCOMPARE(parsePublicKey(fromElsewhere).value_or(""), pair.publicKey);
}

void BackupKeyPairTest::refusesWhatIsNoSuchKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("the other half") << secretKeyText(makeKeyPair());
    QTest::newRow("too short") << QByteArray("linnet-backup-public:AAAA\n");
    QTest::newRow("not Base64") << QByteArray("linnet-backup-public:" + QByteArray(43, '*')
                                              + "=\n");
}

void BackupKeyPairTest::refusesWhatIsNoSuchKey()
{
    QFETCH(QByteArray, text);
    const auto key = parsePublicKey(text);
    QVERIFY(!key);
    QCOMPARE(key.error().code, "backup_key_file"_L1);
}

QTEST_GUILESS_MAIN(BackupKeyPairTest)
#include "tst_backupkeypair.moc"
