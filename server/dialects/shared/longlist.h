// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

#include <QJsonArray>

namespace linnet {

//! \brief A JSON array for clients that know no pages and want all of it in one answer.
struct LongList
{
    //! \brief Some of its elements.
    struct Page
    {
        QJsonArray rows;
        bool isLast = true;
    };
    using NextPage = std::function<QCoro::Task<Result<Page>>()>;

    NextPage next; //!< Called again and again, up to the last page and not beyond it.
    QByteArray head = "["; //!< JSON text before the elements.
    QByteArray tail = "]"; //!< And after them.
    int most = 500; //!< With more elements than about so many it is sent in pieces.
};

//! \return an answer that is \p list: whole where it is short, otherwise made while it is sent, so
//! that nobody waits for the end of it and no more than a part of it is in memory. An error of a
//! later page cuts the answer off, which a client takes for a lost connection.
QCoro::Task<Result<Answer>> answerList(LongList list);

} // namespace linnet
