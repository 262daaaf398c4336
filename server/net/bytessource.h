// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/net/placebudget.h"

namespace linnet::net {

//! \brief A body that is in memory already, given out in pieces.
class BytesSource final : public BodySource
{
public:
    //! \p budget, of which \p bytes have taken their room for \p place, has it back at the end.
    BytesSource(QByteArray bytes, std::shared_ptr<PlaceBudget> budget, QByteArray place)
        : m_bytes(std::move(bytes))
        , m_budget(std::move(budget))
        , m_place(std::move(place))
    {}
    ~BytesSource() override { m_budget->giveBack(m_place, m_bytes.size()); }
    Q_DISABLE_COPY_MOVE(BytesSource)

    qint64 size() const override { return m_bytes.size(); }

    QByteArray read(qint64 most) override
    {
        QByteArray piece = m_bytes.mid(m_given, most);
        m_given += piece.size();
        return piece;
    }

private:
    const QByteArray m_bytes;
    const std::shared_ptr<PlaceBudget> m_budget;
    const QByteArray m_place;
    qint64 m_given = 0;
};

//! Has \p response's body given out in pieces, and takes its room of \p budget, for \p place. Where
//! there is none, \p response says so instead.
void sendInPieces(Response &response, const std::shared_ptr<PlaceBudget> &budget,
                  const QByteArray &place);

} // namespace linnet::net
