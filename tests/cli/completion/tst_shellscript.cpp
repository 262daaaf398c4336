// SPDX-License-Identifier: GPL-3.0-or-later
// The shells themselves complete words, by asking the program that LINNETCTL names.
#include "cli/completion/shellscript.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ShellScriptTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isUnderstood_data();
    void isUnderstood();
    void completesInBash_data() { addLines(); }
    void completesInBash();
    void takesTheWordsOfBashTogether_data();
    void takesTheWordsOfBashTogether();
    void completesInZsh_data() { addFewLines(); }
    void completesInZsh();
    void completesInFish_data() { addFewLines(); }
    void completesInFish();
    void saysNothingWithoutAServer();

private:
    static void addLines();
    //! What a shell has to do itself: to start one with a terminal takes long.
    static void addFewLines();
    //! \return what \p program writes, with linnetctl among the programs and a server to ask.
    QString output(const QString &program, const QStringList &arguments);
    QString completedInBash(const QString &line);

    QTemporaryDir m_folder;
    std::unique_ptr<FakeApi> m_api;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QString m_errors;
};

void ShellScriptTest::initTestCase()
{
    for (const QString &shell : shellNames()) {
        QVERIFY2(!QStandardPaths::findExecutable(shell).isEmpty(), qPrintable(shell));
        QFile script(m_folder.filePath(shell));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(completionScript(Shell(shellNames().indexOf(shell))));
    }
    QDir(m_folder.path()).mkdir(u"folder"_s);
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/sessions",
                  R"({"items":[{"id":"81","user":{"name":"A: b"}},{"id":"82","device":"phone"}]})");
    m_api->answer("GET /api/v1/admin/users",
                  R"({"items":[{"id":"1","email":"al@example.org","name":"Al"}]})");
    m_api->answer("GET /api/v1/admin/settings", R"({"items":[{"name":"otp.length"}]})");
    const QString programs = QFileInfo(qEnvironmentVariable("LINNETCTL")).absolutePath();
    m_environment.insert(u"PATH"_s, programs + u':' + m_environment.value(u"PATH"_s));
    m_environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.path());
    m_environment.insert(u"HOME"_s, m_folder.path());
    m_environment.insert(u"LINNET_SERVER"_s, m_api->url());
    m_environment.insert(u"LINNET_COMPLETION_TIME"_s, QString::number(Patience.count()));
    m_environment.insert(u"LINNET_TOKEN"_s, u"a.b.c"_s);
}

QString ShellScriptTest::output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(program, arguments);
    if (!process.waitForFinished(int(LongPatience.count())))
        return u"did not end"_s;
    m_errors = QString::fromUtf8(process.readAllStandardError());
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void ShellScriptTest::isUnderstood_data()
{
    QTest::addColumn<QString>("shell");

    for (const QString &name : shellNames())
        QTest::newRow(qPrintable(name)) << name;
}

void ShellScriptTest::isUnderstood()
{
    QFETCH(QString, shell);
    QCOMPARE(output(shell, {u"-n"_s, m_folder.filePath(shell)}), QString());
    QCOMPARE(m_errors, QString());
}

void ShellScriptTest::addLines()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("completions"); // In any order.

    QTest::newRow("noun") << u"linnetctl ses"_s << u"session"_s;
    QTest::newRow("verb") << u"linnetctl session r"_s << u"revoke"_s;
    QTest::newRow("verb after an option") << u"linnetctl --yes session r"_s << u"revoke"_s;
    QTest::newRow("option of a command") << u"linnetctl session list --fil"_s << u"--filter"_s;
    QTest::newRow("option after an argument")
        << u"linnetctl session revoke 7 --fil"_s << u"--filter"_s;
    QTest::newRow("option of every command") << u"linnetctl logout --no"_s << u"--no-color"_s;
    QTest::newRow("choice of an option") << u"linnetctl session list -o nd"_s << u"ndjson"_s;
    QTest::newRow("choice of an argument") << u"linnetctl completion z"_s << u"zsh"_s;
    QTest::newRow("session") << u"linnetctl session revoke 81"_s << u"81"_s;
    QTest::newRow("sessions") << u"linnetctl session revoke 8"_s << u"81 82"_s;
    QTest::newRow("sessions, with nothing typed") << u"linnetctl session revoke "_s << u"81 82"_s;
    QTest::newRow("after quotes") << u"linnetctl session revoke --reason 'two words' 8"_s
                                  << u"81 82"_s;
    QTest::newRow("nothing") << u"linnetctl frob"_s << QString();
}

void ShellScriptTest::addFewLines()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("completions"); // In any order.

    QTest::newRow("noun") << u"linnetctl ses"_s << u"session"_s;
    QTest::newRow("option") << u"linnetctl session list --fil"_s << u"--filter"_s;
    QTest::newRow("sessions, with nothing typed") << u"linnetctl session revoke "_s << u"81 82"_s;
    QTest::newRow("after quotes") << u"linnetctl session revoke --reason 'two words' 8"_s
                                  << u"81 82"_s;
    QTest::newRow("nothing") << u"linnetctl frob"_s << QString();
}

//! What bash does when somebody has typed \p line: it calls what is registered.
QString ShellScriptTest::completedInBash(const QString &line)
{
    // Without a terminal there is no completion that could be told what follows it.
    const QString run = uR"(compopt() { echo "$2" >&2; }
source ./bash
breaks=$'=:@ '
words=() word= quoted=
for ((i = 0; i < ${#1}; i++)); do
    each=${1:i:1}
    if [[ $each == "'" ]]; then quoted=${quoted:+}; [[ $word == *"'"* ]] || quoted=1; word+=$each
    elif [[ $quoted || $breaks != *"$each"* ]]; then word+=$each
    else
        [[ $word ]] && words+=("$word"); word=
        [[ $each == ' ' ]] || words+=("$each")
    fi
done
[[ $word || $each == ' ' ]] && words+=("$word")
COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1))
_linnetctl linnetctl
echo "${COMPREPLY[*]}")"_s;
    return output(u"bash"_s, {u"-c"_s, run, u"bash"_s, line});
}

void ShellScriptTest::completesInBash()
{
    QFETCH(QString, line);
    QTEST(completedInBash(line), "completions");
    QCOMPARE(m_errors, QString());
}

void ShellScriptTest::takesTheWordsOfBashTogether_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("completions");
    QTest::addColumn<QString>("option");

    QTest::newRow("choice") << u"linnetctl status --output=nd"_s << u"ndjson"_s << QString();
    QTest::newRow("all choices") << u"linnetctl login --by="_s << u"code password"_s << QString();
    QTest::newRow("address") << u"linnetctl user show al@ex"_s << u"example.org"_s << QString();
    QTest::newRow("after a URL") << u"linnetctl --server http://127.0.0.1:%1 session r"_s
                                 << u"revoke"_s << QString();
    QTest::newRow("assignment") << u"linnetctl setting set otp"_s << u"otp.length="_s
                                << u"nospace"_s;
    QTest::newRow("files") << u"linnetctl login --code-file "_s << QString() << u"default"_s;
    QTest::newRow("folders") << u"linnetctl man-pages f"_s << QString() << u"dirnames"_s;
}

void ShellScriptTest::takesTheWordsOfBashTogether()
{
    QFETCH(QString, line);
    QTEST(completedInBash(line), "completions");
    QTEST(m_errors.trimmed(), "option");
}

void ShellScriptTest::completesInZsh()
{
    QFETCH(QString, line);
    // zsh completes at a terminal alone, so it is given one, and keys once it reads them itself;
    // each word that it finds goes to a file, too.
    const QString run = uR"(zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1= PS2=; autoload -U compinit; compinit -u -D; source ./zsh'
zpty -w shell 'compadd() { local -a found; builtin compadd -O found "$@"; print -l -- $found >>found; builtin compadd "$@" }'
zpty -w shell 'setopt no_list_ambiguous; zle-line-init() { print rea""dy }; zle -N zle-line-init'
zpty -r shell text '*ready*'
: >found
zpty -w -n shell "$1"$'\t'
zpty -w -n shell $'\C-u\nprint do""ne >>end\n'
for ((i = 0; i < 600; i++)); do [[ -e end ]] && break; sleep 0.05; done
rm -f end
zpty -d shell
sort -u found | grep . | paste -sd' ' -)"_s;
    QTEST(output(u"zsh"_s, {u"-f"_s, u"-c"_s, run, u"zsh"_s, line}), "completions");
}

void ShellScriptTest::completesInFish()
{
    QFETCH(QString, line);
    const QString run = u"source ./fish; complete -C \"$LINE\" | string split -f1 \\t"_s;
    m_environment.insert(u"LINE"_s, line);
    QStringList words = output(u"fish"_s, {u"--no-config"_s, u"-c"_s, run}).split(u'\n');
    words.sort();
    QTEST(words.join(u' '), "completions");
    QCOMPARE(m_errors, QString());
}

void ShellScriptTest::saysNothingWithoutAServer()
{
    m_environment.insert(u"LINNET_SERVER"_s, u"http://127.0.0.1:1"_s);
    QCOMPARE(completedInBash(u"linnetctl session revoke 8"_s), QString());
    QCOMPARE(m_errors, QString());
}

QTEST_GUILESS_MAIN(ShellScriptTest)
#include "tst_shellscript.moc"
