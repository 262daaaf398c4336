// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/quickcheck.h"

#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/statement.h"

#include <QFile>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace linnet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! \brief Ends what a connection does, when its time is up or when asked to.
class Watchdog
{
public:
    Watchdog(SqlConnection &connection, std::chrono::milliseconds most, std::stop_token stop)
        : m_thread([this, &connection, most, stop = std::move(stop)](const std::stop_token &ended) {
            watch(connection, std::chrono::steady_clock::now() + most, stop, ended);
        })
    {}

    bool hasInterrupted() const { return m_hasInterrupted; }

private:
    //! What is interrupted before it has begun goes on: so it is done again and again.
    void watch(SqlConnection &connection, std::chrono::steady_clock::time_point until,
               const std::stop_token &stop, const std::stop_token &ended)
    {
        std::unique_lock lock(m_mutex);
        do {
            if (!stop.stop_requested() && std::chrono::steady_clock::now() < until)
                continue;
            m_hasInterrupted = true;
            connection.interrupt();
        } while (!m_wake.wait_for(lock, ended, 20ms, [&ended] { return ended.stop_requested(); }));
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::atomic<bool> m_hasInterrupted = false;
    std::jthread m_thread; //!< Last: it uses the others.
};

} // namespace

Result<std::vector<QString>> quickCheck(const QString &file, std::chrono::milliseconds most,
                                        const std::stop_token &stop)
{
    if (!QFile::exists(file)) // Opening would make it.
        return Error{Error::Kind::NotFound, "database_not_found"_L1, u"There is no database."_s,
                     file};
    const auto connection = SqlConnection::open({file});
    if (!connection)
        return connection.error();
    const Watchdog watchdog(**connection, most, stop);
    auto findings = Statement(**connection, "PRAGMA quick_check(20)").fetch([](const SqlRow &row) {
        return row.text(0);
    });
    if (!findings && watchdog.hasInterrupted())
        return Error{Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
    if (!findings)
        return findings.error();
    std::erase(*findings, u"ok"_s);
    return findings;
}

} // namespace linnet
