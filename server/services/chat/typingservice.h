// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace linnet {

//! \brief Tells the members of a conversation who of them is typing.
//!
//! Nothing is stored. Who started and neither goes on nor stops is taken to have stopped. Safe from
//! any thread; lives on one with an event loop.
class TypingService : public QObject
{
    Q_OBJECT

public:
    using Users = std::shared_ptr<const std::vector<UserId>>;

    explicit TypingService(ChatContext context,
                           std::chrono::milliseconds lifetime = std::chrono::seconds(6));

    //! \return NotFound unless \p user is a member.
    QCoro::Task<Result<>> start(UserId user, SessionId session, ConversationId conversation);
    //! The same. Tells nobody where \p user was not typing.
    QCoro::Task<Result<>> stop(UserId user, SessionId session, ConversationId conversation);

private:
    static constexpr size_t MostTyping = 100'000;

    struct Typing
    {
        Timestamp until{};
        Users members;
    };
    using Key = std::pair<ConversationId, UserId>;

    void expire();
    void publish(const Key &key, bool isTyping, const Users &members, SessionId except) const;

    const ChatContext m_context;
    const std::chrono::milliseconds m_lifetime;
    QTimer m_timer;
    QMutex m_mutex;
    std::map<Key, Typing> m_typing;
};

} // namespace linnet
