// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/admindialect.h"
#include "server/api/endpointtable.h"
#include "server/api/validator.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QJsonArray>

namespace linnet::test {

//! \brief The administration over a real database, with Alice as its owner, and Bob.
class AdminFixture
{
public:
    using Outcome = Result<Answer>;

    AdminFixture()
    {
        const auto added = await(identity.database->write([this](Stores &stores) -> Result<> {
            addUser(stores, alice);
            addUser(stores, bob);
            return stores.staff.setRole(alice, StaffRole::Owner);
        }));
        if (!added || !await(staff.start()))
            qFatal("The administration does not start.");
    }

    //! Asks as \p user, whom a gate would have let in. Calls are found and validated as transports
    //! do it.
    Outcome ask(Method method, const QByteArray &path, UserId user, QJsonObject params = {})
    {
        const EndpointTable::Route route = table->findRoute(method, path);
        if (!route.row)
            qFatal("No row for %s", path.constData());
        for (auto capture = route.captures.begin(); capture != route.captures.end(); ++capture)
            params.insert(capture.key(), capture.value());
        const auto valid = validate(route.row->endpoint.request, params);
        if (!valid)
            return valid.error();
        Call call;
        call.caller.user = user;
        call.caller.address = QHostAddress(QHostAddress::LocalHost);
        call.requestId = "request";
        call.params = *valid;
        return await(route.row->endpoint.handler(call));
    }

    static QJsonObject body(const Outcome &outcome)
    {
        if (!outcome)
            qFatal("%s", qPrintable(outcome.error().message));
        return outcome->body.toObject();
    }

    const UserId alice{1};
    const UserId bob{2};
    IdentityFixture identity;
    const AdminContext context{identity.database, identity.clock};
    StaffService staff{context};
    AuditService audit{context};
    AdminSessionService sessions{context, identity.sessions};
    BackupService backups{context, identity.ids, BackupFolder::Configured};
    admin::AdminDialect dialect{{staff, audit, sessions, backups}};
    std::unique_ptr<const EndpointTable> table = *EndpointTable::make({&dialect});
};

} // namespace linnet::test
