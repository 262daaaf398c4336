// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/joborder.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array OrderNames = {"created"_L1, "due"_L1, "updated"_L1}; // As JobOrder::By.

QString toText(Timestamp time)
{
    return QString::number(time.time_since_epoch().count());
}

std::optional<Timestamp> toTime(const QString &text)
{
    bool isNumber = false;
    const qint64 time = text.toLongLong(&isNumber);
    return isNumber ? std::optional(Timestamp(std::chrono::milliseconds(time))) : std::nullopt;
}

} // namespace

const FilterFields &jobFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"id"_L1, Kind::Id},
            {"kind"_L1},
            {"state"_L1, Kind::Exact, {u"pending"_s, u"running"_s, u"done"_s, u"dead"_s}},
            {"attempts"_L1, Kind::Number},
            {"error"_L1},
            {"due"_L1, Kind::Time},
            {"created"_L1, Kind::Time},
            {"updated"_L1, Kind::Time},
        },
        "error"_L1,
    };
    return list;
}

QStringList jobOrderNames()
{
    QStringList names;
    for (const QLatin1String name : OrderNames)
        names << name << u'-' + name;
    return names;
}

std::optional<JobOrder> parseJobOrder(const QString &name)
{
    const bool isDescending = name.startsWith(u'-');
    const QStringView bare = QStringView(name).mid(isDescending ? 1 : 0);
    for (size_t i = 0; i < OrderNames.size(); ++i) {
        if (OrderNames.at(i) == bare)
            return JobOrder{JobOrder::By(i), isDescending};
    }
    return std::nullopt;
}

QString toCursor(const JobPlace &place)
{
    return QStringList{place.id.toString(), toText(place.dueAt), toText(place.updatedAt)}.join(
        u'.');
}

std::optional<JobPlace> parseJobCursor(const QString &cursor)
{
    const QStringList parts = cursor.split(u'.');
    if (parts.size() != 3)
        return std::nullopt;
    const auto id = JobId::parse(parts[0]);
    const auto due = toTime(parts[1]);
    const auto updated = toTime(parts[2]);
    if (!id || !due || !updated)
        return std::nullopt;
    return JobPlace{*id, *due, *updated};
}

} // namespace linnet
