// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

namespace linnet::net {

//! \brief A body that is in memory already, given out in pieces.
class BytesSource final : public BodySource
{
public:
    explicit BytesSource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {}

    qint64 size() const override { return m_bytes.size(); }

    QByteArray read(qint64 most) override
    {
        const QByteArray piece = m_bytes.mid(m_given, most);
        m_given += piece.size();
        return piece;
    }

private:
    QByteArray m_bytes;
    qint64 m_given = 0;
};

} // namespace linnet::net
