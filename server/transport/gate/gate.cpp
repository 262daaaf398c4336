// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/gate.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error authenticationRequired()
{
    return {Error::Kind::Unauthenticated, "authentication_required"_L1,
            u"Authentication required"_s};
}

Result<> checkAccess(Access access, const Caller &caller)
{
    if (access == Access::Public)
        return {};
    if (caller.user.isNull())
        return authenticationRequired();
    if (access == Access::User)
        return {};
    // No account carries a role yet, so nobody passes what asks for one.
    return Error{Error::Kind::Forbidden, "forbidden"_L1, u"You may not do this."_s};
}

} // namespace

Result<Identity> Gate::identify(QByteArrayView token) const
{
    if (token.isEmpty())
        return authenticationRequired();
    return m_authenticator.authenticate(token);
}

Result<> Gate::recognise(Access access, QByteArrayView token, Caller &caller) const
{
    if (access == Access::Public && token.isEmpty())
        return {};
    const auto identity = identify(token);
    if (!identity)
        return access == Access::Public ? Result<>() : identity.error();
    caller.user = identity->user;
    caller.session = identity->session;
    caller.device = identity->device;
    caller.phone = identity->phone;
    caller.dialect = identity->dialect;
    if (m_recent)
        m_recent->note(caller.address, *identity);
    return {};
}

Result<> Gate::admit(const Endpoint &endpoint, const Caller &caller)
{
    if (auto access = checkAccess(endpoint.access, caller); !access)
        return access;
    return m_limiter.admit(caller.address, caller.user, endpoint.cost);
}

} // namespace linnet
