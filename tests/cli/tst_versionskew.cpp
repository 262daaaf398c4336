// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/versionskew.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class VersionSkewTest : public QObject
{
    Q_OBJECT

private slots:
    void warnsBeyondOneMinorVersion_data();
    void warnsBeyondOneMinorVersion();
};

void VersionSkewTest::warnsBeyondOneMinorVersion_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("server");
    QTest::addColumn<bool>("warns");

    QTest::newRow("same") << u"1.2.3"_s << u"1.2.3"_s << false;
    QTest::newRow("other patch") << u"1.2.3"_s << u"1.2.9"_s << false;
    QTest::newRow("one newer") << u"1.2.0"_s << u"1.3.0"_s << false;
    QTest::newRow("one older") << u"1.2.0"_s << u"1.1.9"_s << false;
    QTest::newRow("two newer") << u"1.2.0"_s << u"1.4.0"_s << true;
    QTest::newRow("two older") << u"1.2.0"_s << u"1.0.0"_s << true;
    QTest::newRow("other major") << u"1.9.0"_s << u"2.0.0"_s << true;
    QTest::newRow("not said") << u"1.2.0"_s << QString() << false;
    QTest::newRow("not a version") << u"1.2.0"_s << u"unknown"_s << false;
}

void VersionSkewTest::warnsBeyondOneMinorVersion()
{
    QFETCH(QString, client);
    QFETCH(QString, server);
    const QString warning = versionWarning(client, server);
    QTEST(!warning.isEmpty(), "warns");
    if (!warning.isEmpty())
        QVERIFY(warning.contains(client) && warning.contains(server));
}

QTEST_GUILESS_MAIN(VersionSkewTest)
#include "tst_versionskew.moc"
