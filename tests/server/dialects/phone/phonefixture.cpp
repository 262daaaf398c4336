// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

namespace linnet::test {

PhoneFixture::PhoneFixture() = default;

PhoneFixture::~PhoneFixture() = default;

void PhoneFixture::signIn(UserId user)
{
    Session session;
    session.id = sessionOf(user);
    session.user = user;
    session.createdAt = clock.now();
    session.expiresAt = clock.now() + std::chrono::hours(1);
    const auto added =
        await(database->write([session](Stores &stores) { return stores.sessions.add(session); }));
    if (!added)
        qFatal("%s", qPrintable(added.error().message));
}

PhoneFixture::Outcome PhoneFixture::http(Method method, const QByteArray &path, UserId user,
                                         QJsonObject params)
{
    const EndpointTable::Route route = table->findRoute(method, path);
    if (!route.row)
        qFatal("No row for %s", path.constData());
    for (auto capture = route.captures.begin(); capture != route.captures.end(); ++capture)
        params.insert(capture.key(), capture.value());
    return run(*route.row, user, params);
}

PhoneFixture::Outcome PhoneFixture::event(const QByteArray &name, UserId user,
                                          const QJsonObject &params)
{
    const EndpointRow *row = table->findEvent(&dialect, name);
    if (!row)
        qFatal("No row for %s", name.constData());
    return run(*row, user, params);
}

PhoneFixture::Outcome PhoneFixture::run(const EndpointRow &row, UserId user,
                                        const QJsonObject &params)
{
    const auto valid = validate(row.endpoint.request, params);
    if (!valid)
        return valid.error();
    Call call;
    call.caller.user = user;
    call.caller.session = sessionOf(user);
    call.caller.address = QHostAddress(QHostAddress::LocalHost);
    call.params = *valid;
    return await(row.endpoint.handler(call));
}

QJsonObject PhoneFixture::body(const Outcome &outcome)
{
    if (!outcome)
        qFatal("%s", qPrintable(outcome.error().message));
    return outcome->body.toObject();
}

QJsonObject PhoneFixture::errorBody(const Outcome &outcome) const
{
    return outcome ? QJsonObject() : dialect.errorBody(outcome.error());
}

CodePolicy PhoneFixture::cheapCodes()
{
    CodePolicy policy;
    policy.bcryptCost = 4;
    return policy;
}

} // namespace linnet::test
