// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sql/jobqueue.h"
#include "server/storage/sql/sqlcheckpointer.h"

#include <mutex>
#include <thread>

namespace linnet {

//! \brief The embedded database: one thread that writes, some that read, all over one file.
class SqlDatabase : public Database
{
public:
    struct Settings
    {
        QString file; //!< Made with its folder if it is not there, for this user only.
        int readers = 2;
        int busyTimeout = 5000; //!< Milliseconds to wait while another process holds the file.
        int queueLimit = 20000; //!< Waiting jobs of each kind; more are refused.
        SqlConnection::Durability durability = SqlConnection::Durability::PowerLoss;
    };

    //! Opens the database and brings its schema up to date. Blocks.
    static Result<std::unique_ptr<SqlDatabase>> open(const Settings &settings);
    //! \return the version of SQLite.
    static QString libraryVersion();

    ~SqlDatabase() override;

    //! Finishes what is queued and refuses what comes later. Those who wait for what is queued must
    //! still have their mailboxes.
    void stop();

    //! \return the highest id in use, 0 in an empty database: see IdGenerator::startAfter().
    qint64 highestId() const { return m_highestId; }

    Bell &jobsAdded() override { return m_jobsAdded; }
    void whenUndone(std::function<void()> listener) override;

protected:
    void submitWrite(std::unique_ptr<Job> job) override;
    void submitRead(std::unique_ptr<Job> job) override;

private:
    explicit SqlDatabase(const Settings &settings, qint64 highestId);
    void tellUndone();

    const qint64 m_highestId;
    Bell m_jobsAdded;
    std::mutex m_undoneMutex;
    std::vector<std::function<void()>> m_whenUndone;
    JobQueue m_writes;
    JobQueue m_reads;
    SqlCheckpointer m_checkpointer;
    std::vector<std::thread> m_threads; //!< Of m_writes and m_reads.
    std::thread m_checkpointing;
};

//! Reads the whole of \p file and checks it. \return what is wrong with it, one sentence each.
Result<std::vector<QString>> checkIntegrity(const QString &file);

} // namespace linnet
