// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/memorysink.h"

#include "server/transport/http/responses.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds Pause(5);

Error noRoom()
{
    return {Error::Kind::Unavailable,
            "busy"_L1,
            u"The server has no room for so long a body at the moment."_s,
            {},
            Pause};
}

} // namespace

MemorySink::MemorySink(std::shared_ptr<BodyBudget> budget, const Dialect &dialect)
    : m_budget(std::move(budget))
    , m_dialect(dialect)
{}

MemorySink::~MemorySink()
{
    m_budget->giveBack(m_body.size());
}

std::optional<net::Response> MemorySink::write(QByteArrayView piece)
{
    if (!m_budget->take(piece.size()))
        return errorResponse(m_dialect, noRoom());
    m_body.append(piece);
    return std::nullopt;
}

std::optional<net::Response> MemorySink::finished()
{
    return std::nullopt;
}

} // namespace linnet
