// SPDX-License-Identifier: GPL-3.0-or-later
// man and groff read every page of the manual.
#include "cli/commandline/globaloptions.h"
#include "cli/commandline/manpage.h"
#include "cli/commands/commands.h"
#include "tests/support/patience.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ManPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatACommandTakes();
    void showsWhatRoffWouldTakeForItsOwn_data();
    void showsWhatRoffWouldTakeForItsOwn();
    void areUnderstood();
    void tellsAllOfACommand_data();
    void tellsAllOfACommand();
    void tellsAllOfTheProgram();

private:
    static QList<Declaration> declarations() { return declarationsOf(allCommands()); }
    static QString rendered(const QByteArray &text);

    QList<ManPage> m_pages; //!< Of linnetctl.
};

namespace {

struct Rendering
{
    QByteArray text;
    QByteArray warnings;
};

Rendering run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"MANWIDTH"_s, u"80"_s);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(int(linnet::test::LongPatience.count()))
        || process.exitCode() != 0)
        return {{}, "did not end well: " + process.readAllStandardError()};
    return {process.readAllStandardOutput(), process.readAllStandardError()};
}

//! \return \p text with each run of spaces and ends of lines as one space.
QString flowing(const QString &text)
{
    return text.simplified();
}

} // namespace

void ManPageTest::initTestCase()
{
    GlobalOptions globals;
    m_pages = manPages(declarations(), globalOptions(globals));
}

//! As a terminal shows it, on lines that are long enough for everything.
QString ManPageTest::rendered(const QByteArray &text)
{
    QTemporaryFile file;
    if (!file.open() || file.write(text) != text.size())
        qFatal("No file for the page.");
    file.close();
    const Rendering shown =
        run(u"groff"_s,
            {u"-man"_s, u"-Tutf8"_s, u"-P-cbou"_s, u"-rLL=400n"_s, u"-ww"_s, file.fileName()});
    // What it warns of is nowhere in a page, so whoever looks for something sees it.
    return QString::fromUtf8(shown.warnings.isEmpty() ? shown.text : shown.warnings);
}

void ManPageTest::saysWhatACommandTakes()
{
    QStringList ids;
    QString filter;
    QString socket;
    QString shape;
    const QList<Declaration> things = {
        {.name = u"thing end"_s,
         .summary = u"End things."_s,
         .examples = {u"linnetctl thing end 7"_s},
         .arguments = {{u"ID"_s, u"A thing."_s, &ids, Argument::Need::Optional}},
         .options = {{u"-f,--filter"_s, u"EXPR"_s, u"Those that match."_s, &filter},
                     {u"--shape"_s, u"SHAPE"_s, u"How."_s, &shape, {u"round"_s, u"flat"_s}}},
         .isFinal = true},
        {.name = u"thing list"_s, .summary = u"List things."_s, .examples = {}},
    };
    const auto all = manPages(things, {{u"--local"_s, u"[SOCKET]"_s, u"Here."_s, &socket}});
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[1].fileName(), u"linnetctl-thing-end.1"_s);
    QCOMPARE(rendered(all[1].text).section(u"EXIT STATUS"_s, 0, 0).section(u'\n', 1).trimmed(),
             u"NAME\n"
             "       linnetctl-thing-end - End things\n"
             "\n"
             "SYNOPSIS\n"
             "       linnetctl thing end [ID…] [OPTIONS]\n"
             "\n"
             "DESCRIPTION\n"
             "       End things.\n"
             "\n"
             "       It cannot be undone: it is confirmed by the name of what it is about, at the "
             "terminal or with --confirm. --yes is not enough.\n"
             "\n"
             "ARGUMENTS\n"
             "       ID     A thing.\n"
             "\n"
             "OPTIONS\n"
             "       -f, --filter EXPR\n"
             "              Those that match.\n"
             "\n"
             "       --shape SHAPE\n"
             "              How. One of round, flat.\n"
             "\n"
             "       Those of every command are in linnetctl(1)."_s);
    QVERIFY(all[1].text.contains("linnetctl\\-thing\\-list"));
    QVERIFY(rendered(all[0].text).contains(u"--local[=SOCKET]"_s));
}

void ManPageTest::showsWhatRoffWouldTakeForItsOwn_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("request") << u".SH NOTHING"_s;
    QTest::newRow("other request") << u"'br"_s;
    QTest::newRow("backslash") << u"a\\fBb\\n(.l \\\\"_s;
    QTest::newRow("quotes") << u"'single' \"double\" `back`"_s;
    QTest::newRow("hyphens") << u"--dry-run -o a-b"_s;
    QTest::newRow("caret and tilde") << u"^ ~/.config"_s;
    QTest::newRow("beyond ASCII") << u"NAME… é ह 𝄞"_s;
}

void ManPageTest::showsWhatRoffWouldTakeForItsOwn()
{
    QFETCH(QString, text);
    const auto all = manPages({{.name = u"thing"_s, .summary = u"A."_s, .examples = {text}}}, {});
    for (const char character : all[1].text)
        QVERIFY(character == '\n' || (character >= ' ' && character <= '~'));
    const QString shown = rendered(all[1].text);
    QVERIFY2(shown.contains(u"\n       "_s + text + u'\n'), qPrintable(shown));
}

void ManPageTest::areUnderstood()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"man"_s).isEmpty(), "man is not installed.");
    const QTemporaryDir folder;
    QStringList arguments = {u"--warnings"_s, u"-l"_s};
    for (const ManPage &page : m_pages) {
        QFile file(folder.filePath(page.fileName()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(page.text) == page.text.size());
        arguments.append(file.fileName());
    }
    const Rendering shown = run(u"man"_s, arguments);
    QCOMPARE(shown.warnings, QByteArray());
    QCOMPARE(shown.text.count("\nSYNOPSIS\n"), m_pages.size());
}

void ManPageTest::tellsAllOfACommand_data()
{
    QTest::addColumn<int>("place");

    const auto all = declarations();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all[i].name)) << i;
}

void ManPageTest::tellsAllOfACommand()
{
    QFETCH(int, place);
    const Declaration command = declarations()[place];
    const ManPage page = m_pages[place + 1];
    QCOMPARE(page.name, u"linnetctl-"_s + QString(command.name).replace(u' ', u'-'));

    const QString text = flowing(rendered(page.text));
    QStringList expected = QStringList(command.examples) << command.summary;
    for (const Argument &argument : command.arguments)
        expected << argument.name << argument.help;
    for (const Option &option : command.options)
        expected << option.names.split(u',') << option.choices << option.help;
    for (const QString &each : std::as_const(expected))
        QVERIFY2(text.contains(flowing(each)), qPrintable(each));
    QCOMPARE(text.contains(u"--dry-run the server says"_s), command.hasDryRun);
    QVERIFY2(text.contains(u"77 Nobody is signed in, or one may not do that."_s), qPrintable(text));
}

void ManPageTest::tellsAllOfTheProgram()
{
    const QString text = flowing(rendered(m_pages.first().text));
    for (const Declaration &command : declarations())
        QVERIFY2(text.contains(command.name + u' ' + command.summary), qPrintable(command.name));
    GlobalOptions globals;
    for (const Option &option : globalOptions(globals))
        QVERIFY2(text.contains(option.name()) && text.contains(option.help),
                 qPrintable(option.names));
}

QTEST_GUILESS_MAIN(ManPageTest)
#include "tst_manpage.moc"
