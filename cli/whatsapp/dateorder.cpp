// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/dateorder.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int FirstYear = 2009; // There was no WhatsApp before.
constexpr int Century = 2000;

constexpr std::array<std::pair<DateOrder, QLatin1String>, 3> Names = {{
    {DateOrder::DayMonthYear, "dmy"_L1},
    {DateOrder::MonthDayYear, "mdy"_L1},
    {DateOrder::YearMonthDay, "ymd"_L1},
}};

Error ambiguous(const QStringList &orders)
{
    return {
        Error::Kind::InvalidInput, "date_order_ambiguous"_L1,
        u"The dates can be read in more than one order (%1): say which with --date-order."_s.arg(
            orders.join(u", "_s))};
}

Error impossible()
{
    return {
        Error::Kind::InvalidInput, "date_order_none"_L1,
        u"There is no order in which all dates can be read: some are none, or of the future."_s};
}

} // namespace

QString nameOf(DateOrder order)
{
    return Names.at(size_t(order)).second;
}

QStringList dateOrderNames()
{
    QStringList names;
    for (const auto &[order, name] : Names)
        names.append(name);
    return names;
}

std::optional<DateOrder> parseDateOrder(QStringView name)
{
    for (const auto &[order, known] : Names) {
        if (known == name)
            return order;
    }
    return std::nullopt;
}

QDate dateOf(const ChatStamp &stamp, DateOrder order)
{
    const bool isYearFirst = order == DateOrder::YearMonthDay;
    if (isYearFirst ? stamp.hasYearLast : stamp.hasYearFirst)
        return {};
    const auto [first, second, third] = stamp.date;
    const int written = isYearFirst ? first : third;
    const int year = written < 100 ? Century + written : written;
    if (isYearFirst)
        return QDate(year, second, third);
    return order == DateOrder::DayMonthYear ? QDate(year, second, first)
                                            : QDate(year, first, second);
}

void DateOrderFinder::add(const ChatStamp &stamp)
{
    for (Candidate &candidate : m_candidates) {
        const QDate date = dateOf(stamp, candidate.order);
        if (!date.isValid() || date > m_latest || date.year() < FirstYear) {
            candidate.isPossible = false;
            continue;
        }
        if (candidate.last.isValid() && date.daysTo(candidate.last) > 1)
            candidate.goesBack = true;
        candidate.last = date;
        m_differs[size_t(candidate.order)] =
            m_differs[size_t(candidate.order)] || date != dateOf(stamp, DateOrder::DayMonthYear);
    }
}

Result<DateOrder> DateOrderFinder::find() const
{
    std::vector<Candidate> left;
    std::ranges::copy_if(m_candidates, std::back_inserter(left), &Candidate::isPossible);
    if (std::ranges::any_of(left, [](const Candidate &each) { return !each.goesBack; }))
        std::erase_if(left, [](const Candidate &each) { return each.goesBack; });
    if (left.empty())
        return impossible();
    const bool isSame = std::ranges::all_of(
        left, [this](const Candidate &each) { return !m_differs[size_t(each.order)]; });
    if (left.size() == 1 || isSame)
        return left.front().order;
    QStringList orders;
    for (const Candidate &each : left)
        orders.append(nameOf(each.order));
    return ambiguous(orders);
}

Result<DateOrder> DateOrderFinder::require(DateOrder order) const
{
    return m_candidates.at(size_t(order)).isPossible ? Result<DateOrder>(order) : impossible();
}

} // namespace linnet::cli
