// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/namerecords.h"

#include "cli/output/displaytext.h"
#include "cli/output/fields.h"

namespace linnet::cli {

Result<> NameRecords::add(const QJsonObject &row)
{
    return m_out.write(printable(plainText(fieldAt(row, m_field))).toUtf8() + '\n');
}

} // namespace linnet::cli
