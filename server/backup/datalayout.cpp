// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/datalayout.h"

#include "server/storage/blob/fileblobstore.h"

#include <QDir>
#include <QRegularExpression>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

const QString KeyFolder = u"keys/"_s;

bool matches(const QByteArray &member, const QRegularExpression &pattern)
{
    return pattern.match(QString::fromLatin1(member)).hasMatch();
}

bool isSecret(const QByteArray &member)
{
    static const QRegularExpression pattern(
        u"\\A(?:[a-z0-9-]+\\.secret|keys/[a-zA-Z0-9-]+\\.pem)\\z"_s);
    return matches(member, pattern);
}

} // namespace

DataLayout DataLayout::in(const QString &directory)
{
    const QDir folder(directory);
    return {directory, folder.filePath(QString::fromLatin1(DatabaseMember)),
            folder.filePath(u"media"_s)};
}

QStringList DataLayout::secrets() const
{
    const QDir folder(directory);
    QStringList members = folder.entryList({u"*.secret"_s}, QDir::Files, QDir::Name);
    const QStringList keys =
        QDir(folder.filePath(KeyFolder)).entryList({u"*.pem"_s}, QDir::Files, QDir::Name);
    for (const QString &key : keys)
        members.append(KeyFolder + key);
    members.removeIf([](const QString &member) { return !isSecret(member.toUtf8()); });
    return members;
}

std::optional<QString> DataLayout::placeOf(const QByteArray &member) const
{
    if (member == DatabaseMember)
        return database;
    if (const auto blob = blobOf(member))
        return FileBlobStore(media).path(*blob);
    if (isSecret(member))
        return QDir(directory).filePath(QString::fromLatin1(member));
    return std::nullopt;
}

QByteArray mediaMember(const QByteArray &sha256)
{
    const QByteArray hex = sha256.toHex();
    return "media/" + hex.first(2) + '/' + hex.sliced(2);
}

std::optional<QByteArray> blobOf(const QByteArray &member)
{
    static const QRegularExpression pattern(u"\\Amedia/[0-9a-f]{2}/[0-9a-f]{62}\\z"_s);
    if (!matches(member, pattern))
        return std::nullopt;
    return QByteArray::fromHex(member.sliced(member.indexOf('/')).replace('/', ""));
}

} // namespace linnet::backup
