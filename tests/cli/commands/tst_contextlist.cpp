// SPDX-License-Identifier: GPL-3.0-or-later
// All commands about contexts, which only make sense together.
#include "tests/cli/cliprogram.h"

#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ContextListTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_program.emplace(); }
    void isEmptyAtFirst();
    void knowsWhatIsAdded();
    void usesTheFirstUntilToldOtherwise();
    void showsWhatIsMeant();
    void refusesANameThatIsTaken();
    void refusesWhatIsNoAddress();
    void knowsWhatIsLikeAWrongName();
    void forgetsWhatIsRemoved();
    void refusesAFileThatOthersCanRead();

private:
    CliProgram::Outcome run(const QString &words) { return m_program->run(words.split(u' ')); }

    std::optional<CliProgram> m_program;
};

void ContextListTest::isEmptyAtFirst()
{
    QCOMPARE(run(u"context list"_s).out, QByteArray());
    QCOMPARE(run(u"context list -o json"_s).out,
             R"({"apiVersion":"linnet/v1","kind":"ContextList","items":[]})"
             "\n");
    const auto shown = run(u"context show"_s);
    QCOMPARE(shown.exit, ExitCode::Configuration);
    QVERIFY(shown.err.contains("linnetctl login"));
}

void ContextListTest::knowsWhatIsAdded()
{
    QCOMPARE(run(u"context add home https://chat.example.org/"_s).exit, ExitCode::Done);
    QCOMPARE(run(u"context add here unix:/run/operator.sock"_s).exit, ExitCode::Done);

    QCOMPARE(run(u"context list"_s).out,
             "NAME  USED  SERVER                    USER\n"
             "here  no    unix:/run/operator.sock   -\n"
             "home  yes   https://chat.example.org  -\n");
    QCOMPARE(run(u"context list -o name"_s).out, "here\nhome\n");
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(m_program->contextFile()).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));
}

void ContextListTest::usesTheFirstUntilToldOtherwise()
{
    run(u"context add a https://a.example"_s);
    run(u"context add b https://b.example"_s);
    QCOMPARE(run(u"context show -o name"_s).out, "a\n");

    QCOMPARE(run(u"context use b"_s).exit, ExitCode::Done);

    QCOMPARE(run(u"context show -o name"_s).out, "b\n");
    QCOMPARE(run(u"context show -o name --context a"_s).out, "a\n");
}

void ContextListTest::showsWhatIsMeant()
{
    run(u"context add home https://chat.example.org"_s);
    QCOMPARE(run(u"context show"_s).out,
             "Context:   home\n"
             "Server:    https://chat.example.org\n"
             "Trusts:    -\n"
             "User:      -\n"
             "Signed in: no\n");
    QCOMPARE(run(u"context show -o ndjson --server http://127.0.0.1:3000"_s).out,
             R"({"isSignedIn":false,"server":"http://127.0.0.1:3000"})"
             "\n");
}

void ContextListTest::refusesANameThatIsTaken()
{
    run(u"context add home https://a.example"_s);
    const auto again = run(u"context add home https://b.example"_s);
    QCOMPARE(again.exit, ExitCode::CannotCreate);
    QVERIFY(again.err.contains("https://a.example"));
}

void ContextListTest::refusesWhatIsNoAddress()
{
    QCOMPARE(run(u"context add home ftp://a.example"_s).exit, ExitCode::Usage);
    QVERIFY(!QFile::exists(m_program->contextFile()));
}

void ContextListTest::knowsWhatIsLikeAWrongName()
{
    run(u"context add home https://a.example"_s);
    for (const QString &words :
         {u"context use hoem"_s, u"context remove hoem"_s, u"status --context hoem"_s}) {
        const auto outcome = run(words);
        QCOMPARE(outcome.exit, ExitCode::Configuration);
        QCOMPARE(outcome.err,
                 "linnetctl: There is no context \"hoem\".\nhint: Did you mean home?\n");
    }
}

void ContextListTest::forgetsWhatIsRemoved()
{
    run(u"context add home https://a.example"_s);
    QCOMPARE(run(u"context remove home"_s).exit, ExitCode::Done);
    QCOMPARE(run(u"context list"_s).out, QByteArray());
    QCOMPARE(run(u"context show"_s).exit, ExitCode::Configuration);
}

void ContextListTest::refusesAFileThatOthersCanRead()
{
    run(u"context add home https://a.example"_s);
    QVERIFY(QFile::setPermissions(m_program->contextFile(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const auto outcome = run(u"context list"_s);
    QCOMPARE(outcome.exit, ExitCode::Configuration);
    QVERIFY(outcome.err.contains("chmod 600"));
}

QTEST_GUILESS_MAIN(ContextListTest)
#include "tst_contextlist.moc"
