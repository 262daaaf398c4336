// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/exportfile.h"

#include <QFile>
#include <QMap>

namespace linnet::cli {

class Records;

//! \brief Keeps count of what came of the lines of a file, shows it, and writes down what failed.
class ImportLog
{
public:
    enum class Shows { Failures, All };

    //! \p rows outlives it. \param failedFile is replaced; empty: nothing is written.
    ImportLog(Records &rows, const QString &failedFile, Shows shows);

    Result<> open();

    //! \param outcome has "outcome", and "error" if it failed. \param name of what the line is of.
    Result<> add(const ExportFile::Entry &entry, const QString &name, const QJsonObject &outcome);
    //! As above, for a line that failed. \param problem why, a sentence.
    Result<> addFailure(const ExportFile::Entry &entry, const QString &name,
                        const QString &problem);
    //! Counts \p number lines of \p type without showing them.
    void count(const QString &type, const QString &outcome, qint64 number = 1);

    //! \return one line: how many had each outcome.
    QString summary() const;
    qint64 failures() const { return m_failures; }

    //! Has the next attempt begin at \p line, should this one break off.
    void setResumeLine(qint64 line) { m_resumeLine = line; }
    qint64 resumeLine() const { return m_resumeLine; }

private:
    Result<> keep(const ExportFile::Entry &entry, const QString &problem);
    Error notWritten() const;

    Records &m_rows;
    QFile m_failed;
    const Shows m_shows;
    QMap<QString, QMap<QString, qint64>> m_counts; //!< By types, and then by outcomes.
    qint64 m_failures = 0;
    qint64 m_resumeLine = 1;
};

//! \return whether \p error says that nothing else can be done now, either.
bool endsImport(const Error &error);

//! \return whether \p error, with which the server took none of several lines, may be because of a
//! single one of them. What somebody may not do, they may do for no line.
bool mayBeOfOneLine(const Error &error);

} // namespace linnet::cli
