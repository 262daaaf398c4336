// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/protocol/csvreader.h"

#include <QJsonObject>

namespace linnet::cli {

//! \brief A table of people, as a spreadsheet has it: a first row that names the columns (name,
//! phone, email, username, role), and a row for each.
class UserSheet
{
public:
    //! \brief One of the people.
    struct Entry
    {
        qint64 row = 0; //!< As a spreadsheet counts.
        QJsonObject user; //!< As an account is described that is to be made.
        QStringList cells; //!< As they are in the table.
    };

    //! \param device is open, and outlives the sheet. \return an InvalidInput error ("csv") if the
    //! first row has a column that there is not, or not what an account needs.
    static Result<UserSheet> open(QIODevice &device);

    //! \return the next of the people; nothing: there is none. Errors: of CsvReader::next(), and
    //! "csv" for a row that has more cells than there are columns.
    Result<std::optional<Entry>> next();

    //! \return what the columns are called.
    const QStringList &header() const { return m_header; }

    //! \return what the column is called in which a table of those that failed says why. It means
    //! nothing in a table that is read.
    static QString problemColumn();

private:
    explicit UserSheet(QIODevice &device)
        : m_reader(device)
    {}

    Result<> readHeader();

    CsvReader m_reader;
    QStringList m_header;
    QStringList m_fields; //!< What each column is of an account; empty: nothing.
};

} // namespace linnet::cli
