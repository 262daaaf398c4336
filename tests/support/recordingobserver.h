// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/hub/socketobserver.h"

#include <QList>

#include <algorithm>

namespace linnet::test {

//! \brief Keeps what happens with sockets.
class RecordingObserver : public SocketObserver
{
public:
    void connected(const SocketOwner &) override { ++count; }
    void disconnected(const SocketOwner &) override { --count; }
    void entered(const SocketOwner &owner, ConversationId conversation) override
    {
        entries.append(QByteArray::number(owner.user.value()) + " in "
                       + QByteArray::number(conversation.value()));
    }
    void arrived(ConversationId conversation, const std::vector<Arrival> &told) override
    {
        auto ordered = told;
        std::sort(ordered.begin(), ordered.end(),
                  [](const Arrival &a, const Arrival &b) { return a.user < b.user; });
        QByteArrayList users;
        for (const Arrival &each : ordered)
            users.append(QByteArray::number(each.user.value()) + ' ' + QByteArray::number(each.seq)
                         + ' ' + QByteArray::number(each.watchedSeq));
        arrivals.append(QByteArray::number(conversation.value()) + ": " + users.join(", "));
    }

    int count = 0; //!< Of the sockets that are there.
    QList<QByteArray> entries; //!< E.g. "1 in 5".
    QList<QByteArray> arrivals; //!< E.g. "5: 1 2 0": user 1 got message 2 and does not watch.
};

} // namespace linnet::test
