// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/net/message.h"
#include "server/transport/http/bodybudget.h"

namespace linnet {

//! \brief Keeps a long body in memory, within what all long bodies together may take.
class MemorySink : public net::BodySink
{
public:
    //! \p dialect shapes refusals.
    MemorySink(std::shared_ptr<BodyBudget> budget, const Dialect &dialect);
    ~MemorySink() override;

    std::optional<net::Response> write(QByteArrayView piece) override;
    std::optional<net::Response> finished() override;

    const QByteArray &body() const { return m_body; }

private:
    const std::shared_ptr<BodyBudget> m_budget;
    const Dialect &m_dialect;
    QByteArray m_body;
};

} // namespace linnet
