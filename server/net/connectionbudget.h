// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/networklist.h"

#include <QHash>
#include <QHostAddress>
#include <QMutex>

#include <memory>

namespace linnet::net {

struct Limits;
struct Peer;

//! \return what counts as one client: an address, or the /64 of one of IPv6, of which a client
//! usually has a whole one to choose from.
QByteArray placeOf(const QHostAddress &address);
//! \return what shares of \p peer are kept by; empty for the many behind one of \p proxies, and for
//! who comes over a Unix socket.
QByteArray placeOf(const Peer &peer, const NetworkList &proxies);

//! \brief Counts open connections, in total and for each place. Safe from any thread.
class ConnectionBudget : public std::enable_shared_from_this<ConnectionBudget>
{
public:
    enum class Verdict { Admitted, TooManyInTotal, TooManyFromAddress };

    //! \brief One counted connection, until it is destroyed.
    class Admission
    {
    public:
        Admission() = default;
        Admission(Admission &&other) noexcept = default;
        Admission &operator=(Admission &&other) = delete;
        ~Admission();

    private:
        friend class ConnectionBudget;
        std::shared_ptr<ConnectionBudget> m_budget;
        QByteArray m_key;
    };

    //! Counts a connection of \p address into \p admission if it is within \p limits.
    Verdict admit(const QHostAddress &address, const Limits &limits,
                  std::unique_ptr<Admission> &admission);

    int total() const;

private:
    void release(const QByteArray &key);

    mutable QMutex m_mutex;
    QHash<QByteArray, int> m_byAddress;
    int m_total = 0;
};

} // namespace linnet::net
