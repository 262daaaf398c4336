// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/datalayout.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet::backup;
using namespace Qt::StringLiterals;

class DataLayoutTest : public QObject
{
    Q_OBJECT

private slots:
    void findsSecretsAndKeys();
    void placesWhatBelongsToAServer();
    void placesNothingElse_data();
    void placesNothingElse();
    void callsBlobsAfterTheirSums();
};

void DataLayoutTest::findsSecretsAndKeys()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"keys"_s));
    for (const QString &name :
         {u"jobs.secret"_s, u"codes.secret"_s, u"keys/rsa-17.pem"_s, u"keys/rsa-17.pem.new"_s,
          u"linnet.db"_s, u"lock"_s, u"Odd name.secret"_s}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(DataLayout::in(folder.path()).secrets(),
             (QStringList{u"codes.secret"_s, u"jobs.secret"_s, u"keys/rsa-17.pem"_s}));
}

void DataLayoutTest::placesWhatBelongsToAServer()
{
    const DataLayout layout{u"/data"_s, u"/data/db/own.sqlite"_s, u"/data/files"_s};
    QCOMPARE(layout.placeOf("linnet.db"), u"/data/db/own.sqlite"_s);
    QCOMPARE(layout.placeOf("seal.secret"), u"/data/seal.secret"_s);
    QCOMPARE(layout.placeOf("keys/rsa-1.pem"), u"/data/keys/rsa-1.pem"_s);
    const QByteArray sum(32, '\xab');
    QCOMPARE(layout.placeOf(mediaMember(sum)),
             u"/data/files/ab/"_s + QString::fromLatin1(sum.toHex().sliced(2)));
}

void DataLayoutTest::placesNothingElse_data()
{
    QTest::addColumn<QByteArray>("member");
    for (const char *member :
         {"", "lock", "/etc/passwd", "../jobs.secret", "keys/../../x.pem", "keys/.pem", "media/",
          "media/ab/../../../x", "jobs.secret\n", "linnet.db-wal", "keys/a/b.pem", "JOBS.SECRET"})
        QTest::newRow(*member ? member : "nothing") << QByteArray(member);
}

void DataLayoutTest::placesNothingElse()
{
    QFETCH(QByteArray, member);
    QVERIFY(!DataLayout::in(u"/data"_s).placeOf(member));
}

void DataLayoutTest::callsBlobsAfterTheirSums()
{
    const QByteArray sum = QByteArray::fromHex("01").repeated(32);
    QCOMPARE(blobOf(mediaMember(sum)), sum);
    QVERIFY(!blobOf("linnet.db"));
}

QTEST_GUILESS_MAIN(DataLayoutTest)
#include "tst_datalayout.moc"
