// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/membershipplan.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qint64 Never = std::numeric_limits<qint64>::max();
constexpr qsizetype MostMarks = 1'000;

//! \return somebody as a server takes them in.
QJsonObject memberOf(const QString &user, const QJsonObject &line)
{
    QJsonObject member{{"user"_L1, user}, {"role"_L1, line["role"_L1]}};
    for (const auto field : {"joinedAt"_L1, "mutedUntil"_L1}) {
        if (!line[field].isNull() && !line[field].isUndefined())
            member[field] = line[field];
    }
    return member;
}

bool isNumberOrMissing(const QJsonValue &value)
{
    return value.isDouble() || value.isNull() || value.isUndefined();
}

} // namespace

QString MembershipPlan::problemOf(const QJsonObject &member)
{
    for (const auto field : {"joinedSeq"_L1, "leftSeq"_L1, "deliveredSeq"_L1, "readSeq"_L1,
                             "shownReadSeq"_L1, "hiddenSeq"_L1}) {
        if (!isNumberOrMissing(member[field]))
            return field + u" must be a number."_s;
    }
    return {};
}

void MembershipPlan::add(const QString &user, const QJsonObject &member)
{
    m_stays.push_back({.member = memberOf(user, member),
                       .line = member,
                       .joinedAfter = member["joinedSeq"_L1].toInteger(),
                       .leftAfter = member["leftSeq"_L1].toInteger(Never)});
}

//! Whoever came back is known from then on only, so that nobody may be left of the first ones.
qint64 MembershipPlan::beginning() const
{
    qint64 first = Never;
    for (const Stay &stay : m_stays)
        first = std::min(first, stay.joinedAfter);
    return first;
}

QJsonArray MembershipPlan::beginners() const
{
    QJsonArray members;
    for (const Stay &stay : m_stays) {
        if (stay.joinedAfter == beginning())
            members.append(stay.member);
    }
    return members;
}

QJsonArray MembershipPlan::remaining() const
{
    QJsonArray members;
    for (const Stay &stay : m_stays) {
        if (stay.leftAfter == Never)
            members.append(stay.member);
    }
    return members;
}

MembershipPlan::Moves MembershipPlan::movesBefore(qint64 place, const QStringList &people)
{
    Moves moves;
    for (Stay &stay : m_stays) {
        if (!stay.isIn && stay.joinedAfter < place) {
            stay.isIn = true;
            if (stay.joinedAfter != beginning())
                moves.joined.append(stay.member);
        }
        if (!stay.isOver && stay.leftAfter < place) {
            stay.isOver = true;
            moves.left.append(stay.member["user"_L1]);
        }
        const QJsonValue user = stay.member["user"_L1];
        if (!stay.isIn && !stay.isPast && people.contains(user.toString())) {
            stay.isPast = true;
            moves.past.append(user);
        }
    }
    return moves;
}

MembershipPlan::Moves MembershipPlan::rest()
{
    return movesBefore(Never);
}

QJsonArray MembershipPlan::marks(const ChatPlaces &places) const
{
    QJsonArray marks;
    for (const bool isOver : {false, true}) {
        for (const Stay &stay : m_stays) {
            if ((stay.leftAfter != Never) != isOver || marks.size() == MostMarks)
                continue;
            const QJsonValue hidden = stay.line["hiddenSeq"_L1];
            marks.append(QJsonObject{
                {"user"_L1, stay.member["user"_L1]},
                {"delivered"_L1, places.upTo(stay.line["deliveredSeq"_L1].toInteger())},
                {"read"_L1, places.upTo(stay.line["readSeq"_L1].toInteger())},
                {"shownRead"_L1, places.upTo(stay.line["shownReadSeq"_L1].toInteger())},
                {"hidden"_L1, hidden.isDouble() ? places.upTo(hidden.toInteger()) : QJsonValue()}});
        }
    }
    return marks;
}

} // namespace linnet::cli
