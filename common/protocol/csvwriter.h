// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QByteArray>
#include <QLatin1String>
#include <QStringView>

#include <cstddef>
#include <optional>

namespace linnet {

//! \brief Rows of a table as text: RFC 4180 in UTF-8, which spreadsheets open.
//!
//! Spreadsheets take a text that begins like a formula for one, and a formula can fetch an address
//! or start a program. Such a text gets an apostrophe in front of it, as OWASP says ("CSV
//! Injection"); numbers are what they are, negative ones, too. Of ids a spreadsheet that is not
//! told that the column is text shows the first 15 digits.
class CsvWriter
{
public:
    CsvWriter &add(QStringView text);
    CsvWriter &add(const QString &text) { return add(QStringView(text)); }
    CsvWriter &add(QLatin1String text) { return add(QString(text)); }
    CsvWriter &add(qint64 number);
    CsvWriter &add(int number) { return add(qint64(number)); }
    CsvWriter &add(bool isTrue);
    CsvWriter &add(Timestamp time);
    CsvWriter &add(std::nullptr_t); //!< An empty cell.
    CsvWriter &add(const char *) = delete; //!< It would be taken for a boolean.

    template <typename Tag>
    CsvWriter &add(Id<Tag> id)
    {
        return add(id.value());
    }
    template <typename T>
    CsvWriter &add(const std::optional<T> &value)
    {
        return value ? add(*value) : add(nullptr);
    }

    CsvWriter &endRow();

    //! \return the rows since it was asked last, so that a long table can be sent in pieces.
    QByteArray take();

private:
    void addCell(const QByteArray &cell);

    QByteArray m_text;
    int m_cells = 0; //!< Of the row so far.
    bool m_isBlank = true; //!< Nothing is written on its line.
};

} // namespace linnet
