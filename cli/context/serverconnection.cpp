// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/serverconnection.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

ApiClient makeClient(const ServerAddress &server, const TransportSettings &settings)
{
    return {server, settings, "linnetctl/" LINNET_VERSION};
}

ServerConnection::ServerConnection(Target target, const ContextStore &store,
                                   TransportSettings settings)
    : m_target(std::move(target))
    , m_store(store)
    , m_settings(std::move(settings))
    , m_api(makeClient(m_target.server, m_settings))
{
    const bool isGiven = !m_target.token.isEmpty();
    m_api.setToken(isGiven ? m_target.token : m_target.context.accessToken);
    if (!isGiven && !m_target.context.refreshToken.isEmpty())
        m_api.setRenewal([this] { return renew(); });
}

bool ServerConnection::isSignedIn() const
{
    return m_target.server.isLocal() || !m_target.token.isEmpty()
        || !m_target.context.accessToken.isEmpty();
}

Result<QByteArray> ServerConnection::renew()
{
    const auto renewed = m_store.update([this](Contexts &contexts) -> Result<> {
        Context &kept = contexts.byName[m_target.contextName];
        // Another program may have renewed it while this one waited for the file.
        if (kept.accessToken == m_target.context.accessToken)
            if (auto refreshed = refresh(kept); !refreshed)
                return refreshed;
        m_target.context = kept;
        return {};
    });
    if (!renewed)
        return renewed.error();
    return m_target.context.accessToken;
}

Result<> ServerConnection::refresh(Context &context) const
{
    const auto reply = makeClient(m_target.server, m_settings)
                           .post(u"/api/v1/auth/refresh-token"_s,
                                 {{"refreshToken"_L1, QString::fromLatin1(context.refreshToken)},
                                  {"deviceId"_L1, context.device}});
    if (!reply && reply.error().kind == Error::Kind::Unauthenticated)
        return Error{Error::Kind::Unauthenticated, "signed_out"_L1,
                     u"Your sign-in at %1 has ended."_s.arg(context.server)};
    if (!reply)
        return reply.error();
    context.accessToken = (*reply)["accessToken"_L1].toString().toLatin1();
    context.refreshToken = (*reply)["refreshToken"_L1].toString().toLatin1();
    return {};
}

} // namespace linnet::cli
