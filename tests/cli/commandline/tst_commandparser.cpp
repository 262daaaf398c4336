// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/commandparser.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class CommandParserTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void findsTheCommand_data();
    void findsTheCommand();
    void takesOptionsAnywhere_data();
    void takesOptionsAnywhere();
    void takesWordsThatAreCommandsForArguments();
    void takesASocketOnlyWithAnEqualsSign();
    void takesTheLastOfSeveral();
    void refuses_data();
    void refuses();
    void needsNothingElseWhereHelpIsWanted();

private:
    Result<ParsedCommand> parse(const QString &words);

    GlobalOptions m_globals;
    QStringList m_ids;
    QString m_filter;
    QString m_shell;
    int m_limit = 0;
    bool m_wantsCount = false;
};

void CommandParserTest::init()
{
    m_globals = {};
    m_ids.clear();
    m_filter.clear();
    m_shell.clear();
    m_limit = 0;
    m_wantsCount = false;
}

Result<ParsedCommand> CommandParserTest::parse(const QString &words)
{
    using Need = Argument::Need;
    const QList<Declaration> declarations = {
        {u"session list"_s,
         {},
         {},
         {},
         {{u"--filter"_s, u"EXPR"_s, {}, &m_filter},
          {u"--limit"_s, u"COUNT"_s, {}, &m_limit},
          {u"--count"_s, {}, {}, &m_wantsCount}}},
        {u"session revoke"_s, {}, {}, {{u"ID"_s, {}, &m_ids, Need::Optional}}},
        {u"status"_s, {}, {}},
        {u"completion"_s, {}, {}, {{u"SHELL"_s, {}, &m_shell, Need::Required, {u"bash"_s}}}},
    };
    return parseCommand(words.split(u' ', Qt::SkipEmptyParts), declarations, m_globals);
}

void CommandParserTest::findsTheCommand_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<qsizetype>("command");

    QTest::newRow("noun and verb") << u"session list"_s << qsizetype(0);
    QTest::newRow("other verb") << u"session revoke"_s << qsizetype(1);
    QTest::newRow("one word") << u"status"_s << qsizetype(2);
    QTest::newRow("options before") << u"--context home -o json session list"_s << qsizetype(0);
    QTest::newRow("options between") << u"session --yes revoke"_s << qsizetype(1);
}

void CommandParserTest::findsTheCommand()
{
    QFETCH(QString, words);
    const auto line = parse(words);
    QVERIFY2(line, line ? "" : qPrintable(line.error().message));
    QTEST(line->command, "command");
}

void CommandParserTest::takesOptionsAnywhere_data()
{
    QTest::addColumn<QString>("words");

    QTest::newRow("after") << u"session list -o json --filter a:b --limit 5 --count --yes"_s;
    QTest::newRow("before") << u"-o json --yes session list --filter a:b --limit 5 --count"_s;
    QTest::newRow("with equals signs")
        << u"session list --output=json --filter=a:b --limit=5 --count --yes"_s;
    QTest::newRow("short and joined")
        << u"session list -ojson --filter a:b --limit 5 --count --yes"_s;
}

void CommandParserTest::takesOptionsAnywhere()
{
    QFETCH(QString, words);
    QVERIFY(parse(words));
    QCOMPARE(m_globals.format, u"json"_s);
    QVERIFY(m_globals.isConfirmed);
    QVERIFY(!m_globals.isDryRun);
    QCOMPARE(m_filter, u"a:b"_s);
    QCOMPARE(m_limit, 5);
    QVERIFY(m_wantsCount);
}

void CommandParserTest::takesWordsThatAreCommandsForArguments()
{
    QVERIFY(parse(u"session revoke status list -- --yes -1"_s));
    QCOMPARE(m_ids, (QStringList{u"status"_s, u"list"_s, u"--yes"_s, u"-1"_s}));
    QVERIFY(!m_globals.isConfirmed);
}

void CommandParserTest::takesASocketOnlyWithAnEqualsSign()
{
    QVERIFY(parse(u"session revoke --local 7"_s));
    QCOMPARE(m_globals.local, LocalDefault);
    QCOMPARE(m_ids, QStringList{u"7"_s});

    QVERIFY(parse(u"--local=/run/a.sock session revoke 7"_s));
    QCOMPARE(m_globals.local, u"/run/a.sock"_s);
}

void CommandParserTest::takesTheLastOfSeveral()
{
    QVERIFY(parse(u"session list --limit 5 --limit 6"_s));
    QCOMPARE(m_limit, 6);
}

void CommandParserTest::refuses_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("hint");

    QTest::newRow("nothing") << QString() << u"What is to be done?"_s << u"--help"_s;
    QTest::newRow("noun") << u"sesion list"_s << u"no command \"sesion\""_s << u"mean session?"_s;
    QTest::newRow("verb") << u"session lst"_s << u"no command \"session lst\""_s << u"mean list?"_s;
    QTest::newRow("nothing like it") << u"frobnicate"_s << u"no command"_s << u"--help"_s;
    QTest::newRow("half") << u"session"_s << u"one more word: list, revoke"_s
                          << u"session --help"_s;
    QTest::newRow("option") << u"session list --fitler=x"_s << u"no option --fitler"_s
                            << u"mean --filter?"_s;
    QTest::newRow("option before")
        << u"--contxt x status"_s << u"no option --contxt"_s << u"mean --context?"_s;
    QTest::newRow("no value") << u"session list --filter"_s << u"--filter wants a value."_s
                              << QString();
    QTest::newRow("no number") << u"session list --limit many"_s << u"\"many\""_s << QString();
    QTest::newRow("no amount") << u"session list --limit 0"_s << u"above 0"_s << QString();
    QTest::newRow("format") << u"status -o jsn"_s << u"\"jsn\""_s << u"mean json?"_s;
    QTest::newRow("choice") << u"completion bsh"_s << u"\"bsh\""_s << u"mean bash?"_s;
    QTest::newRow("argument missing") << u"completion"_s << u"SHELL is missing"_s << QString();
    QTest::newRow("too much") << u"status now"_s << u"\"now\" is one word too many"_s << QString();
    QTest::newRow("a dry run of what has none")
        << u"status --dry-run"_s << u"status has no dry run"_s << QString();
    QTest::newRow("a command's option elsewhere")
        << u"status --filter x"_s << u"--filter"_s << QString();
}

void CommandParserTest::refuses()
{
    QFETCH(QString, words);
    QFETCH(QString, message);
    QFETCH(QString, hint);
    const auto line = parse(words);
    QVERIFY(!line);
    QCOMPARE(line.error().code, "usage"_L1);
    QVERIFY2(line.error().message.contains(message), qPrintable(line.error().message));
    QVERIFY2(line.error().detail.contains(hint), qPrintable(line.error().detail));
}

void CommandParserTest::needsNothingElseWhereHelpIsWanted()
{
    for (const QString &words : {u"--help"_s, u"session -h"_s, u"completion --help"_s}) {
        const auto line = parse(words);
        QVERIFY(line);
        QVERIFY(m_globals.wantsHelp);
        QCOMPARE(line->topic, words.section(u' ', 0, -2));
    }
}

QTEST_GUILESS_MAIN(CommandParserTest)
#include "tst_commandparser.moc"
