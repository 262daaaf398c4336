// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodyreader.h"
#include "server/net/bodywriter.h"
#include "server/net/httphead.h"
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
    std::optional<BodyWriter> output; //!< Of an answer that is not sent at once.
    bool isChunked = false;
    bool isHead = false;
    bool keepsAlive = false;

    // NOLINTBEGIN(bugprone-unchecked-optional-access): what is asked of the caller.
    //! Only after body was made.
    BodyReader &reader() { return *body; }
    //! Only after output was made.
    BodyWriter &writer() { return *output; }
    // NOLINTEND(bugprone-unchecked-optional-access)

    //! \param length of the answer's body, as BodySource::size() names it.
    ResponseFraming framing(qint64 length) const
    {
        const qint64 unknown = isChunked ? ResponseFraming::InChunks : ResponseFraming::UntilTheEnd;
        return {length >= 0 ? length : unknown, connection()};
    }

    ResponseFraming::Connection connection() const
    {
        using Persistence = ResponseFraming::Connection;
        if (!keepsAlive)
            return Persistence::Close;
        return head.isVersion10 ? Persistence::KeepAlive : Persistence::Default;
    }
};

} // namespace linnet::net
