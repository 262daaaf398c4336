// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/message.h"

#include <QCache>
#include <QMutex>

#include <optional>
#include <vector>

namespace linnet {

//! \brief Where a message is: what a receipt needs to know of it. Changes when accounts are merged
//! alone.
struct MessagePlace
{
    ConversationId conversation;
    qint64 seq = 0;
    UserId sender;
};

//! \brief The places of the newest messages: receipts come for those. Bounded; safe from any
//! thread.
class PlaceCache
{
public:
    explicit PlaceCache(int mostMessages = 100'000)
        : m_places(mostMessages)
    {}

    void add(const Message &message)
    {
        QMutexLocker locker(&m_mutex);
        m_places.insert(message.id,
                        new MessagePlace{message.conversation, message.seq, message.sender});
    }

    std::optional<MessagePlace> find(MessageId message)
    {
        QMutexLocker locker(&m_mutex);
        const MessagePlace *place = m_places.object(message);
        return place ? std::optional(*place) : std::nullopt;
    }

    //! Forgets \p messages, because they are somebody else's now.
    void forget(const std::vector<MessageId> &messages)
    {
        QMutexLocker locker(&m_mutex);
        for (const MessageId message : messages)
            m_places.remove(message);
    }

    //! Forgets all, because whose messages they are has changed.
    void clear()
    {
        QMutexLocker locker(&m_mutex);
        m_places.clear();
    }

private:
    QMutex m_mutex;
    QCache<MessageId, MessagePlace> m_places;
};

} // namespace linnet
