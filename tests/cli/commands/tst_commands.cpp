// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every command.
#include "cli/commandline/globaloptions.h"
#include "cli/commands/commands.h"
#include "tests/cli/cliprogram.h"

#include <QSet>
#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CommandsTest : public QObject
{
    Q_OBJECT

private slots:
    void areDeclaredInFull_data();
    void areDeclaredInFull();
    void haveNamesOfTheirOwn();
    void takeNoSecretAsAnOption();
    void showTheVersion();
    void showHelp();
    void writeCompletions();
};

void CommandsTest::areDeclaredInFull_data()
{
    QTest::addColumn<qsizetype>("place");

    const auto declarations = declarationsOf(allCommands());
    for (qsizetype i = 0; i < declarations.size(); ++i)
        QTest::newRow(qPrintable(declarations[i].name)) << i;
}

void CommandsTest::areDeclaredInFull()
{
    QFETCH(qsizetype, place);
    const Declaration command = declarationsOf(allCommands())[place];
    QVERIFY(command.summary.endsWith(u'.'));
    QVERIFY(!command.examples.isEmpty());
    for (const QString &example : command.examples)
        QVERIFY(example.startsWith(u"linnetctl "_s + command.name)
                || example.startsWith(u"linnetctl --local "_s + command.name));
    for (const Argument &argument : command.arguments)
        QVERIFY(argument.help.endsWith(u'.'));
    for (const Option &option : command.options) {
        QVERIFY(option.help.endsWith(u'.'));
        QVERIFY(option.name().startsWith(u"--"_s));
        QCOMPARE(option.value.isEmpty(), std::holds_alternative<bool *>(option.target));
    }
}

void CommandsTest::haveNamesOfTheirOwn()
{
    QSet<QString> names;
    for (const Declaration &each : declarationsOf(allCommands())) {
        QVERIFY2(!names.contains(each.name), qPrintable(each.name));
        names.insert(each.name);
    }
}

void CommandsTest::takeNoSecretAsAnOption()
{
    for (const Declaration &each : declarationsOf(allCommands()))
        for (const Option &option : each.options)
            for (const QString &word : {u"password"_s, u"token"_s, u"secret"_s, u"totp"_s})
                QVERIFY2(!option.name().contains(word) || option.name().endsWith(u"-file"_s),
                         qPrintable(each.name + u' ' + option.name()));
}

void CommandsTest::showTheVersion()
{
    CliProgram program;
    QCOMPARE(program.run({u"--version"_s}).out, "linnetctl " LINNET_VERSION "\n");
    QCOMPARE(program.run({u"version"_s, u"-o"_s, u"name"_s}).out, LINNET_VERSION "\n");
}

void CommandsTest::showHelp()
{
    CliProgram program;
    const auto help = program.run({u"session"_s, u"list"_s, u"--help"_s});
    QCOMPARE(help.exit, ExitCode::Done);
    QVERIFY(help.out.contains("Usage: linnetctl session list [OPTIONS]"));
    QVERIFY(help.err.isEmpty());

    const auto nothing = program.run({});
    QCOMPARE(nothing.exit, ExitCode::Usage);
    QVERIFY(nothing.out.isEmpty());
}

void CommandsTest::writeCompletions()
{
    CliProgram program;
    const auto script = program.run({u"completion"_s, u"bash"_s});
    QCOMPARE(script.exit, ExitCode::Done);
    QVERIFY(script.out.contains("complete -F _linnetctl linnetctl"));
    QCOMPARE(program.run({u"completion"_s}).exit, ExitCode::Usage);
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
