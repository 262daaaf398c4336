// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/globaloptions.h"
#include "cli/commands/commands.h"
#include "cli/completion/expectation.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ExpectationTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWords_data();
    void knowsWords();
    void knowsWhatIsToBeLookedUp_data();
    void knowsWhatIsToBeLookedUp();
    void knowsFiles_data();
    void knowsFiles();
    void offersOptionsWhereNothingIsKnown();
    void tellsWhatWordsAreAbout();

private:
    //! \param line whose words have a single space between them.
    static Expectation after(const QString &line)
    {
        GlobalOptions globals;
        return expectationOf(line.split(u' '), declarationsOf(allCommands()),
                             globalOptions(globals));
    }
    static QString words(const Expectation &expected)
    {
        QStringList words;
        for (const Candidate &each : expected.candidates)
            words.append(each.word);
        return words.join(u' ');
    }
};

void ExpectationTest::knowsWords_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");

    QTest::newRow("noun") << u"ses"_s << u"session"_s;
    QTest::newRow("verb") << u"session r"_s << u"revoke"_s;
    QTest::newRow("all verbs") << u"session "_s << u"list history revoke watch"_s;
    QTest::newRow("verb after an option") << u"--yes session r"_s << u"revoke"_s;
    QTest::newRow("verb after an option's value") << u"-o json session r"_s << u"revoke"_s;
    QTest::newRow("verb after a value that is a noun")
        << u"--context user session r"_s << u"revoke"_s;
    QTest::newRow("verb after a value beside its option")
        << u"--context=x session r"_s << u"revoke"_s;
    QTest::newRow("option without a value") << u"--local session r"_s << u"revoke"_s;
    QTest::newRow("option of a command") << u"session list --fil"_s << u"--filter"_s;
    QTest::newRow("option after an argument") << u"session revoke 7 --fil"_s << u"--filter"_s;
    QTest::newRow("option of every command") << u"logout --ti"_s << u"--timeout"_s;
    QTest::newRow("short option")
        << u"version -"_s
        << u"-o --output --fields --context --server --local --ca-file --timeout "
           "-y --yes --no-color -h --help --version"_s;
    QTest::newRow("dry run") << u"session revoke --dry"_s << u"--dry-run"_s;
    QTest::newRow("no dry run") << u"logout --dry"_s << QString();
    QTest::newRow("name of what cannot be undone")
        << u"group dissolve 7 --conf"_s << u"--confirm"_s;
    QTest::newRow("nothing that cannot be undone") << u"group freeze 7 --conf"_s << QString();
    QTest::newRow("choice of an option") << u"session list -o nd"_s << u"ndjson"_s;
    QTest::newRow("choice beside its option")
        << u"session list --output=nd"_s << u"--output=ndjson"_s;
    QTest::newRow("choice of an argument") << u"completion z"_s << u"zsh"_s;
    QTest::newRow("choice of a later argument")
        << u"group set-role 7 alice "_s << u"member admin"_s;
    QTest::newRow("value that is no option") << u"session list --filter --li"_s << QString();
    QTest::newRow("argument that is no option") << u"completion -- -"_s << QString();
    QTest::newRow("argument too many") << u"completion zsh b"_s << QString();
    QTest::newRow("unknown noun") << u"frob"_s << QString();
    QTest::newRow("after an unknown noun") << u"frob li"_s << QString();
    QTest::newRow("unknown verb") << u"session frob "_s << QString();
    QTest::newRow("unknown option's value") << u"session --frob=x"_s << QString();
}

void ExpectationTest::knowsWords()
{
    QFETCH(QString, line);
    QTEST(words(after(line)), "expected");
}

void ExpectationTest::knowsWhatIsToBeLookedUp_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Referent>("referent");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("begun");

    QTest::newRow("user") << u"user show al"_s << Referent::User << u""_s << u"al"_s;
    QTest::newRow("group") << u"group freeze 38"_s << Referent::Group << u""_s << u"38"_s;
    QTest::newRow("report") << u"report show 38"_s << Referent::Report << u""_s << u"38"_s;
    QTest::newRow("webhook") << u"webhook test 38"_s << Referent::Webhook << u""_s << u"38"_s;
    QTest::newRow("user of an option")
        << u"report take 38 --for al"_s << Referent::User << u""_s << u"al"_s;
    QTest::newRow("second argument")
        << u"group transfer 38 al"_s << Referent::User << u""_s << u"al"_s;
    QTest::newRow("session") << u"session revoke 1 2 3"_s << Referent::Session << u""_s << u"3"_s;
    QTest::newRow("setting") << u"setting show otp."_s << Referent::Setting << u""_s << u"otp."_s;
    QTest::newRow("assignment") << u"setting set a=b otp"_s << Referent::Assignment << u""_s
                                << u"otp"_s;
    QTest::newRow("context") << u"context use ho"_s << Referent::Context << u""_s << u"ho"_s;
    QTest::newRow("context of an option")
        << u"session list --context ho"_s << Referent::Context << u""_s << u"ho"_s;
    QTest::newRow("context beside its option")
        << u"--context=ho"_s << Referent::Context << u"--context="_s << u"ho"_s;
    QTest::newRow("after --") << u"user show -- -x"_s << Referent::User << u""_s << u"-x"_s;
    QTest::newRow("nothing more") << u"user show alice bob"_s << Referent::None << u""_s << u""_s;
}

void ExpectationTest::knowsWhatIsToBeLookedUp()
{
    QFETCH(QString, line);
    const Expectation expected = after(line);
    QTEST(expected.referent, "referent");
    QTEST(expected.prefix, "prefix");
    QTEST(expected.begun, "begun");
    QVERIFY(expected.candidates.isEmpty());
}

void ExpectationTest::knowsFiles_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Expectation::Else>("other");

    QTest::newRow("option") << u"login alice --password-file "_s << Expectation::Else::File;
    QTest::newRow("beside its option") << u"login --password-file=se"_s << Expectation::Else::File;
    QTest::newRow("socket") << u"--local=/run"_s << Expectation::Else::File;
    QTest::newRow("argument") << u"backup restore b"_s << Expectation::Else::File;
    QTest::newRow("folder") << u"man-pages /usr"_s << Expectation::Else::Folder;
    QTest::newRow("neither") << u"user show "_s << Expectation::Else::Nothing;
}

void ExpectationTest::knowsFiles()
{
    QFETCH(QString, line);
    QTEST(after(line).other, "other");
}

void ExpectationTest::offersOptionsWhereNothingIsKnown()
{
    QVERIFY(words(after(u"session list "_s)).startsWith(u"--limit --filter --count --sort"_s));
    QVERIFY(words(after(u"login "_s)).contains(u"--password-file"_s));
    QCOMPARE(words(after(u"session list x"_s)), QString());
    QCOMPARE(words(after(u"login -- "_s)), QString());
}

void ExpectationTest::tellsWhatWordsAreAbout()
{
    QCOMPARE(after(u"status"_s).candidates.first().about, u"Show how the server is."_s);
    QVERIFY(after(u"session"_s).candidates.first().about.startsWith(u"list, history"_s));
    QCOMPARE(after(u"session revoke --fil"_s).candidates.first().about, u"End all that match."_s);
}

QTEST_GUILESS_MAIN(ExpectationTest)
#include "tst_expectation.moc"
