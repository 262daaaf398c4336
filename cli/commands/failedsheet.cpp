// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/failedsheet.h"

#include "cli/commands/usersheet.h"
#include "common/protocol/csvwriter.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

FailedSheet::FailedSheet(const QString &name, QStringList header)
    : m_file(name)
    , m_header(std::move(header))
    , m_problemAt(m_header.indexOf(UserSheet::problemColumn()))
{
    if (m_problemAt < 0) {
        m_problemAt = m_header.size();
        m_header.append(UserSheet::problemColumn());
    }
}

//! Who is in it is nobody's business but the administrator's.
Result<> FailedSheet::open()
{
    if (m_file.fileName().isEmpty())
        return {};
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return notWritten();
    return write(m_header);
}

Result<> FailedSheet::add(QStringList cells, const QString &problem)
{
    if (!m_file.isOpen())
        return {};
    cells.resize(m_header.size());
    cells[m_problemAt] = problem;
    return write(cells);
}

Result<> FailedSheet::write(const QStringList &cells)
{
    CsvWriter writer;
    for (const QString &cell : cells)
        writer.add(cell);
    writer.endRow();
    if (m_file.write(writer.take()) < 0 || !m_file.flush())
        return notWritten();
    return {};
}

Error FailedSheet::notWritten() const
{
    return {Error::Kind::InvalidInput, "io"_L1,
            u"%1 cannot be written: %2."_s.arg(m_file.fileName(), m_file.errorString())};
}

} // namespace linnet::cli
