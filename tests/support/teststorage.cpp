// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/teststorage.h"

#include "common/core/privatefile.h"
#include "server/storage/sql/migration.h"

#include <QFile>
#include <QFileInfo>

namespace linnet::test {

using namespace Qt::StringLiterals;

namespace {

//! \return what \p result holds; without it there is nothing to test.
template <typename T>
T orFatal(Result<T> result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

//! \return the bytes of an empty database, made once: migrating takes longer than most tests.
const QByteArray &emptyDatabase()
{
    static const QByteArray bytes = [] {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"linnet.db"_s);
        orFatal(migrate(*orFatal(SqlConnection::open({path})), sqliteMigrations()));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(file.errorString()));
        return file.readAll();
    }();
    return bytes;
}

//! \return \p path, where there is an empty database then.
QString withEmptyDatabase(const QString &path)
{
    orFatal(makePrivateDirectory(QFileInfo(path).path()));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(emptyDatabase()) < 0 || !file.flush())
        qFatal("%s", qPrintable(file.errorString()));
    return path;
}

} // namespace

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(1'700'000'000'000 + milliseconds));
}

void addUser(Stores &stores, UserId id)
{
    orFatal(stores.accounts.add({.id = id,
                                 .phone = u"+491510%1"_s.arg(id.value()),
                                 .displayName = u"User %1"_s.arg(id.value()),
                                 .avatarUrl = u"/avatars/%1"_s.arg(id.value()),
                                 .statusText = u"Hello"_s,
                                 .createdAt = at(0),
                                 .updatedAt = at(0)}));
}

TestDatabase::TestDatabase(SqlDatabase::Settings settings)
    : m_settings(std::move(settings))
{
    if (m_settings.file.isEmpty())
        m_settings.file = withEmptyDatabase(m_folder.filePath(u"data/linnet.db"_s));
    if (!Mailbox::current())
        m_mailbox.emplace();
    m_database = orFatal(SqlDatabase::open(m_settings));
}

void TestDatabase::reopen()
{
    m_database.reset();
    m_database = orFatal(SqlDatabase::open(m_settings));
}

void TestDatabase::close()
{
    m_database->stop();
}

TestStores::TestStores()
    : m_connection(
        orFatal(SqlConnection::open({withEmptyDatabase(m_folder.filePath(u"linnet.db"_s))})))
{
    m_stores.emplace(*m_connection);
}

} // namespace linnet::test
