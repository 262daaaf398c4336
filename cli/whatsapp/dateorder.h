// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/whatsapp/chatstamp.h"
#include "common/core/result.h"

#include <QDate>
#include <QStringList>

namespace linnet::cli {

//! \brief Which of the numbers of a date is what.
enum class DateOrder { DayMonthYear, MonthDayYear, YearMonthDay };

//! \return "dmy", "mdy" or "ymd".
QString nameOf(DateOrder order);
QStringList dateOrderNames();
std::optional<DateOrder> parseDateOrder(QStringView name);

//! \return an invalid date if \p stamp has none in that order.
QDate dateOf(const ChatStamp &stamp, DateOrder order);

//! \brief Finds out from all dates of an export in which order their numbers are.
class DateOrderFinder
{
public:
    //! \param today no message is of a later day than the one after it.
    explicit DateOrderFinder(QDate today)
        : m_latest(today.addDays(1))
    {}

    void add(const ChatStamp &stamp);

    //! \return the only order in which all dates can be, and go forward. An InvalidInput error
    //! ("date_order_ambiguous", "date_order_none") if several can be, or none.
    Result<DateOrder> find() const;
    //! \return \p order; "date_order_none" if not all dates can be in it.
    Result<DateOrder> require(DateOrder order) const;

private:
    struct Candidate
    {
        DateOrder order;
        bool isPossible = true;
        bool goesBack = false; //!< By more than a day, somewhere.
        QDate last = {};
    };

    const QDate m_latest;
    std::array<Candidate, 3> m_candidates{Candidate{DateOrder::DayMonthYear},
                                          Candidate{DateOrder::MonthDayYear},
                                          Candidate{DateOrder::YearMonthDay}};
    std::array<bool, 3> m_differs{}; //!< From the first order, in a date that both can be.
};

} // namespace linnet::cli
