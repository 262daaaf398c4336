// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "tests/cli/cliprogram.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ManPagesTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAPageForEachCommand();
    void replacesWhatIsThere();
    void saysWhatCannotBeWritten();

private:
    CliProgram m_program;
};

void ManPagesTest::writesAPageForEachCommand()
{
    const mode_t before = ::umask(S_IRWXG | S_IRWXO); // As the program itself has it.
    const auto outcome = m_program.run({u"man-pages"_s, m_program.folder()});
    ::umask(before);

    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, QByteArray());
    const QDir folder(m_program.folder());
    for (const Declaration &command : declarationsOf(allCommands())) {
        QFile page(folder.filePath(u"linnetctl-%1.1"_s.arg(command.name).replace(u' ', u'-')));
        QVERIFY2(page.open(QIODevice::ReadOnly), qPrintable(page.fileName()));
        QVERIFY(page.readAll().startsWith(".TH LINNETCTL\\-"));
        QVERIFY(page.permissions() & QFileDevice::ReadOther);
    }
    QVERIFY(folder.exists(u"linnetctl.1"_s));
}

void ManPagesTest::replacesWhatIsThere()
{
    QFile page(m_program.folder() + u"/linnetctl.1"_s);
    QVERIFY(page.open(QIODevice::WriteOnly));
    page.write("old");
    page.close();
    QCOMPARE(m_program.run({u"man-pages"_s, m_program.folder()}).exit, ExitCode::Done);
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY(page.readAll().startsWith(".TH LINNETCTL 1"));
}

void ManPagesTest::saysWhatCannotBeWritten()
{
    const QString folder = m_program.folder() + u"/missing"_s;
    const auto outcome = m_program.run({u"man-pages"_s, folder});
    QCOMPARE(outcome.exit, ExitCode::InputOutput);
    QVERIFY2(outcome.err.contains(folder.toUtf8()), outcome.err);
}

QTEST_GUILESS_MAIN(ManPagesTest)
#include "tst_manpages.moc"
