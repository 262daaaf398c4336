// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/privatefile.h"
#include "common/domain/backupkeypair.h"
#include "server/backup/keyfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

class KeyFilesTest : public QObject
{
    Q_OBJECT

private slots:
    void readsThePassphrasesFirstLine();
    void prefersTheRecipient();
    void opensWithBoth();
    void refusesWhatOthersCanRead();
    void namesTheFileThatIsWrong();

private:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        if (!writePrivateFile(path, text))
            qFatal("The folder can be written to.");
        return path;
    }

    QTemporaryDir m_folder;
};

void KeyFilesTest::readsThePassphrasesFirstLine()
{
    const auto encryption =
        readEncryption({.passphrase = write(u"p1"_s, "geheime Wörter 🐦 \r\nnot this\n")});
    QVERIFY(encryption);
    QCOMPARE(std::get<Passphrase>(*encryption).text, QByteArray("geheime Wörter 🐦 "));
    const auto whole = readEncryption({.passphrase = write(u"p2"_s, "no end")});
    QCOMPARE(std::get<Passphrase>(*whole).text, QByteArray("no end"));
    QCOMPARE(readEncryption({.passphrase = write(u"p3"_s, "\nlater\n")}).error().code,
             "backup_passphrase"_L1);
}

void KeyFilesTest::prefersTheRecipient()
{
    const KeyPair pair = makeKeyPair();
    const auto encryption = readEncryption({.recipient = write(u"a.pub"_s, publicKeyText(pair)),
                                            .passphrase = write(u"p"_s, "words\n")});
    QVERIFY(encryption);
    QCOMPARE(std::get<Recipient>(*encryption).publicKey, pair.publicKey);
}

void KeyFilesTest::opensWithBoth()
{
    const KeyPair pair = makeKeyPair();
    const auto keys = readBackupKeys({.passphrase = write(u"p"_s, "words\n"),
                                      .secretKey = write(u"a.key"_s, secretKeyText(pair))});
    QVERIFY(keys);
    QCOMPARE(keys->passphrase, QByteArray("words"));
    QCOMPARE(keys->secretKey, pair.secretKey);
    QCOMPARE(keys->unencrypted, BackupKeys::Openness::Refused);
}

void KeyFilesTest::refusesWhatOthersCanRead()
{
    const QString path = write(u"open"_s, "words\n");
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther));
    QCOMPARE(readEncryption({.passphrase = path}).error().code, "private_file_mode"_L1);
}

void KeyFilesTest::namesTheFileThatIsWrong()
{
    const QString path = write(u"a.key"_s, "nothing of the kind\n");
    const auto keys = readBackupKeys({.secretKey = path});
    QVERIFY(!keys);
    QCOMPARE(keys.error().code, "backup_key_file"_L1);
    QCOMPARE(keys.error().detail, path);
}

QTEST_GUILESS_MAIN(KeyFilesTest)
#include "tst_keyfiles.moc"
