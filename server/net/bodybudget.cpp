// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"

#include <algorithm>

namespace linnet::net {

namespace {

constexpr qint64 PartForBeginnings = 4;

//! \brief How much of a body is its beginning, and how much follows.
struct Parts
{
    explicit Parts(qint64 bytes)
        : beginning(std::min(bytes, BodyBudget::Beginning))
        , rest(bytes - beginning)
    {}

    const qint64 beginning;
    const qint64 rest;
};

} // namespace

BodyBudget::BodyBudget(qint64 most)
    : m_beginnings(most / PartForBeginnings)
    , m_rests(most - most / PartForBeginnings)
{}

bool BodyBudget::take(const QByteArray &place, qint64 bytes, qint64 held)
{
    const Parts before(held);
    const Parts after(held + bytes);
    const qint64 beginning = after.beginning - before.beginning;
    if (!m_beginnings.take(place, beginning, before.beginning))
        return false;
    if (m_rests.take(place, after.rest - before.rest, before.rest))
        return true;
    m_beginnings.giveBack(place, beginning);
    return false;
}

void BodyBudget::giveBack(const QByteArray &place, qint64 held)
{
    const Parts parts(held);
    m_beginnings.giveBack(place, parts.beginning);
    m_rests.giveBack(place, parts.rest);
}

} // namespace linnet::net
