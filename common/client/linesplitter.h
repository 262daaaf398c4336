// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace linnet {

//! \return whether more lines are wanted.
using LineSink = std::function<bool(QByteArrayView)>;

//! \brief Cuts what comes in pieces into lines, without their ends.
class LineSplitter
{
public:
    enum class State { Open, Closed, TooLong };

    //! \param mostBytes of one line.
    LineSplitter(LineSink sink, qsizetype mostBytes)
        : m_sink(std::move(sink))
        , m_mostBytes(mostBytes)
    {}

    //! \return whether it goes on: the sink wants no more, or a line is too long.
    State add(QByteArrayView piece);
    //! Hands on what came after the last end of a line.
    void finish();

private:
    State take(QByteArrayView line);

    LineSink m_sink;
    qsizetype m_mostBytes;
    QByteArray m_begun;
    State m_state = State::Open;
};

} // namespace linnet
