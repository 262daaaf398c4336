// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/commandline.h"

#include "common/core/nearestname.h"

#include <QCommandLineParser>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

using Verb = BackupOptions::Verb;

const std::array<std::pair<QString, Verb>, 4> BackupVerbs = {{
    {u"create"_s, Verb::Create},
    {u"verify"_s, Verb::Verify},
    {u"restore"_s, Verb::Restore},
    {u"keygen"_s, Verb::KeyGen},
}};

const std::array<std::pair<QString, Options::Command>, 4> Commands = {{
    {u"serve"_s, Options::Command::Serve},
    {u"migrate"_s, Options::Command::Migrate},
    {u"check-config"_s, Options::Command::CheckConfig},
    {u"backup"_s, Options::Command::Backup},
}};

Error usage(const QString &message)
{
    return {Error::Kind::InvalidInput, QLatin1String("usage"), message};
}

void describeBackup(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"recipient-file"_s, u"Encrypt a backup to the public key in FILE."_s, u"FILE"_s},
        {u"secret-key-file"_s, u"Open a backup with the secret key in FILE."_s, u"FILE"_s},
        {u"passphrase-file"_s,
         u"The first line of FILE is a backup's passphrase; \"-\" is the input."_s, u"FILE"_s},
        {u"unencrypted"_s, u"A backup that is not encrypted."_s},
        {u"ledger"_s,
         u"Erase again, in what is restored, also who is in the ledger FILE (erasures.jsonl)."_s,
         u"FILE"_s},
        {u"replace"_s, u"Restore also where there is something, which is moved aside."_s},
    });
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"A self-hosted messaging server.\n\n"
        "Commands:\n"
        "  serve                 Serve clients (default).\n"
        "  migrate               Bring the database up to this version, and stop.\n"
        "  check-config FILE     Name every mistake in a configuration file.\n"
        "  backup create [FILE]  Back up a server, which may be running.\n"
        "  backup verify FILE    Restore a backup into a scratch folder, and check it.\n"
        "  backup restore FILE   Restore a backup into an empty data directory.\n"
        "  backup keygen NAME    Make NAME.pub, which backups are encrypted to, and NAME.key."_s);
    parser.addPositionalArgument(u"command"_s, u"What to do."_s,
                                 u"[serve|migrate|check-config|backup]"_s);
    parser.addOptions({
        {u"config"_s, u"Read the settings from FILE."_s, u"FILE"_s},
        {u"data-dir"_s, u"Keep database, keys and media in FOLDER."_s, u"FOLDER"_s},
        {u"listen"_s, u"Listen on ADDRESS:PORT only; port 0 takes a free one."_s,
         u"ADDRESS:PORT"_s},
        {u"compat-ports"_s,
         u"Listen on 3000, 3004, 3005, 5000, 5001 and 5002 of loopback besides, where clients of "
         "each family look for their server."_s},
        {u"dev"_s, u"Development mode: every one-time code is 123456 and is printed."_s},
        {u"demo"_s, u"Put in three people and two conversations, if there is nobody."_s},
        {u"force"_s, u"Allow --dev on addresses that others can reach."_s},
        {u"profile"_s,
         u"Set up for a public protocol suite: %1."_s.arg(profileNames().join(u", "_s)), u"NAME"_s},
        {{u"h"_s, u"help"_s}, u"Show this text."_s},
        {{u"v"_s, u"version"_s}, u"Show the version."_s},
        {u"verbose"_s, u"With --version: show those of the libraries too."_s},
    });
    describeBackup(parser);
}

//! \return what \p name stands for in \p table, whose names are those of \p what.
template <typename Table>
auto lookUp(const Table &table, const QString &name, const QString &what)
    -> Result<decltype(table.front().second)>
{
    QStringList names;
    for (const auto &[each, value] : table) {
        if (each == name)
            return value;
        names.append(each);
    }
    return usage(u"There is no %1 \"%2\"%3"_s.arg(what, name, didYouMean(name, names)));
}

Result<Options> parseBackup(const QStringList &words, Options options)
{
    if (words.isEmpty())
        return usage(u"backup needs one of create, verify, restore and keygen"_s);
    const auto verb = lookUp(BackupVerbs, words.first(), u"command backup"_s);
    if (!verb)
        return verb.error();
    options.backup.verb = *verb;
    if (words.size() > 2)
        return usage(u"\"%1\" is one word too many"_s.arg(words.last()));
    options.backup.file = words.value(1);
    if (options.backup.file.isEmpty() && *verb != Verb::Create)
        return usage(u"backup %1 needs the name of a file"_s.arg(words.first()));
    return options;
}

Result<Options> parseWords(const QStringList &words, Options options)
{
    if (!words.isEmpty()) {
        const auto command = lookUp(Commands, words.first(), u"command"_s);
        if (!command)
            return command.error();
        options.command = *command;
    }
    if (options.command == Options::Command::Backup)
        return parseBackup(words.sliced(1), std::move(options));
    const bool takesFile = options.command == Options::Command::CheckConfig;
    if (words.size() > (takesFile ? 2 : 1))
        return usage(u"\"%1\" is one word too many"_s.arg(words.last()));
    if (takesFile && words.size() == 2)
        options.configFile = words[1];
    if (takesFile && options.configFile.isEmpty())
        return usage(u"check-config needs the name of a file"_s);
    return options;
}

} // namespace

Result<Options> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return usage(parser.errorText());

    Options options;
    options.configFile = parser.value(u"config"_s);
    options.dataDirectory = parser.value(u"data-dir"_s);
    options.listen = parser.value(u"listen"_s);
    options.isDevelopment = parser.isSet(u"dev"_s);
    options.hasCompatiblePorts = parser.isSet(u"compat-ports"_s);
    options.hasDemoData = parser.isSet(u"demo"_s);
    options.isForced = parser.isSet(u"force"_s);
    options.isVerbose = parser.isSet(u"verbose"_s);
    options.backup = {.recipientFile = parser.value(u"recipient-file"_s),
                      .secretKeyFile = parser.value(u"secret-key-file"_s),
                      .passphraseFile = parser.value(u"passphrase-file"_s),
                      .ledger = parser.value(u"ledger"_s),
                      .isUnencrypted = parser.isSet(u"unencrypted"_s),
                      .isReplacing = parser.isSet(u"replace"_s)};
    if (parser.isSet(u"profile"_s)) {
        const auto profile = parseProfile(parser.value(u"profile"_s));
        if (!profile)
            return usage(u"There is no profile \"%1\"; there are %2"_s.arg(
                parser.value(u"profile"_s), profileNames().join(u", "_s)));
        options.profile = *profile;
    }
    if (parser.isSet(u"help"_s)) {
        options.command = Options::Command::Help;
        options.text = parser.helpText();
        return options;
    }
    if (parser.isSet(u"version"_s)) {
        options.command = Options::Command::Version;
        return options;
    }
    return parseWords(parser.positionalArguments(), std::move(options));
}

} // namespace linnet
