// SPDX-License-Identifier: GPL-3.0-or-later
// bash runs its script; those of other shells are checked by them.
#include "cli/commandline/completion.h"
#include "cli/commandline/globaloptions.h"
#include "cli/commands/commands.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class CompletionTest : public QObject
{
    Q_OBJECT

private slots:
    void completesInBash_data();
    void completesInBash();
    void isUnderstood_data();
    void isUnderstood();

private:
    static QString script(Shell shell);
    static QByteArray output(const QString &program, const QStringList &arguments);
};

QString CompletionTest::script(Shell shell)
{
    GlobalOptions globals;
    return completionScript(shell, declarationsOf(allCommands()), globalOptions(globals));
}

QByteArray CompletionTest::output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    return process.waitForFinished() ? process.readAll() : QByteArray("did not end");
}

void CompletionTest::completesInBash_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("completions");

    QTest::newRow("noun") << u"linnetctl ses"_s << u"session"_s;
    QTest::newRow("verb") << u"linnetctl session r"_s << u"revoke"_s;
    QTest::newRow("verb after an option") << u"linnetctl --yes session r"_s << u"revoke"_s;
    QTest::newRow("option of a command") << u"linnetctl session list --fil"_s << u"--filter"_s;
    QTest::newRow("option after an argument")
        << u"linnetctl session revoke 7 --fil"_s << u"--filter"_s;
    QTest::newRow("option of every command") << u"linnetctl logout --dry"_s << u"--dry-run"_s;
    QTest::newRow("option after one word and an argument")
        << u"linnetctl login +91 --pass"_s << u"--password-file"_s;
    QTest::newRow("choice of an option") << u"linnetctl session list -o nd"_s << u"ndjson"_s;
    QTest::newRow("choice of an argument") << u"linnetctl completion z"_s << u"zsh"_s;
    QTest::newRow("nothing") << u"linnetctl frob"_s << QString();
}

void CompletionTest::completesInBash()
{
    QFETCH(QString, words);
    const QString run = script(Shell::Bash)
        + u"COMP_WORDS=(%1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _linnetctl; "
          "echo \"${COMPREPLY[*]}\""_s.arg(words);
    const QByteArray shown = output(u"bash"_s, {u"-c"_s, run});
    QTEST(QString::fromUtf8(shown).trimmed(), "completions");
}

void CompletionTest::isUnderstood_data()
{
    QTest::addColumn<Shell>("shell");

    for (const QString &name : shellNames())
        QTest::newRow(qPrintable(name)) << Shell(shellNames().indexOf(name));
}

void CompletionTest::isUnderstood()
{
    QFETCH(Shell, shell);
    const QString name = shellNames()[int(shell)];
    const QString text = script(shell);
    for (const QString &word : {u"linnetctl"_s, u"revoke"_s, u"--filter"_s})
        QVERIFY(text.contains(word));
    QVERIFY2(!QStandardPaths::findExecutable(name).isEmpty(), "This shell is not installed.");
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(text.toUtf8());
    file.close();
    QCOMPARE(output(name, {u"-n"_s, file.fileName()}), QByteArray());
}

QTEST_GUILESS_MAIN(CompletionTest)
#include "tst_completion.moc"
