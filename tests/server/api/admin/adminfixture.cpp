// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

namespace linnet::test {

AdminFixture::AdminFixture()
{
    const auto added = await(identity.database->write([this](Stores &stores) -> Result<> {
        addUser(stores, alice);
        addUser(stores, bob);
        return stores.staff.setRole(alice, StaffRole::Owner);
    }));
    if (!added || !await(staff.start()))
        qFatal("The administration does not start.");
}

AdminFixture::~AdminFixture() = default;

AdminFixture::Outcome AdminFixture::ask(Method method, const QByteArray &path, UserId user,
                                        const QJsonObject &params)
{
    Caller caller;
    caller.user = user;
    caller.address = QHostAddress(QHostAddress::LocalHost);
    return ask(method, path, caller, params);
}

AdminFixture::Outcome AdminFixture::ask(Method method, const QByteArray &path, const Caller &caller,
                                        QJsonObject params)
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
    call.caller = caller;
    call.requestId = "request";
    call.params = *valid;
    return await(route.row->endpoint.handler(call));
}

Caller AdminFixture::localOperator()
{
    Caller caller;
    caller.operatorUid = 1000;
    return caller;
}

QJsonObject AdminFixture::body(const Outcome &outcome)
{
    if (!outcome)
        qFatal("%s", qPrintable(outcome.error().message));
    return outcome->body.toObject();
}

} // namespace linnet::test
