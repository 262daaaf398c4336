// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/typingservice.h"

#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"

namespace linnet {

TypingService::TypingService(ChatContext context, std::chrono::milliseconds lifetime)
    : m_context(context)
    , m_lifetime(lifetime)
{
    m_timer.setInterval(lifetime / 12);
    connect(&m_timer, &QTimer::timeout, this, &TypingService::expire);
}

QCoro::Task<Result<>> TypingService::start(UserId user, SessionId session,
                                           ConversationId conversation)
{
    const auto members = co_await findAudience(m_context, user, conversation);
    if (!members)
        co_return members.error();

    const Key key(conversation, user);
    bool isFirst = false;
    {
        QMutexLocker locker(&m_mutex);
        if (m_typing.size() >= MostTyping && !m_typing.contains(key))
            co_return Result<>();
        isFirst = m_typing.empty();
        m_typing[key] = {m_context.clock.now() + m_lifetime, *members};
    }
    if (isFirst)
        QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    publish(key, true, *members, session);
    co_return Result<>();
}

QCoro::Task<Result<>> TypingService::stop(UserId user, SessionId session,
                                          ConversationId conversation)
{
    const auto members = co_await findAudience(m_context, user, conversation);
    if (!members)
        co_return members.error();

    const Key key(conversation, user);
    bool hasTyped = false;
    {
        QMutexLocker locker(&m_mutex);
        hasTyped = m_typing.erase(key) > 0;
    }
    if (hasTyped) // Else it would only tell that they are here.
        publish(key, false, *members, session);
    co_return Result<>();
}

void TypingService::expire()
{
    std::vector<std::pair<Key, Users>> expired;
    {
        QMutexLocker locker(&m_mutex);
        const Timestamp now = m_context.clock.now();
        for (const auto &[key, typing] : m_typing) {
            // Longer than they were given: the clock was set back meanwhile.
            if (typing.until <= now || typing.until > now + m_lifetime)
                expired.emplace_back(key, typing.members);
        }
        for (const auto &[key, members] : expired)
            m_typing.erase(key);
        if (m_typing.empty())
            m_timer.stop();
    }
    for (const auto &[key, members] : expired)
        publish(key, false, members, {});
}

void TypingService::publish(const Key &key, bool isTyping, const Users &members,
                            SessionId except) const
{
    const auto &[conversation, user] = key;
    m_context.bus.publish(
        {TypingChanged{conversation, user, isTyping}, without(*members, user), except});
}

} // namespace linnet
