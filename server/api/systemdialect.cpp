// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/systemdialect.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Endpoint page(QLatin1String name, QLatin1String path, Handler handler)
{
    return {.name = name,
            .method = Method::Get,
            .path = path,
            .event = {},
            .access = Access::Public,
            .cost = Cost::Read,
            .request = {},
            .handler = std::move(handler)};
}

} // namespace

SystemDialect::SystemDialect(std::vector<HealthCheck> checks, Keys publicKeys, const Clock &clock,
                             Details details)
    : m_checks(std::move(checks))
    , m_publicKeys(std::move(publicKeys))
    , m_details(std::move(details))
    , m_clock(clock)
    , m_startedAt(clock.now())
{}

void SystemDialect::setReferences(const QJsonObject &paths, const QJsonObject &events)
{
    m_pathReference = toJsonText(paths);
    m_eventReference = toJsonText(events);
}

QLatin1String SystemDialect::name() const
{
    return "system"_L1;
}

QList<Endpoint> SystemDialect::endpoints()
{
    const QList<Endpoint> own = {
        page("system.alive"_L1, "/healthz"_L1, std::bind_front(&SystemDialect::alive, this)),
        page("system.ready"_L1, "/readyz"_L1, std::bind_front(&SystemDialect::ready, this)),
        page("system.health"_L1, "/health"_L1, std::bind_front(&SystemDialect::health, this)),
        page("system.keys"_L1, "/.well-known/jwks.json"_L1,
             std::bind_front(&SystemDialect::keys, this)),
        page("system.reference.paths"_L1, "/api/v1/openapi.json"_L1,
             std::bind_front(&SystemDialect::pathReference, this)),
        page("system.reference.events"_L1, "/api/v1/asyncapi.json"_L1,
             std::bind_front(&SystemDialect::eventReference, this)),
    };
    return own + m_others;
}

QCoro::Task<Result<Answer>> SystemDialect::alive(Call)
{
    co_return Answer{.body = QJsonObject{{u"status"_s, u"ok"_s}}};
}

QCoro::Task<Result<Answer>> SystemDialect::ready(Call call)
{
    const HealthReport report = co_await runChecks(m_checks);
    if (!report.missing.isEmpty())
        co_return Error{Error::Kind::Unavailable, "not_ready"_L1,
                        u"Not ready: %1."_s.arg(report.missing.join(u", "_s))};
    QJsonObject body{{u"status"_s, report.status()}, {u"services"_s, report.services}};
    if (m_details && (call.caller.operatorUid || call.caller.address.isLoopback()))
        body.insert(u"details"_s, m_details());
    co_return Answer{.body = body};
}

QCoro::Task<Result<Answer>> SystemDialect::health(Call)
{
    const HealthReport report = co_await runChecks(m_checks);
    const Timestamp now = m_clock.now();
    const std::chrono::duration<double> uptime = now - m_startedAt;
    co_return Answer{.body = QJsonObject{
                         {u"status"_s, report.status()},
                         {u"service"_s, u"linnet"_s},
                         {u"uptime"_s, uptime.count()},
                         {u"timestamp"_s, toIso(now)},
                         {u"services"_s, report.services},
                     }};
}

QCoro::Task<Result<Answer>> SystemDialect::keys(Call)
{
    co_return Answer{.body = m_publicKeys()};
}

QCoro::Task<Result<Answer>> SystemDialect::pathReference(Call)
{
    co_return Answer{.body = m_pathReference};
}

QCoro::Task<Result<Answer>> SystemDialect::eventReference(Call)
{
    co_return Answer{.body = m_eventReference};
}

std::vector<SocketEvent> SystemDialect::encode(const Event &) const
{
    return {}; // It has no sockets.
}

QJsonObject SystemDialect::errorBody(const Error &error) const
{
    return {{u"success"_s, false}, {u"error"_s, error.code}, {u"message"_s, error.message}};
}

QJsonObject SystemDialect::errorAcknowledgement(const Error &error) const
{
    return errorBody(error);
}

QString SystemDialect::connectError(const Error &error) const
{
    return error.message;
}

} // namespace linnet
