// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/logging.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class LoggingTest : public QObject
{
    Q_OBJECT

private slots:
    void writesKeysAndValues();
    void cannotBeForged_data();
    void cannotBeForged();
    void theLevelDecides_data();
    void theLevelDecides();
};

void LoggingTest::writesKeysAndValues()
{
    const LogRecord record{Timestamp(1767225600042ms), QtWarningMsg, "linnet.net",
                           u"too \"many\""_s};
    QCOMPARE(logText(record),
             "time=2026-01-01T00:00:00.042Z level=warning category=linnet.net "
             "message=\"too \\\"many\\\"\"\n");
    QCOMPARE(logJson(record),
             "{\"category\":\"linnet.net\",\"level\":\"warning\",\"message\":\"too \\\"many\\\"\","
             "\"time\":\"2026-01-01T00:00:00.042Z\"}\n");
}

void LoggingTest::cannotBeForged_data()
{
    QTest::addColumn<QString>("message");

    QTest::newRow("newline") << u"a\nlevel=error message=\"b\""_s;
    QTest::newRow("carriage return") << u"a\rb"_s;
    QTest::newRow("quote and newline") << u"a\"\nb"_s;
    QTest::newRow("escape sequence") << u"\u001b[2J"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s;
    QTest::newRow("next line") << u"a\u0085b"_s;
    QTest::newRow("text backwards") << u"a\u202eb"_s;
    QTest::newRow("nul") << QString(QChar(0));
    QTest::newRow("percent signs") << u"%1 %2 %%"_s;
}

void LoggingTest::cannotBeForged()
{
    QFETCH(QString, message);
    const LogRecord record{Timestamp(0ms), QtInfoMsg, "c", message};

    const QString text = QString::fromUtf8(logText(record));
    QCOMPARE(text.count(u'\n'), 1);
    QVERIFY(text.startsWith(u"time=1970-01-01T00:00:00.000Z level=info category=c message=\""));
    QVERIFY(text.endsWith(u"\"\n"));
    QVERIFY(!text.contains(u'\u001b') && !text.contains(u'\r') && !text.contains(QChar(0)));
    QVERIFY(!text.contains(QChar(0x202e)) && !text.contains(QChar(0x2028)));

    const QByteArray json = logJson(record);
    QCOMPARE(json.count('\n'), 1);
    QCOMPARE(QJsonDocument::fromJson(json).object().value(u"message").toString(), message);
}

void LoggingTest::theLevelDecides_data()
{
    QTest::addColumn<QString>("level");
    QTest::addColumn<int>("logged"); // Of debug, info, warning, critical.

    QTest::newRow("debug") << u"debug"_s << 4;
    QTest::newRow("info") << u"info"_s << 3;
    QTest::newRow("warning") << u"warning"_s << 2;
    QTest::newRow("error") << u"error"_s << 1;
}

void LoggingTest::theLevelDecides()
{
    QFETCH(QString, level);
    QFETCH(int, logged);

    configureLogging(level, u"text"_s);
    qInstallMessageHandler(nullptr); // QtTest's own again.

    const QLoggingCategory category("linnet.test");
    QCOMPARE(int(category.isDebugEnabled()) + int(category.isInfoEnabled())
                 + int(category.isWarningEnabled()) + int(category.isCriticalEnabled()),
             logged);
}

QTEST_GUILESS_MAIN(LoggingTest)
#include "tst_logging.moc"
