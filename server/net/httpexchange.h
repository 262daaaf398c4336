// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodyreader.h"
#include "server/net/httphead.h"
#include "server/net/httpresponse.h"
#include "server/net/replyslot.h"

#include <memory>
#include <optional>

namespace linnet::net {

//! \brief One request and its answer.
struct HttpExchange
{
    HttpHead head;
    std::optional<BodyReader> body;
    qint64 windowStart = 0; //!< Body bytes that were there when the rate was last judged.
    std::shared_ptr<ReplySlot> slot;
    std::unique_ptr<BodySource> source;
    qint64 left = 0; //!< Bytes the source still owes; negative: nobody knows.
    bool isChunked = false;
    bool isHead = false;
    bool keepsAlive = false;

    ResponseFraming::Connection connection() const
    {
        using Persistence = ResponseFraming::Connection;
        if (!keepsAlive)
            return Persistence::Close;
        return head.isVersion10 ? Persistence::KeepAlive : Persistence::Default;
    }
};

} // namespace linnet::net
