// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what each layer includes. A row that fails names the file and the line; the way out is to
// move code, not to change a row.
#include "tests/architecture/sourcetree.h"

#include <QRegularExpression>
#include <QTest>

using namespace linnet::test;
using namespace Qt::StringLiterals;

class LayeringTest : public QObject
{
    Q_OBJECT

private slots:
    void doesNotInclude_data();
    void doesNotInclude();
    void includesFromTheRoot();
};

void LayeringTest::doesNotInclude_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("except"); // A folder inside it; empty: none.
    QTest::addColumn<QString>("forbidden");

    const QString none;
    QTest::newRow("common knows nobody")
        << u"common"_s << none << u"\"(server|cli|admin-gui|tests)/"_s;
    QTest::newRow("common knows nothing of being a client")
        << u"common"_s << u"common/client"_s << u"\"common/client/|<curl/"_s;
    QTest::newRow("the server knows no program beside it")
        << u"server"_s << none << u"\"(cli|admin-gui|tests|common/client)/"_s;
    QTest::newRow("the command line reaches the server by its API")
        << u"cli"_s << none << u"\"(server|admin-gui|tests)/|<curl/"_s;
    QTest::newRow("only one file knows what parses the command line")
        << u"cli"_s << u"cli/commandline"_s << u"<CLI/"_s;
    QTest::newRow("what is written knows no command")
        << u"cli/output"_s << none << u"\"cli/(?!output/)|\"common/client/"_s;
    QTest::newRow("net knows nothing of messaging")
        << u"server/net"_s << none << u"\"server/(?!net/)|\"common/(domain/|protocol/(?!utf8))"_s;
    QTest::newRow("the bus knows only values") << u"server/bus"_s << none << u"\"server/(?!bus/)"_s;
    QTest::newRow("storage is below services")
        << u"server/storage"_s << none << u"\"server/(?!storage/)"_s;
    QTest::newRow("jobs are beside storage, and below services")
        << u"server/jobs"_s << none << u"\"server/(?!jobs/|storage/|bus/)"_s;
    QTest::newRow("jobs know stores by their interfaces")
        << u"server/jobs"_s << none << u"\"server/storage/(sql|blob)/"_s;
    QTest::newRow("backups are of files and jobs, and know no service")
        << u"server/backup"_s << none << u"\"server/(?!backup/|storage/|jobs/)"_s;
    QTest::newRow("services know no wire")
        << u"server/services"_s << none << u"\"server/(?!services/|storage/|bus/|jobs/)"_s;
    QTest::newRow("services know stores by their interfaces")
        << u"server/services"_s << none << u"\"server/storage/(sql|blob)/"_s;
    QTest::newRow("api asks services, not tables")
        << u"server/api"_s << none << u"\"server/(?!api/|services/|bus/)"_s;
    QTest::newRow("dialects are names and shapes")
        << u"server/dialects"_s << none << u"\"server/(?!dialects/|api/|services/|bus/)"_s;
    QTest::newRow("transport knows no dialect and no table")
        << u"server/transport"_s << none << u"\"server/(app|dialects|storage)/"_s;
    QTest::newRow("only sql stores know SQLite")
        << u"server"_s << u"server/storage/sql"_s << u"<sqlite3|<QSql|<QtSql"_s;
    QTest::newRow("only net knows Qt's HTTP and WebSocket classes")
        << u"server"_s << u"server/net"_s
        << u"<(QHttpServer|QAbstractHttpServer|QWebSocket|QtHttpServer|QtWebSockets)"_s;
    QTest::newRow("only net opens TCP sockets")
        << u"server"_s << u"server/net"_s << u"<(QTcp|QSsl|QAbstractSocket)"_s;
    QTest::newRow("only app knows the configuration's format")
        << u"server"_s << u"server/app"_s << u"<toml\\+\\+"_s;
    QTest::newRow("only app and tests construct the whole")
        << u"server"_s << u"server/app"_s << u"\"server/app/(?!command)"_s;
}

void LayeringTest::doesNotInclude()
{
    QFETCH(QString, folder);
    QFETCH(QString, except);
    QFETCH(QString, forbidden);
    const QRegularExpression violation(u"^\\s*#\\s*include (?:%1).*"_s.arg(forbidden),
                                       QRegularExpression::MultilineOption);
    QVERIFY(violation.isValid());

    const QStringList files = sourceFiles(folder, {u"*.h"_s, u"*.cpp"_s});
    QVERIFY(!files.isEmpty());
    QStringList offenders;
    for (const QString &file : files) {
        const auto match = violation.match(sourceText(file));
        const bool isExempt = !except.isEmpty() && file.startsWith(except + u'/');
        if (match.hasMatch() && !isExempt)
            offenders.append(file + u": "_s + match.captured().trimmed());
    }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void LayeringTest::includesFromTheRoot()
{
    const QRegularExpression quoted(u"^#include \"([^\"]+)\""_s,
                                    QRegularExpression::MultilineOption);
    QStringList offenders;
    for (const auto &folder : {u"cli"_s, u"common"_s, u"server"_s, u"tests"_s})
        for (const QString &file : sourceFiles(folder, {u"*.h"_s, u"*.cpp"_s})) {
            auto matches = quoted.globalMatch(sourceText(file));
            while (matches.hasNext()) {
                const QString path = matches.next().captured(1);
                const bool isGenerated = path.endsWith(u".moc");
                if (!isGenerated && !QFile::exists(QStringLiteral(SOURCE_ROOT "/") + path))
                    offenders.append(file + u": "_s + path);
            }
        }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
