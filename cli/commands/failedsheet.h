// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QFile>
#include <QStringList>

namespace linnet::cli {

//! \brief A table of the rows of another one that failed, and why: mended, it can be imported.
class FailedSheet
{
public:
    //! \param name of the file, which is replaced; empty: nothing is written.
    //! \param header of the other table.
    explicit FailedSheet(const QString &name, QStringList header);

    //! Errors ("io"): the file cannot be written.
    Result<> open();
    //! Writes a row at once, so that it is there whatever comes next.
    Result<> add(QStringList cells, const QString &problem);

private:
    Result<> write(const QStringList &cells);
    Error notWritten() const;

    QFile m_file;
    QStringList m_header;
    qsizetype m_problemAt = 0;
};

} // namespace linnet::cli
