// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/storagefailure.h"

#include <QSqlError>

namespace linnet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// SQLite's primary result codes: the low byte of what it reports.
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    NoMemory = 7,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Protocol = 15,
    Constraint = 19,
    NotADatabase = 26,
};

Error unavailable(QLatin1String code, const QString &message, const QString &detail)
{
    return {Error::Kind::Unavailable, code, message, detail, 5s};
}

} // namespace

Error storageFailure(const QSqlError &error)
{
    const QString detail = u"%1 [%2]"_s.arg(error.text(), error.nativeErrorCode());
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Full:
        return unavailable("storage_full"_L1, u"The server has no room to store this now."_s,
                           detail);
    case Busy:
    case Locked:
    case NoMemory:
    case ReadOnly:
    case IoError:
    case Corrupt:
    case CannotOpen:
    case Protocol:
    case NotADatabase:
        return unavailable(StorageUnreachable, u"The server cannot reach its storage now."_s,
                           detail);
    case Constraint:
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
