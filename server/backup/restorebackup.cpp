// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/restorebackup.h"

#include "common/core/clock.h"
#include "common/core/privatefile.h"
#include "common/domain/erasure.h"
#include "server/backup/backuperror.h"
#include "server/backup/extractbackup.h"
#include "server/backup/scratchspace.h"
#include "server/storage/blob/fileblobstore.h"
#include "server/storage/sql/snapshot.h"
#include "server/storage/sql/sqldatabase.h"

#include <QDateTime>
#include <QDir>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

const QString SetAsidePrefix = u"replaced-"_s;
const QString LostAndFound = u"lost+found"_s; //!< Of the file system: root's, in every fresh one.

Result<> checkDatabase(const QString &database, const Manifest &manifest)
{
    const auto findings = checkIntegrity(database);
    if (!findings)
        return findings.error();
    if (!findings->empty()) {
        Error error = damaged(u"its database is not consistent"_s);
        error.detail = findings->front();
        return error;
    }
    const auto facts = readFacts(database);
    if (!facts)
        return facts.error();
    if (*facts != DatabaseFacts{manifest.schema, manifest.rows})
        return damaged(u"its database does not hold what the manifest says"_s);
    return {};
}

//! Looks for every blob that the database refers to, but for those that the server itself had lost.
Result<> checkMedia(const DataLayout &target, const ScratchSpace &scratch, const Manifest &manifest)
{
    const auto listing = BlobListing::open(target.database, scratch.file(u"blobs.db"_s));
    if (!listing)
        return listing.error();
    const FileBlobStore blobs(target.media);
    qint64 found = 0;
    qint64 missing = 0;
    auto page = (*listing)->next();
    for (; page && !page->empty(); page = (*listing)->next()) {
        for (const QByteArray &sha256 : *page)
            ++(QFile::exists(blobs.path(sha256)) ? found : missing);
    }
    if (!page)
        return page.error();
    if (found != manifest.media || missing != manifest.lostMedia)
        return damaged(u"media that its database refers to are not in it"_s);
    return {};
}

Result<Manifest> extractAndCheck(const QString &file, const BackupKeys &keys,
                                 const DataLayout &target, const ScratchSpace &scratch,
                                 const BackupWatch &watch)
{
    if (const auto made = makePrivateDirectory(target.directory); !made)
        return made.error();
    auto manifest = extractBackup(file, keys, target, watch);
    if (!manifest)
        return manifest;
    if (const auto checked = checkDatabase(target.database, *manifest); !checked)
        return checked.error();
    if (const auto checked = checkMedia(target, scratch, *manifest); !checked)
        return checked.error();
    return manifest;
}

//! A server that was killed leaves one behind, and the next one replaces it.
bool isSocket(const QString &path)
{
    struct stat info
    {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 && S_ISSOCK(info.st_mode);
}

//! \return what a backup would replace in \p directory.
QStringList contentsOf(const QString &directory)
{
    QStringList names = QDir(directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                                  | QDir::NoDotAndDotDot);
    names.removeIf([&directory](const QString &name) {
        return isSocket(QDir(directory).filePath(name)) || name == u"lock"_s
            || name == ErasureLedgerName || name == ScratchSpace::folderName()
            || name == LostAndFound || name.startsWith(SetAsidePrefix);
    });
    return names;
}

Result<> moveEntry(const QString &name, const QString &from, const QString &to)
{
    const QString target = QDir(to).filePath(name);
    if (std::rename(QFile::encodeName(QDir(from).filePath(name)).constData(),
                    QFile::encodeName(target).constData())
        != 0)
        return fileFailure(target);
    return {};
}

//! Does what can be done where something else has failed already, and says what cannot.
void moveBack(const QStringList &names, const QString &from, const QString &to)
{
    for (const QString &name : names) {
        if (const auto moved = moveEntry(name, from, to); !moved)
            qWarning("What was moved cannot be moved back: %s", qPrintable(moved.error().detail));
    }
}

//! Moves all of them or none.
Result<> moveEntries(const QStringList &names, const QString &from, const QString &to)
{
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (auto moved = moveEntry(names[i], from, to); !moved) {
            moveBack(names.first(i), to, from);
            return moved;
        }
    }
    return {};
}

//! \return where it is now; empty: nothing was there.
Result<QString> setAside(const QStringList &names, const QString &directory)
{
    if (names.isEmpty())
        return QString();
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    const QString aside = QDir(directory).filePath(SetAsidePrefix + stamp);
    if (const auto made = makePrivateDirectory(aside); !made)
        return made.error();
    if (const auto moved = moveEntries(names, directory, aside); !moved) {
        QDir().rmdir(aside);
        return moved.error();
    }
    return aside;
}

//! Undoes setAside().
void putBack(const QStringList &names, const QString &aside, const QString &directory)
{
    moveBack(names, aside, directory);
    if (!aside.isEmpty())
        QDir().rmdir(aside);
}

//! \return \p path, which is in \p layout's directory, as it is called in \p directory.
QString moved(const QString &path, const DataLayout &layout, const QString &directory)
{
    return QDir(directory).filePath(QDir(layout.directory).relativeFilePath(path));
}

bool isInside(const QString &path, const QString &directory)
{
    const QString relative = QDir(directory).relativeFilePath(path);
    return !QDir::isAbsolutePath(relative) && relative != u"."_s && !relative.startsWith(u".."_s);
}

Error divided(const QString &message)
{
    return {Error::Kind::NotOffered, "data_directory_divided"_L1, message};
}

//! \return the file system that the directory \p path is on; nothing if it is none: files may seem
//! to be elsewhere where one file system lies over another.
std::optional<dev_t> deviceOf(const QString &path)
{
    struct stat info
    {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0 || !S_ISDIR(info.st_mode))
        return std::nullopt;
    return info.st_dev;
}

//! \param existing what is there, and would have to be moved.
Result<> checkLayout(const DataLayout &layout, const QStringList &existing)
{
    if (!isInside(layout.database, layout.directory) || !isInside(layout.media, layout.directory))
        return divided(u"A backup is restored into one directory, and the configuration has the "
                       "database or the media elsewhere. Restore without it, and move them."_s);
    const auto own = deviceOf(QDir(layout.directory).filePath(u"."_s)); // Where a link leads.
    for (const QString &name : existing) {
        const QString path = QDir(layout.directory).filePath(name);
        if (const auto device = deviceOf(path); device && device != own)
            return divided(u"A backup is restored into one directory of one file system, and %1 is "
                           "on another one. Restore elsewhere, and move it."_s.arg(path));
    }
    return {};
}

//! Sees to it that all that was written is on disk.
Result<> sync(const QString &directory)
{
    const int descriptor =
        ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    const Error failure = fileFailure(directory);
    if (descriptor >= 0)
        ::close(descriptor);
    return isSynced ? Result<>() : failure;
}

//! The database comes last: without it nothing looks like a server's directory.
Result<> moveIn(const DataLayout &staged, const DataLayout &target)
{
    const QString database = QDir(staged.directory).relativeFilePath(staged.database);
    QStringList names = contentsOf(staged.directory);
    names.removeAll(database.section(u'/', 0, 0));
    names.append(database.section(u'/', 0, 0));
    return moveEntries(names, staged.directory, target.directory);
}

} // namespace

Result<Manifest> verifyBackup(const QString &file, const BackupKeys &keys,
                              const QString &dataDirectory, const BackupWatch &watch)
{
    const auto scratch = ScratchSpace::open(dataDirectory);
    if (!scratch)
        return scratch.error();
    const DataLayout target = DataLayout::in((*scratch)->file(u"restored"_s));
    return extractAndCheck(file, keys, target, **scratch, watch);
}

Result<Manifest> restoreBackup(const RestoreRequest &request, const BackupWatch &watch)
{
    const QString &directory = request.layout.directory;
    const QStringList existing = contentsOf(directory);
    if (const auto checked = checkLayout(request.layout, existing); !checked)
        return checked.error();
    if (!existing.isEmpty() && request.existing == RestoreRequest::Existing::Refused)
        return Error{Error::Kind::Conflict, "data_directory_used"_L1,
                     u"There is something in the data directory %1 already."_s.arg(directory)};
    const auto scratch = ScratchSpace::open(directory);
    if (!scratch)
        return scratch.error();
    const QString folder = (*scratch)->file(u"restored"_s);
    const DataLayout staged{folder, moved(request.layout.database, request.layout, folder),
                            moved(request.layout.media, request.layout, folder)};
    auto manifest = extractAndCheck(request.file, request.keys, staged, **scratch, watch);
    if (!manifest)
        return manifest;
    if (const auto outrun = outrunCursors(staged.database, SystemClock().now()); !outrun)
        return outrun.error();
    if (const auto synced = sync(folder); !synced)
        return synced.error();
    const auto aside = setAside(existing, directory);
    if (!aside)
        return aside.error();
    if (const auto done = moveIn(staged, request.layout); !done) {
        putBack(existing, *aside, directory);
        return done.error();
    }
    if (const auto synced = sync(directory); !synced)
        return synced.error();
    return manifest;
}

} // namespace linnet::backup
