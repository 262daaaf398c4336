// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/backup/backupworld.h"

#include "common/core/privatefile.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/support/await.h"

#include <QDir>
#include <QDirIterator>

namespace linnet::test {

using namespace backup;
using namespace Qt::StringLiterals;

namespace {

constexpr Passphrase::Cost Cheap{1, 8192};

void must(bool isDone)
{
    if (!isDone)
        qFatal("The world of the test could not be made.");
}

} // namespace

BackupWorld::BackupWorld(const QString &folder)
    : m_layout(DataLayout::in(m_folder.filePath(folder)))
{
    SqlDatabase::Settings settings;
    settings.file = m_layout.database;
    settings.durability = SqlConnection::Durability::ProcessLoss;
    m_database.emplace(settings);
    must(writePrivateFile(QDir(m_layout.directory).filePath(u"jobs.secret"_s), "job key")
             .has_value());
    const QString keys = QDir(m_layout.directory).filePath(u"keys"_s);
    must(makePrivateDirectory(keys).has_value());
    must(writePrivateFile(keys + u"/rsa-1.pem"_s, "a signing key").has_value());
}

DataLayout BackupWorld::emptyLayout(const QString &name) const
{
    const QString folder = m_folder.filePath(name);
    must(makePrivateDirectory(folder).has_value());
    return DataLayout::in(folder);
}

void BackupWorld::addUsers(int count)
{
    for (int i = 0; i < count; ++i) {
        const UserId id(++m_lastId);
        const auto added = await((*m_database)->write([id](Stores &stores) -> Result<> {
            addUser(stores, id);
            return {};
        }));
        must(added.has_value());
    }
}

QByteArray BackupWorld::addMedia(const QByteArray &content)
{
    const auto sha256 = FileBlobStore(m_layout.media).add(content);
    must(sha256.has_value());
    const Media media{.id = MediaId(++m_lastId),
                      .name = QByteArray::number(m_lastId) + ".bin",
                      .sha256 = *sha256,
                      .size = content.size(),
                      .contentType = "application/octet-stream",
                      .originalName = u"Überraschung 🐦.bin"_s,
                      .owner = UserId(1),
                      .createdAt = at(0)};
    const auto added =
        await((*m_database)->write([media](Stores &stores) { return stores.media.add(media); }));
    must(added.has_value());
    return *sha256;
}

Result<CreatedBackup> BackupWorld::create(const QString &name, const BackupWatch &watch) const
{
    return createBackup({m_layout, file(name), Passphrase{"p", Cheap}, at(0)}, watch);
}

Result<CreatedBackup> BackupWorld::createUnencrypted(const QString &name) const
{
    return createBackup({m_layout, file(name), Unencrypted(), at(0)});
}

BackupKeys backupKeys()
{
    return {.passphrase = "p"};
}

QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext())
        files.append(QDir(folder).relativeFilePath(each.next()));
    files.sort();
    return files;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace linnet::test
