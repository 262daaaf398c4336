// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/membershipplan.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qint64 Never = std::numeric_limits<qint64>::max();

} // namespace

void MembershipPlan::add(const QString &user, const QJsonObject &member)
{
    m_stays.push_back({.member = {{"user"_L1, user}, {"role"_L1, member["role"_L1]}},
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

MembershipPlan::Moves MembershipPlan::movesBefore(qint64 place)
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
    }
    return moves;
}

MembershipPlan::Moves MembershipPlan::rest()
{
    return movesBefore(Never);
}

} // namespace linnet::cli
