// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/commandline.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

using Command = Options::Command;

class CommandLineTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheCommand_data();
    void findsTheCommand();
    void readsEveryOption();
    void readsWhatIsSaidOfBackups();
    void refuses_data();
    void refuses();
    void explainsItself();
};

void CommandLineTest::findsTheCommand_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("command");

    const auto row = [](const char *name, const QStringList &words, Command command) {
        QTest::newRow(name) << words << int(command);
    };
    row("nothing said", {}, Command::Serve);
    row("only an option", {u"--dev"_s}, Command::Serve);
    row("serve", {u"serve"_s}, Command::Serve);
    row("migrate", {u"migrate"_s, u"--data-dir"_s, u"x"_s}, Command::Migrate);
    row("check-config", {u"check-config"_s, u"f"_s}, Command::CheckConfig);
    row("check-config by option", {u"check-config"_s, u"--config=f"_s}, Command::CheckConfig);
    row("backup create", {u"backup"_s, u"create"_s}, Command::Backup);
    row("backup restore", {u"backup"_s, u"restore"_s, u"f"_s}, Command::Backup);
    row("version", {u"--version"_s}, Command::Version);
    row("help", {u"-h"_s}, Command::Help);
}

void CommandLineTest::findsTheCommand()
{
    QFETCH(QStringList, words);
    QFETCH(int, command);

    const auto options = parseCommandLine(QStringList{u"linnetd"_s} + words);

    QVERIFY2(options, options ? "" : qPrintable(options.error().message));
    QCOMPARE(int(options->command), command);
}

void CommandLineTest::readsEveryOption()
{
    const auto options =
        parseCommandLine({u"linnetd"_s, u"serve"_s, u"--config"_s, u"a.conf"_s, u"--data-dir"_s,
                          u"/b"_s, u"--listen"_s, u"[::1]:1"_s, u"--dev"_s, u"--demo"_s,
                          u"--compat-ports"_s, u"--force"_s, u"--profile"_s, u"eio3"_s});

    QVERIFY(options);
    QCOMPARE(options->configFile, u"a.conf"_s);
    QCOMPARE(options->dataDirectory, u"/b"_s);
    QCOMPARE(options->listen, u"[::1]:1"_s);
    QVERIFY(options->isDevelopment);
    QVERIFY(options->hasCompatiblePorts);
    QVERIFY(options->hasDemoData);
    QVERIFY(options->isForced);
    QCOMPARE(options->profile, Profile::Eio3);
}

void CommandLineTest::readsWhatIsSaidOfBackups()
{
    const auto options =
        parseCommandLine({u"linnetd"_s, u"backup"_s, u"restore"_s, u"b.backup"_s,
                          u"--secret-key-file"_s, u"k"_s, u"--passphrase-file=-"_s,
                          u"--recipient-file"_s, u"r"_s, u"--unencrypted"_s, u"--replace"_s});

    QVERIFY(options);
    QCOMPARE(options->backup.verb, BackupOptions::Verb::Restore);
    QCOMPARE(options->backup.file, u"b.backup"_s);
    QCOMPARE(options->backup.secretKeyFile, u"k"_s);
    QCOMPARE(options->backup.passphraseFile, u"-"_s);
    QCOMPARE(options->backup.recipientFile, u"r"_s);
    QVERIFY(options->backup.isUnencrypted);
    QVERIFY(options->backup.isReplacing);
}

void CommandLineTest::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("message");

    QTest::newRow("unknown command")
        << QStringList{u"serv"_s} << u"There is no command \"serv\"; did you mean \"serve\"?"_s;
    QTest::newRow("unknown option") << QStringList{u"--devel"_s} << u"Unknown option 'devel'."_s;
    QTest::newRow("option without its value")
        << QStringList{u"--config"_s} << u"Missing value after '--config'."_s;
    QTest::newRow("unknown profile")
        << QStringList{u"--profile"_s, u"eio4"_s}
        << u"There is no profile \"eio4\"; there are protocol, eio3, client-suite, app"_s;
    QTest::newRow("a word too many")
        << QStringList{u"serve"_s, u"now"_s} << u"\"now\" is one word too many"_s;
    QTest::newRow("backup of no kind")
        << QStringList{u"backup"_s} << u"backup needs one of create, verify, restore and keygen"_s;
    QTest::newRow("backup of an unknown kind")
        << QStringList{u"backup"_s, u"veryfy"_s, u"f"_s}
        << u"There is no command backup \"veryfy\"; did you mean \"verify\"?"_s;
    QTest::newRow("nothing to restore")
        << QStringList{u"backup"_s, u"restore"_s} << u"backup restore needs the name of a file"_s;
    QTest::newRow("two backups") << QStringList{u"backup"_s, u"create"_s, u"f"_s, u"g"_s}
                                 << u"\"g\" is one word too many"_s;
    QTest::newRow("nothing to check")
        << QStringList{u"check-config"_s} << u"check-config needs the name of a file"_s;
}

void CommandLineTest::refuses()
{
    QFETCH(QStringList, words);
    QFETCH(QString, message);

    const auto options = parseCommandLine(QStringList{u"linnetd"_s} + words);

    QVERIFY(!options);
    QCOMPARE(options.error().message, message);
}

void CommandLineTest::explainsItself()
{
    const auto options = parseCommandLine({u"linnetd"_s, u"--help"_s});
    QVERIFY(options);
    for (const auto &word : {u"--data-dir"_s, u"check-config"_s, u"client-suite"_s})
        QVERIFY2(options->text.contains(word), qPrintable(word));
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
