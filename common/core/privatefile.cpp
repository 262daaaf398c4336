// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/privatefile.h"

#include "common/core/random.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.files")

constexpr mode_t OthersMask = 0077;

Error fileError(const QString &what, const QString &path)
{
    const QString reason = QString::fromLocal8Bit(std::strerror(errno));
    return {Error::Kind::Internal, QLatin1String("private_file"),
            QStringLiteral("A secret file cannot be used."),
            QStringLiteral("%1 %2: %3").arg(what, path, reason)};
}

Result<> checkMode(const QString &path, mode_t wanted)
{
    struct stat status = {};
    if (stat(QFile::encodeName(path).constData(), &status) != 0)
        return fileError(QStringLiteral("Cannot look at"), path);
    if ((status.st_mode & OthersMask) == 0)
        return {};
    return Error{
        Error::Kind::Forbidden, QLatin1String("private_file_mode"),
        QStringLiteral("A secret file is open to other users."),
        QStringLiteral("%1 has mode %2: run chmod %3 on it, and replace the secret if "
                       "others may have read it.")
            .arg(path, QString::number(status.st_mode & 07777, 8), QString::number(wanted, 8))};
}

bool writeNew(const QByteArray &name, const QByteArray &bytes)
{
    unlink(name.constData());
    QFile file(QFile::decodeName(name));
    return createPrivately(file) && file.write(bytes) == bytes.size() && file.flush()
        && fsync(file.handle()) == 0;
}

} // namespace

bool createPrivately(QFile &file)
{
    const int descriptor = open(QFile::encodeName(file.fileName()).constData(),
                                O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    return descriptor >= 0 && file.open(descriptor, QIODevice::WriteOnly, QFile::AutoCloseHandle);
}

bool syncDirectory(const QString &path)
{
    const int descriptor =
        open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = fsync(descriptor) == 0;
    close(descriptor);
    return synced;
}

Result<> makePrivateDirectory(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return fileError(QStringLiteral("Cannot make the folder for"), path);
    if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return fileError(QStringLiteral("Cannot make"), path);
    return checkMode(path, 0700);
}

Result<QByteArray> readPrivateFile(const QString &path, Openness openness)
{
    const auto mode = checkMode(path, 0600);
    const bool isOpen = !mode && mode.error().kind == Error::Kind::Forbidden;
    if (isOpen && openness == Openness::Lamented)
        qCWarning(log) << mode.error().message << mode.error().detail;
    else if (!mode)
        return mode.error();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(QStringLiteral("Cannot read"), path);
    return file.readAll();
}

Result<> writePrivateFile(const QString &path, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray fresh = name + ".new";
    if (!writeNew(fresh, bytes) || rename(fresh.constData(), name.constData()) != 0
        || !syncDirectory(QFileInfo(path).absolutePath()))
        return fileError(QStringLiteral("Cannot write"), path);
    return {};
}

Result<QByteArray> openSecretFile(const QString &path, int length)
{
    if (QFileInfo::exists(path))
        return readPrivateFile(path);
    QByteArray secret = randomBytes(length);
    const auto written = writePrivateFile(path, secret);
    if (!written)
        return written.error();
    return secret;
}

} // namespace linnet
