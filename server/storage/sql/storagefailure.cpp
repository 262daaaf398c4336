// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/storagefailure.h"

#include <sqlite3.h>

namespace linnet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Error unavailable(QLatin1String code, const QString &message, const QString &detail)
{
    return {Error::Kind::Unavailable, code, message, detail, 5s};
}

} // namespace

Error storageFailure(int code, const QString &words)
{
    constexpr int Primary = 0xff; // Its other bits say more about the same.
    const QString detail = u"%1 [%2]"_s.arg(words).arg(code);
    switch (code & Primary) {
    case SQLITE_FULL:
        return unavailable("storage_full"_L1, u"The server has no room to store this now."_s,
                           detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOTADB:
        return unavailable(StorageUnreachable, u"The server cannot reach its storage now."_s,
                           detail);
    case SQLITE_CONSTRAINT:
        return {Error::Kind::Conflict, "storage_conflict"_L1,
                u"This does not fit what is stored."_s, detail};
    default:
        return {Error::Kind::Internal, "storage_error"_L1, u"The server made a mistake."_s, detail};
    }
}

bool isStorageFailure(const Error &error)
{
    return error.kind == Error::Kind::Unavailable;
}

Error storageOverloaded()
{
    return {Error::Kind::Unavailable, "overloaded"_L1, u"The server is busy."_s,
            u"Too much work waits for the database."_s, 1s};
}

Error storageClosed()
{
    return unavailable(StorageUnreachable, u"The server is shutting down."_s,
                       u"The database is closed."_s);
}

} // namespace linnet
