// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/gate.h"

#include <QJsonArray>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error authenticationRequired()
{
    return {Error::Kind::Unauthenticated, "authentication_required"_L1,
            u"Authentication required"_s};
}

Error forbidden()
{
    return {Error::Kind::Forbidden, "forbidden"_L1, u"You may not do this."_s};
}

Error capabilityMissing(Capabilities missing)
{
    return {Error::Kind::Forbidden, "capability_missing"_L1,
            u"This takes the capability %1, which your role does not have."_s.arg(
                namesOf(missing).join(u", "_s))};
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
    const bool isOperator = access == Access::Staff && caller.operatorUid;
    if (isOperator || (access == Access::Public && token.isEmpty()))
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
    if (auto access = checkAccess(endpoint.access, endpoint.capabilities, caller); !access)
        return access;
    return charge(caller, endpoint.cost);
}

Result<> Gate::charge(const Caller &caller, Cost cost)
{
    if (caller.operatorUid) // Whoever runs the machine needs no protection from themselves.
        return {};
    return m_limiter.admit(caller.address, caller.user, cost);
}

void Gate::chargeBulk(const Endpoint &endpoint, const Caller &caller, const QJsonObject &params)
{
    if (endpoint.bulkField.isEmpty() || caller.operatorUid)
        return;
    const qsizetype count = params[endpoint.bulkField].toArray().size();
    if (count > Endpoint::Bulk)
        m_limiter.charge(caller.address, caller.user, endpoint.cost,
                         int((count - 1) / Endpoint::Bulk));
}

Result<> Gate::admitTo(const Dialect &dialect, const Caller &caller) const
{
    return checkAccess(dialect.socketAccess(), {}, caller);
}

//! Who has no role is not told what it would take.
Result<> Gate::checkAccess(Access access, Capabilities capabilities, const Caller &caller) const
{
    if (access == Access::Public)
        return {};
    if (access == Access::Staff && caller.operatorUid)
        return {};
    if (caller.user.isNull())
        return authenticationRequired();
    if (access == Access::User)
        return {};
    const StaffRole role = m_staff.roleOf(caller.user);
    if (role == StaffRole::None)
        return forbidden();
    const Capabilities missing = capabilities & ~capabilitiesOf(role);
    return missing ? Result<>(capabilityMissing(missing)) : Result<>();
}

} // namespace linnet
