// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupkeygen.h"

#include "cli/commands/invocation.h"
#include "common/core/privatefile.h"
#include "common/domain/backupkeypair.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Error unwritable(const QString &path)
{
    if (errno == EEXIST)
        return {Error::Kind::Conflict, "file_exists"_L1,
                u"%1 is there already; no key is ever overwritten."_s.arg(path)};
    return {Error::Kind::InvalidInput, "io"_L1,
            u"%1 cannot be written: %2."_s.arg(path, QString::fromLocal8Bit(std::strerror(errno)))};
}

//! Writes \p text to a file at \p path, of which there must be none, so that it is on disk.
Result<> writeNewSecret(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!createPrivately(file))
        return unwritable(path);
    const bool isWritten =
        file.write(text) == text.size() && file.flush() && ::fsync(file.handle()) == 0;
    if (isWritten && syncDirectory(QFileInfo(path).absolutePath()))
        return {};
    Error error = unwritable(path);
    QFile::remove(path);
    return error;
}

} // namespace

Declaration BackupKeygen::declaration()
{
    return {.name = u"backup keygen"_s,
            .summary = u"Make a pair of keys for backups, and write the public one."_s,
            .examples = {u"linnetctl backup keygen backup.key >backup.pub"_s},
            .arguments = {{u"FILE"_s,
                           u"Where the secret key goes, which opens backups; there must be none."_s,
                           &m_file}}};
}

Result<> BackupKeygen::run(Invocation &invocation)
{
    const backup::KeyPair pair = backup::makeKeyPair();
    if (auto written = writeNewSecret(m_file, backup::secretKeyText(pair)); !written)
        return written;
    if (!invocation.console().out().write(backup::publicKeyText(pair))) {
        QFile::remove(m_file); // What nobody can make backups for opens none.
        return Error{Error::Kind::InvalidInput, "io"_L1,
                     u"The public key cannot be written; no keys were made."_s};
    }
    invocation.console().note(
        u"%1 opens backups: keep it away from the server, and more than one copy of it."_s.arg(
            m_file));
    return {};
}

} // namespace linnet::cli
