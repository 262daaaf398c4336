// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/zipwriter.h"
#include "tests/server/services/admin/zipcontent.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ZipWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatAnyZipReads();
    void givesPiecesAsTheyCome();
};

void ZipWriterTest::writesWhatAnyZipReads()
{
    ZipWriter zip(Timestamp(std::chrono::hours(500'000)));
    QVERIFY(zip.begin("a.txt"));
    QVERIFY(zip.append("Hello, "));
    QVERIFY(zip.append("world"));
    QVERIFY(zip.begin("empty"));
    QVERIFY(zip.append(QByteArray()));
    QVERIFY(zip.begin("media/b.bin"));
    QVERIFY(zip.append(QByteArray(100'000, '\0')));
    QVERIFY(zip.finish());
    const ZipContent content = zipContent(zip.take());
    QCOMPARE(content.keys(), (QStringList{u"a.txt"_s, u"empty"_s, u"media/b.bin"_s}));
    QCOMPARE(content[u"a.txt"_s], "Hello, world");
    QCOMPARE(content[u"empty"_s], "");
    QCOMPARE(content[u"media/b.bin"_s], QByteArray(100'000, '\0'));
}

void ZipWriterTest::givesPiecesAsTheyCome()
{
    ZipWriter zip(Timestamp(std::chrono::hours(500'000)));
    QVERIFY(zip.begin("a.txt"));
    QVERIFY(zip.append("Hello"));
    QByteArray whole = zip.take();
    QVERIFY(!whole.isEmpty());
    QVERIFY(zip.take().isEmpty());
    QVERIFY(zip.finish());
    whole += zip.take();
    QCOMPARE(zipContent(whole)[u"a.txt"_s], "Hello");
}

QTEST_APPLESS_MAIN(ZipWriterTest)
#include "tst_zipwriter.moc"
