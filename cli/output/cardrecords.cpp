// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/cardrecords.h"

#include "cli/output/displaytext.h"
#include "cli/output/fields.h"

#include <algorithm>

namespace linnet::cli {

Result<> CardRecords::add(const QJsonObject &row)
{
    qsizetype widest = 0;
    for (const Column &column : m_columns)
        widest = std::max(widest, column.title.size());
    QString text;
    for (const Column &column : m_columns) {
        const QString value = printable(fieldText(fieldAt(row, column.path), column.as));
        text += (column.title + u':').leftJustified(widest + 1) + u' ' + value + u'\n';
    }
    return m_out.write(text.toUtf8());
}

} // namespace linnet::cli
