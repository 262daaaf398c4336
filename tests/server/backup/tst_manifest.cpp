// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/manifest.h"

#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

class ManifestTest : public QObject
{
    Q_OBJECT

private slots:
    void isReadAsItWasWritten();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
};

void ManifestTest::isReadAsItWasWritten()
{
    const Manifest manifest{.server = u"1.2.3"_s,
                            .schema = 9,
                            .createdAt = Timestamp(std::chrono::milliseconds(1'700'000'000'123)),
                            .rows = {{u"message"_s, 5'000'000'000}, {u"account"_s, 0}},
                            .sums = {{u"linnet.db"_s, QByteArray(32, '\x07')}},
                            .media = 3,
                            .mediaBytes = qint64(1) << 40,
                            .lostMedia = 1};
    const auto read = parseManifest(toJson(manifest));
    QVERIFY(read);
    QCOMPARE(*read, manifest);
}

void ManifestTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing") << QByteArray() << u"backup_damaged"_s;
    QTest::newRow("something else") << QByteArray("[1,2]") << u"backup_damaged"_s;
    QTest::newRow("no time") << QByteArray(R"({"format":1})") << u"backup_damaged"_s;
    QTest::newRow("a later format")
        << QByteArray(R"({"format":2,"server":"9.0"})") << u"backup_newer"_s;
}

void ManifestTest::refusesWhatItDoesNotKnow()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, code);
    const auto refused = parseManifest(json);
    QVERIFY(!refused);
    QCOMPARE(QString(refused.error().code), code);
}

QTEST_GUILESS_MAIN(ManifestTest)
#include "tst_manifest.moc"
