// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace linnet {

class SqlConnection;

//! Writes \p database, which a server may be using meanwhile, as it is at one moment to the new
//! file \p snapshot. Jobs that back up are left out: they are over once it is restored.
Result<> takeSnapshot(const QString &database, const QString &snapshot,
                      const std::stop_token &stop);

//! \brief What a database holds, for comparing two of them.
struct DatabaseFacts
{
    int schema = 0; //!< The last migration.
    std::map<QString, qint64> rows; //!< By table, of those that people would miss.

    bool operator==(const DatabaseFacts &) const = default;
};

//! Reads the whole of \p database.
Result<DatabaseFacts> readFacts(const QString &database);

//! Has changes of conversations in \p database counted on from \p now, in milliseconds, so that
//! what comes is after every cursor that clients have, also of what is lost: nothing changes every
//! millisecond.
Result<> outrunCursors(const QString &database, Timestamp now);

//! \return the last migration that this program knows.
int knownSchema();

//! \brief The blobs that a snapshot refers to, each once.
class BlobListing
{
public:
    //! \param scratch a new file, for sorting more of them than fit in memory.
    static Result<std::unique_ptr<BlobListing>> open(const QString &snapshot,
                                                     const QString &scratch);
    ~BlobListing();

    //! \return the addresses of the next ones; empty after the last.
    Result<std::vector<QByteArray>> next();

private:
    explicit BlobListing(std::unique_ptr<SqlConnection> connection);

    std::unique_ptr<SqlConnection> m_connection;
    QByteArray m_last = "";
};

} // namespace linnet
