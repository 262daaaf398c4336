// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/backupcommand.h"

#include "common/core/privatefile.h"
#include "common/domain/backup.h"
#include "common/domain/backupkeypair.h"
#include "server/app/datadirectory.h"
#include "server/app/effectiveconfig.h"
#include "server/app/erasureparts.h"
#include "server/app/foundation.h"
#include "server/app/passphraseprompt.h"
#include "server/app/stopsignals.h"
#include "server/backup/createbackup.h"
#include "server/backup/restorebackup.h"
#include "server/backup/sealheader.h"
#include "server/storage/sql/sqlbackupstore.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <unistd.h>

namespace linnet {

using namespace Qt::StringLiterals;
using namespace backup;

namespace {

constexpr int Interrupted = 130;

Error usage(const QString &message)
{
    return {Error::Kind::InvalidInput, "usage"_L1, message};
}

int fail(const Error &error)
{
    std::fprintf(stderr, "linnetd: %s\n",
                 qPrintable((error.message + u' ' + error.detail).trimmed()));
    return error.code == "interrupted"_L1 ? Interrupted : 1;
}

//! \brief Shows on a terminal how far a backup is.
class ProgressLine
{
public:
    ~ProgressLine()
    {
        if (m_shown >= 0)
            std::fputs("\r\033[K", stderr);
    }

    void show(qint64 bytes)
    {
        const qint64 mebibytes = bytes >> 20;
        if (mebibytes == m_shown || !m_isTerminal)
            return;
        m_shown = mebibytes;
        std::fprintf(stderr, "\r%lld MiB", static_cast<long long>(mebibytes));
    }

private:
    const bool m_isTerminal = ::isatty(STDERR_FILENO) == 1;
    qint64 m_shown = -1;
};

//! \brief One command over backups, with what the configuration says.
class BackupCommand
{
public:
    BackupCommand(const BackupOptions &options, const Config &config)
        : m_options(options)
        , m_config(config)
        , m_layout(dataLayout(config))
        , m_files(backupKeyFiles(config))
    {}

    Result<> create()
    {
        const Timestamp now = SystemClock().now();
        if (m_options.file.isEmpty() && m_config.backups.directory.isEmpty())
            return usage(u"Name a file, or [backup] directory in the configuration."_s);
        const QString file = m_options.file.isEmpty()
            ? QDir(m_config.backups.directory).filePath(backupName(now))
            : QFileInfo(m_options.file).absoluteFilePath();
        const auto encryption = encryptionOf();
        if (!encryption)
            return encryption.error();
        const StopSignals signalsAsked;
        const auto created =
            createBackup({m_layout, file, *encryption, now}, watch(signalsAsked.token()));
        m_progress.reset();
        if (!created)
            return created.error();
        std::printf("%s: %lld bytes, %s\n", qPrintable(file), static_cast<long long>(created->size),
                    qPrintable(words(created->manifest)));
        warnOfLosses(created->manifest);
        return record(file, [&](Backup &record) {
            record.state = Backup::State::Made;
            record.size = created->size;
            record.createdAt = now;
        });
    }

    Result<> verify()
    {
        const auto keys = keysOf();
        if (!keys)
            return keys.error();
        const StopSignals signalsAsked;
        const auto manifest =
            verifyBackup(m_options.file, *keys, m_layout.directory, watch(signalsAsked.token()));
        m_progress.reset();
        const auto noted = recordProof(manifest);
        if (!manifest)
            return manifest.error();
        std::printf("%s: restored and checked. Made %s by Linnet %s: %s\n",
                    qPrintable(m_options.file), qPrintable(toIso(manifest->createdAt)),
                    qPrintable(manifest->server), qPrintable(words(*manifest)));
        warnOfLosses(*manifest);
        return noted;
    }

    Result<> restore()
    {
        DataDirectory directory; // Nobody serves from it meanwhile.
        if (auto opened = directory.open(m_layout.directory); !opened)
            return opened;
        const auto keys = keysOf();
        if (!keys)
            return keys.error();
        const auto more = ErasureLedger(m_options.ledger).read();
        if (!more)
            return more.error();
        if (more->empty() && !m_options.ledger.isEmpty())
            return usage(u"There is no ledger of erasures in %1."_s.arg(m_options.ledger));
        const StopSignals signalsAsked;
        const auto existing = m_options.isReplacing ? RestoreRequest::Existing::SetAside
                                                    : RestoreRequest::Existing::Refused;
        const auto manifest =
            restoreBackup({m_options.file, *keys, m_layout, existing}, watch(signalsAsked.token()));
        m_progress.reset();
        if (!manifest)
            return manifest.error();
        std::printf("%s: restored, as it was at %s: %s\n", qPrintable(m_layout.directory),
                    qPrintable(toIso(manifest->createdAt)), qPrintable(words(*manifest)));
        warnOfLosses(*manifest);
        return replay(*more);
    }

private:
    using Change = std::function<void(Backup &)>;

    BackupWatch watch(const std::stop_token &stop)
    {
        return {stop, [this](qint64 bytes) { m_progress->show(bytes); }};
    }

    //! Whoever was erased after the backup was made is in it.
    Result<> replay(const std::vector<Erasure> &more)
    {
        const auto replayed = replayErasures(m_config, more);
        if (!replayed) {
            Error error = replayed.error();
            error.message = u"Restored, but the ledger of erasures was not replayed; the server "
                            "does not start before it can be. "_s
                + error.message;
            return error;
        }
        std::printf("Accounts that were erased since, and are erased again: %d\n", replayed->again);
        if (replayed->postponed > 0)
            std::printf("Accounts that wait to be erased, and wait anew, as that may have been "
                        "cancelled since: %d\n",
                        replayed->postponed);
        return {};
    }

    static QString words(const Manifest &manifest)
    {
        const auto count = [&manifest](const QString &table) {
            const auto found = manifest.rows.find(table);
            return found == manifest.rows.end() ? 0 : found->second;
        };
        return u"accounts: %1, messages: %2, media files: %3"_s.arg(count(u"account"_s))
            .arg(count(u"message"_s))
            .arg(manifest.media);
    }

    static void warnOfLosses(const Manifest &manifest)
    {
        if (manifest.lostMedia > 0)
            std::fprintf(stderr,
                         "linnetd: Media files that the server itself had lost, and that are not "
                         "in the backup: %lld\n",
                         static_cast<long long>(manifest.lostMedia));
    }

    //! What is named on the command line goes before the configuration's, whatever its kind.
    Result<Encryption> encryptionOf()
    {
        if (m_options.isUnencrypted)
            return Unencrypted();
        if (!m_options.recipientFile.isEmpty())
            return readEncryption({.recipient = m_options.recipientFile});
        if (m_options.passphraseFile == u"-"_s)
            return withPassphrase(passphraseFromInput());
        if (!m_options.passphraseFile.isEmpty())
            return readEncryption({.passphrase = m_options.passphraseFile});
        if (m_files.canEncrypt())
            return readEncryption(m_files);
        if (canAskForPassphrase())
            return withPassphrase(askForNewPassphrase());
        return usage(u"Say what the backup is encrypted with: --recipient-file, --passphrase-file "
                     "or [backup] in the configuration; or --unencrypted."_s);
    }

    static Result<Encryption> withPassphrase(const Result<QByteArray> &text)
    {
        if (!text)
            return text.error();
        return Passphrase{*text};
    }

    Result<BackupKeys> keysOf()
    {
        KeyFiles files = m_files;
        if (!m_options.secretKeyFile.isEmpty())
            files.secretKey = m_options.secretKeyFile;
        const bool isTyped = m_options.passphraseFile == u"-"_s;
        if (isTyped)
            files.passphrase.clear();
        else if (!m_options.passphraseFile.isEmpty())
            files.passphrase = m_options.passphraseFile;
        auto keys = readBackupKeys(files);
        if (!keys)
            return keys;
        if (m_options.isUnencrypted)
            keys->unencrypted = BackupKeys::Openness::Allowed;
        if (isTyped)
            return withTyped(std::move(*keys), passphraseFromInput());
        const auto kind = sealKindOf(m_options.file);
        if (!kind)
            return kind.error();
        if (*kind == SealKind::Passphrase && keys->passphrase.isEmpty() && canAskForPassphrase())
            return withTyped(std::move(*keys), askForPassphrase());
        return keys;
    }

    static Result<BackupKeys> withTyped(BackupKeys keys, Result<QByteArray> text)
    {
        if (!text)
            return text.error();
        keys.passphrase = std::move(*text);
        return keys;
    }

    //! What does not tell whether the backup is good is not remembered of it.
    Result<> recordProof(const Result<Manifest> &manifest)
    {
        if (!manifest && manifest.error().code != "backup_damaged"_L1)
            return {};
        return record(m_options.file, [&](Backup &record) {
            record.state = Backup::State::Made;
            record.size = QFileInfo(m_options.file).size();
            if (manifest)
                record.createdAt = manifest->createdAt;
            record.proof = manifest ? Backup::Proof::Restored : Backup::Proof::Failed;
            record.provenAt = SystemClock().now();
            record.proofProblem = manifest ? QString() : manifest.error().message;
        });
    }

    //! In the database of the server that is here, if there is one.
    Result<> record(const QString &file, const Change &change)
    {
        if (!QFile::exists(m_layout.database))
            return {};
        const QFileInfo info(file);
        const bool isOfServer = !m_config.backups.directory.isEmpty()
            && info.absolutePath() == m_config.backups.directory;
        const QString name = isOfServer ? info.fileName() : info.absoluteFilePath();
        auto changed = changeBackup(m_layout.database, name, change);
        if (!changed)
            changed.error().message =
                u"The server's database could not be told of it. "_s + changed.error().message;
        return changed;
    }

    const BackupOptions &m_options;
    const Config &m_config;
    const DataLayout m_layout;
    const KeyFiles m_files;
    std::optional<ProgressLine> m_progress = std::optional<ProgressLine>(std::in_place);
};

Result<> makeKeys(const QString &name)
{
    const QString publicFile = name + u".pub"_s;
    const QString secretFile = name + u".key"_s;
    for (const QString &file : {publicFile, secretFile})
        if (QFile::exists(file))
            return usage(u"%1 is there already."_s.arg(file));
    const KeyPair pair = makeKeyPair();
    if (auto written = writePrivateFile(secretFile, secretKeyText(pair)); !written)
        return written;
    if (auto written = writePrivateFile(publicFile, publicKeyText(pair)); !written)
        return written;
    std::printf("%s: backups are encrypted to it; for [backup] recipientFile\n"
                "%s: opens them; keep it away from the server, and more than one copy of it\n",
                qPrintable(publicFile), qPrintable(secretFile));
    return {};
}

Result<> run(const Options &options)
{
    if (options.backup.verb == BackupOptions::Verb::KeyGen)
        return makeKeys(options.backup.file);
    const auto config = effectiveConfig(options);
    if (!config)
        return config.error();
    BackupCommand command(options.backup, *config);
    switch (options.backup.verb) {
    case BackupOptions::Verb::Create:
        return command.create();
    case BackupOptions::Verb::Verify:
        return command.verify();
    case BackupOptions::Verb::Restore:
        return command.restore();
    case BackupOptions::Verb::KeyGen:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace

int runBackupCommand(const Options &options)
{
    const auto done = run(options);
    return done ? 0 : fail(done.error());
}

} // namespace linnet
