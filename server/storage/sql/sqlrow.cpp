// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlrow.h"

#include <sqlite3.h>

namespace linnet {

bool SqlRow::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 SqlRow::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString SqlRow::text(int column) const
{
    // The text before its size: asking for it may convert it.
    const unsigned char *text = sqlite3_column_text(m_statement, column);
    return QString::fromUtf8(reinterpret_cast<const char *>(text),
                             sqlite3_column_bytes(m_statement, column));
}

QByteArray SqlRow::bytes(int column) const
{
    const void *bytes = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(bytes), sqlite3_column_bytes(m_statement, column)};
}

} // namespace linnet
