// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet::whispr {

//! \brief How clients are told that somebody is typing: two generations of the family differ.
enum class TypingShape {
    Sentence, //!< A text that is shown as it is.
    Object, //!< Who, and where.
};

//! \return what the whispr family's sockets hear of \p event that reached the server at \p origin.
std::vector<SocketEvent> encode(const Event &event, TypingShape typing, const QString &origin);

} // namespace linnet::whispr
