// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/report.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Kinds = {"message"_L1, "user"_L1, "group"_L1};
constexpr std::array States = {"open"_L1, "in_progress"_L1, "resolved"_L1, "dismissed"_L1};

template <typename Names>
QStringList toList(const Names &names)
{
    QStringList list;
    for (const QLatin1String &name : names)
        list.append(name);
    return list;
}

//! \return the value whose name is at its place in \p names.
template <typename Enum>
std::optional<Enum> parse(const QStringList &names, QStringView name)
{
    const qsizetype place = names.indexOf(name);
    return place < 0 ? std::nullopt : std::optional(Enum(place));
}

} // namespace

bool isSettled(Report::State state)
{
    return state == Report::State::Resolved || state == Report::State::Dismissed;
}

QLatin1String nameOf(Report::Kind kind)
{
    return Kinds.at(size_t(kind));
}

std::optional<Report::Kind> parseReportKind(QStringView name)
{
    return parse<Report::Kind>(reportKindNames(), name);
}

QStringList reportKindNames()
{
    return toList(Kinds);
}

QLatin1String nameOf(Report::State state)
{
    return States.at(size_t(state));
}

QStringList reportStateNames()
{
    return toList(States);
}

const QStringList &reportReasons()
{
    static const QStringList reasons = {u"spam"_s,   u"harassment"_s, u"violence"_s,
                                        u"sexual"_s, u"illegal"_s,    u"impersonation"_s,
                                        u"other"_s};
    return reasons;
}

const FilterFields &reportFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"id"_L1, Kind::Id},
            {"kind"_L1, Kind::Exact, reportKindNames()},
            {"state"_L1, Kind::Exact, reportStateNames()},
            {"reason"_L1, Kind::Exact, reportReasons()},
            {"reporter"_L1},
            {"reporter_id"_L1, Kind::Id},
            {"about"_L1},
            {"about_id"_L1, Kind::Id},
            {"subject"_L1, Kind::Id},
            {"assignee"_L1},
            {"created"_L1, Kind::Time},
            {"updated"_L1, Kind::Time},
        },
        "about"_L1,
    };
    return list;
}

QStringList reportOrderNames()
{
    return {u"newest"_s, u"oldest"_s};
}

std::optional<ReportOrder> parseReportOrder(QStringView name)
{
    return parse<ReportOrder>(reportOrderNames(), name);
}

} // namespace linnet
