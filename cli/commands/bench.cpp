// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/bench.h"

#include "cli/bench/latencies.h"
#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/output/progressline.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;

constexpr int MostRequests = 10'000;
constexpr int MostAtOnce = 32;

const Table Shown{u"Benchmark"_s,
                  {
                      {u"WHAT"_s, u"what"_s},
                      {u"REQUESTS"_s, u"requests"_s, As::Number},
                      {u"MEDIAN MS"_s, u"medianMs"_s, As::Number},
                      {u"P95 MS"_s, u"p95Ms"_s, As::Number},
                      {u"P99 MS"_s, u"p99Ms"_s, As::Number},
                      {u"MAX MS"_s, u"maxMs"_s, As::Number},
                      {u"PER SECOND"_s, u"perSecond"_s, As::Number},
                  },
                  u"what"_s};

QUrlQuery queryOf(std::initializer_list<std::pair<QString, QString>> items)
{
    QUrlQuery query;
    query.setQueryItems(QList(items));
    return query;
}

//! \return \p value with two digits behind the point.
double rounded(double value)
{
    return std::round(value * 100) / 100;
}

double milliseconds(std::chrono::nanoseconds time)
{
    return rounded(double(time.count()) / 1e6);
}

QJsonObject rowOf(const QString &what, const RoundTimes &times)
{
    const LatencyFigures figures = figuresOf(times.each);
    const auto count = qint64(times.each.size());
    const double seconds = std::chrono::duration<double>(times.all).count();
    return {{"what"_L1, what},
            {"requests"_L1, count},
            {"medianMs"_L1, milliseconds(figures.median)},
            {"p95Ms"_L1, milliseconds(figures.p95)},
            {"p99Ms"_L1, milliseconds(figures.p99)},
            {"maxMs"_L1, milliseconds(figures.longest)},
            {"perSecond"_L1, rounded(double(count) / seconds)}};
}

} // namespace

Declaration Bench::declaration()
{
    return {
        .name = u"bench"_s,
        .summary = u"Measure how fast the server answers those who run it. Changes nothing."_s,
        .examples = {u"linnetctl bench"_s, u"linnetctl bench --requests 500 --concurrency 8"_s,
                     u"linnetctl --local bench -o json"_s},
        .options = {{u"--requests"_s, u"COUNT"_s,
                     u"How often each is asked (50), %1 at most."_s.arg(MostRequests), &m_requests},
                    {u"--concurrency"_s, u"COUNT"_s,
                     u"How many are asked at once (1), %1 at most."_s.arg(MostAtOnce),
                     &m_concurrency}}};
}

//! Who asks, first: what every request costs. Then the lists, as they are looked at most.
QList<Bench::Measure> Bench::measures()
{
    const QUrlQuery page = queryOf({{u"limit"_s, u"50"_s}});
    const QString active = u"state:active"_s;
    return {
        {u"who asks"_s, adminPath({u"me"_s})},
        {u"users"_s, adminPath({u"users"_s}), page},
        {u"sessions"_s, adminPath({u"sessions"_s}), page},
        {u"active sessions"_s, adminPath({u"sessions"_s}),
         queryOf({{u"limit"_s, u"50"_s}, {u"filter"_s, active}, {u"sort"_s, u"-last_seen"_s}})},
        {u"active sessions, counted"_s, adminPath({u"sessions"_s, u"count"_s}),
         queryOf({{u"filter"_s, active}})},
        {u"groups"_s, adminPath({u"groups"_s}), page},
        {u"audit log"_s, adminPath({u"audit"_s}), page},
    };
}

Result<> Bench::checkOptions() const
{
    if (m_requests < 1 || m_requests > MostRequests)
        return usageError(u"--requests takes 1 to %1."_s.arg(MostRequests));
    if (m_concurrency < 1 || m_concurrency > MostAtOnce)
        return usageError(u"--concurrency takes 1 to %1."_s.arg(MostAtOnce));
    return {};
}

RequestRound::Connections Bench::connect(Invocation &invocation,
                                         const ServerConnection &first) const
{
    RequestRound::Connections connections;
    for (int i = 0; i < m_concurrency; ++i)
        connections.push_back(std::make_unique<ServerConnection>(
            first.target(), invocation.contexts(), invocation.transport()));
    return connections;
}

Result<> Bench::run(Invocation &invocation)
{
    if (auto checked = checkOptions(); !checked)
        return checked;
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto connections = connect(invocation, **connection);
    const auto records = invocation.records(Shown);
    ProgressLine line(invocation.console().err());
    for (const Measure &each : measures()) {
        const auto row = measure(each, connections, line);
        line.clear();
        if (!row && row.error().kind == Error::Kind::Forbidden && each.name != u"who asks"_s) {
            invocation.console().note(
                u"%1: not measured. %2"_s.arg(each.name, row.error().message));
            continue;
        }
        if (!row)
            return row.error();
        if (auto added = records->add(*row); !added)
            return added;
    }
    return records->finish();
}

Result<QJsonObject> Bench::measure(const Measure &measure,
                                   const RequestRound::Connections &connections,
                                   ProgressLine &line) const
{
    // What is opened and read into memory at first is no part of it.
    RequestRound warmUp({measure.path, measure.query, m_concurrency});
    if (const auto warm = warmUp.run(connections, [](int) {}); !warm)
        return warm.error();
    RequestRound round({measure.path, measure.query, m_requests});
    const auto times = round.run(connections, [&](int answered) {
        line.show(u"%1: %2 of %3"_s.arg(measure.name).arg(answered).arg(m_requests));
    });
    if (!times)
        return times.error();
    return rowOf(measure.name, *times);
}

} // namespace linnet::cli
