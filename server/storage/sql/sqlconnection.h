// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <optional>
#include <unordered_map>

namespace linnet {

//! \brief One connection to the database, with the statements prepared on it. Belongs to the thread
//! that opened it.
class SqlConnection
{
public:
    //! What an acknowledged commit survives.
    enum class Durability {
        PowerLoss,
        ProcessLoss, //!< Much faster on slow disks, and no promise: nothing but tests uses it.
    };

    //! Where the database is, and what a connection to it may do.
    struct Options
    {
        QString file;
        int busyTimeout = 5000; //!< Milliseconds to wait for another process.
        Durability durability = Durability::PowerLoss;
    };

    static Result<std::unique_ptr<SqlConnection>> open(const Options &options);
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    //! \brief Changed only by whole: whatever goes wrong in between, nothing of it stays.
    Result<> begin();
    Result<> beginRead();
    Result<> commit();
    void rollback();

    //! \brief One job's part of a transaction.
    Result<> openSavepoint();
    Result<> releaseSavepoint();
    Result<> undoSavepoint();

    //! Runs \p sql, which is not one of a store: a setting, or a migration's statement.
    Result<> execute(const QString &sql);

    //! \return what a failure of the storage itself ended the transaction with. SQLite may have
    //! undone all of it by then, and would take further statements for transactions of their own,
    //! which is why Statement runs none before rollback().
    const std::optional<Error> &failure() const { return m_failure; }

    //! \return the name a statement's question mark at \p index has, counted from 0.
    static const QString &placeholder(int index);

private:
    friend class Statement;

    explicit SqlConnection(QSqlDatabase database);
    Result<QSqlQuery *> prepared(const char *sql);
    Error failed(const QSqlError &error);

    QSqlDatabase m_database;
    std::unordered_map<const char *, QSqlQuery> m_statements; //!< By the address of the literal.
    std::optional<Error> m_failure;
};

} // namespace linnet
