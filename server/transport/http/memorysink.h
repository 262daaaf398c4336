// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

namespace linnet {

//! \brief Keeps a long body in memory, for which it need not go through Qt.
class MemorySink : public net::BodySink
{
public:
    std::optional<net::Response> write(QByteArrayView piece) override;
    std::optional<net::Response> finished() override;

    const QByteArray &body() const { return m_body; }

private:
    QByteArray m_body;
};

} // namespace linnet
