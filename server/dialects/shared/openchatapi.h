// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {

class ConversationService;
class TypingService;

//! \brief The chat that is open on a client's screen, as sockets tell of it: its room, and typing.
class OpenChatApi
{
public:
    //! \brief How a family speaks of it.
    struct Words
    {
        QLatin1String chat; //!< The parameter that names it.
        AnswerBody done = {}; //!< What is answered where there is nothing to tell.
    };

    //! The services outlive the handlers.
    OpenChatApi(ConversationService &conversations, TypingService &typing, Words words);

    //! \return NotFound to who is no member.
    QCoro::Task<Result<Answer>> enter(Call call);
    //! Opens it in place of those that are open; hides them where no chat is named. \return as
    //! enter().
    QCoro::Task<Result<Answer>> enterInstead(Call call);
    //! Of no concern to anybody else, so whoever asks may.
    QCoro::Task<Result<Answer>> leave(Call call);
    QCoro::Task<Result<Answer>> startTyping(Call call);
    QCoro::Task<Result<Answer>> stopTyping(Call call);

private:
    QCoro::Task<Result<Answer>> open(Call call, RoomMove::Direction direction);
    Answer moved(RoomMove::Direction direction, ConversationId conversation = {}) const;
    Result<Answer> done(const Result<> &outcome) const;

    ConversationService &m_conversations;
    TypingService &m_typing;
    const Words m_words;
};

} // namespace linnet
