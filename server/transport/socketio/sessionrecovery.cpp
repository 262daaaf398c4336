// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/sessionrecovery.h"

#include "common/core/random.h"
#include "common/protocol/jsontext.h"

#include <QJsonObject>

#include <algorithm>

namespace linnet::socketio {

using namespace Qt::StringLiterals;

namespace {

constexpr auto LongestAbsence = std::chrono::minutes(2);
constexpr size_t MostKept = 1000;
constexpr size_t MostEvents = 256; // Of one session.

//! \return whether a client that is gone for \p reason may not have wanted it.
bool comesBack(CloseReason reason)
{
    switch (reason) {
    case CloseReason::TransportClose:
    case CloseReason::TransportError:
    case CloseReason::PingTimeout:
    case CloseReason::ShuttingDown:
        return true;
    default:
        return false;
    }
}

} // namespace

RecoverableSession::RecoverableSession(QByteArray nameSpace)
    : m_nameSpace(std::move(nameSpace))
    , m_id(randomToken())
    , m_secret(randomToken())
{}

Arguments RecoverableSession::stamped(const Arguments &event)
{
    const QByteArray offset = QByteArray::number(++m_count, 36); // NOLINT(*-magic-numbers)
    Arguments stamped = event;
    stamped.json.chop(1);
    stamped.json += ",\"" + offset + "\"]"; // Behind the name at least.
    m_sent.push_back({offset, stamped});
    if (m_sent.size() > MostEvents)
        m_sent.pop_front();
    return stamped;
}

std::optional<std::vector<Arguments>> RecoverableSession::after(const QByteArray &offset) const
{
    const auto last = std::find_if(m_sent.begin(), m_sent.end(),
                                   [&](const Sent &sent) { return sent.offset == offset; });
    if (last == m_sent.end())
        return std::nullopt;
    std::vector<Arguments> missed;
    std::transform(std::next(last), m_sent.end(), std::back_inserter(missed),
                   [](const Sent &sent) { return sent.event; });
    return missed;
}

Recovered SessionRecovery::open(const QByteArray &nameSpace, const QByteArray &auth, Time now)
{
    const auto said = parseJson(auth);
    const QJsonObject claim = said ? said->toObject() : QJsonObject();
    const std::lock_guard lock(m_mutex);
    dropOld(now);
    if (const auto session = take(nameSpace, claim["pid"_L1].toString())) {
        if (auto missed = session->after(claim["offset"_L1].toString().toUtf8()))
            return {session, std::move(*missed)};
    }
    return {std::make_shared<RecoverableSession>(nameSpace)};
}

void SessionRecovery::keep(std::shared_ptr<RecoverableSession> session, CloseReason reason,
                           Time now)
{
    if (!comesBack(reason))
        return;
    const std::lock_guard lock(m_mutex);
    dropOld(now);
    m_kept.push_back({now, std::move(session)});
    if (m_kept.size() > MostKept)
        m_kept.pop_front();
}

void SessionRecovery::dropOld(Time now)
{
    while (!m_kept.empty() && now - m_kept.front().since > LongestAbsence)
        m_kept.pop_front();
}

std::shared_ptr<RecoverableSession> SessionRecovery::take(const QByteArray &nameSpace,
                                                          const QString &secret)
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept &kept) {
        return kept.session->nameSpace() == nameSpace
            && constantTimeEquals(kept.session->secret(), secret.toUtf8());
    });
    if (found == m_kept.end())
        return nullptr;
    const auto session = std::move(found->session);
    m_kept.erase(found);
    return session;
}

} // namespace linnet::socketio
