// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connectionbudget.h"

#include "server/net/message.h"
#include "server/net/settings.h"

namespace linnet::net {

QByteArray placeOf(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QByteArray(reinterpret_cast<const char *>(&v4), sizeof v4);
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(v6.c), sizeof v6.c / 2);
}

QByteArray placeOf(const Peer &peer, const NetworkList &proxies)
{
    const bool isOfMany = peer.uid || proxies.contains(peer.address);
    return isOfMany ? QByteArray() : placeOf(peer.address);
}

ConnectionBudget::Admission::~Admission()
{
    if (m_budget)
        m_budget->release(m_key);
}

ConnectionBudget::Verdict ConnectionBudget::admit(const QHostAddress &address, const Limits &limits,
                                                  std::unique_ptr<Admission> &admission)
{
    QByteArray key = placeOf(address);
    const QMutexLocker lock(&m_mutex);
    if (m_total >= limits.connections)
        return Verdict::TooManyInTotal;
    int &count = m_byAddress[key];
    if (count >= limits.connectionsPerAddress && !limits.proxies.contains(address))
        return Verdict::TooManyFromAddress;
    ++count;
    ++m_total;
    admission = std::make_unique<Admission>();
    admission->m_budget = shared_from_this();
    admission->m_key = std::move(key);
    return Verdict::Admitted;
}

int ConnectionBudget::total() const
{
    const QMutexLocker lock(&m_mutex);
    return m_total;
}

void ConnectionBudget::release(const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    --m_total;
    const auto count = m_byAddress.find(key);
    if (--*count == 0)
        m_byAddress.erase(count);
}

} // namespace linnet::net
