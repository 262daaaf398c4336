// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/teststorage.h"

#include "server/storage/sql/migration.h"

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
        m_settings.file = m_folder.filePath(u"data/linnet.db"_s);
    if (!Mailbox::current())
        m_mailbox.emplace();
    m_database = orFatal(SqlDatabase::open(m_settings));
}

void TestDatabase::reopen()
{
    close();
    m_database = orFatal(SqlDatabase::open(m_settings));
}

void TestDatabase::close()
{
    m_database.reset();
}

TestStores::TestStores()
    : m_connection(orFatal(SqlConnection::open({m_folder.filePath(u"linnet.db"_s)})))
{
    orFatal(migrate(*m_connection, sqliteMigrations()));
    m_stores.emplace(*m_connection);
}

} // namespace linnet::test
