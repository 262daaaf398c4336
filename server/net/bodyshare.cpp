// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodyshare.h"

#include "server/net/bodybudget.h"

#include <utility>

namespace linnet::net {

BodyShare::BodyShare(std::shared_ptr<BodyBudget> budget, QByteArray place)
    : m_budget(std::move(budget))
    , m_place(std::move(place))
{}

BodyShare::BodyShare(BodyShare &&other) noexcept
    : m_budget(std::move(other.m_budget))
    , m_place(std::move(other.m_place))
    , m_held(std::exchange(other.m_held, 0))
{}

BodyShare::~BodyShare()
{
    if (m_held > 0)
        m_budget->giveBack(m_place, m_held);
}

bool BodyShare::resize(qint64 bytes)
{
    if (!m_budget || bytes == m_held)
        return true;
    if (bytes < m_held)
        m_budget->giveBack(m_place, std::exchange(m_held, 0));
    if (!m_budget->take(m_place, bytes - m_held, m_held))
        return false;
    m_held = bytes;
    return true;
}

} // namespace linnet::net
