// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/metrics.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

//! In the order of Error::Kind.
constexpr std::array<const char *, 12> KindNames = {
    "invalid_input", "unauthenticated",  "forbidden",    "not_found",   "conflict",    "gone",
    "too_large",     "unsupported_type", "rate_limited", "unavailable", "not_offered", "internal"};

QByteArray labels(const EndpointRow &row)
{
    return "dialect=\"" + QByteArray(row.dialect->name().latin1()) + "\",endpoint=\""
        + row.endpoint.name.latin1() + '"';
}

void appendHead(QByteArray &text, const QByteArray &name, const QByteArray &type,
                const QByteArray &help)
{
    text += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

} // namespace

Metrics::Metrics(const EndpointTable &table)
    : m_table(table)
    , m_figures(table.rows().size())
{
    static_assert(KindNames.size() == KindCount);
}

void Metrics::count(const EndpointRow &row, std::optional<Error::Kind> failure,
                    std::chrono::nanoseconds took)
{
    Figures &figures = m_figures[size_t(row.index)];
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bound = std::lower_bound(Bounds.begin(), Bounds.end(), seconds);
    figures.durations[size_t(bound - Bounds.begin())].fetch_add(1, relaxed);
    figures.nanoseconds.fetch_add(quint64(took.count()), relaxed);
    if (failure)
        figures.failures[size_t(*failure)].fetch_add(1, relaxed);
}

void Metrics::addGauge(QByteArray name, QByteArray help, Gauge read)
{
    m_gauges.push_back({std::move(name), std::move(help), std::move(read)});
}

void Metrics::addCounter(QByteArray name, QByteArray help, Gauge read)
{
    m_gauges.push_back({std::move(name), std::move(help), std::move(read), "counter"});
}

void Metrics::addFamily(Family family, Samples read)
{
    m_families.push_back({std::move(family), std::move(read)});
}

QByteArray Metrics::text() const
{
    QByteArray text;
    appendFailures(text);
    appendDurations(text);
    appendGauges(text);
    appendFamilies(text);
    return text;
}

void Metrics::appendFailures(QByteArray &text) const
{
    appendHead(text, "linnet_request_failures_total", "counter", "Requests that failed, by kind.");
    for (const EndpointRow &row : m_table.rows()) {
        for (size_t kind = 0; kind < KindCount; ++kind) {
            const quint64 count = m_figures[size_t(row.index)].failures[kind].load(relaxed);
            if (count > 0)
                text += "linnet_request_failures_total{" + labels(row) + ",kind=\""
                    + KindNames[kind] + "\"} " + QByteArray::number(count) + '\n';
        }
    }
}

void Metrics::appendDurations(QByteArray &text) const
{
    appendHead(text, "linnet_request_duration_seconds", "histogram",
               "Time from a request's dispatch to its answer.");
    for (const EndpointRow &row : m_table.rows())
        appendDuration(text, row);
}

void Metrics::appendDuration(QByteArray &text, const EndpointRow &row) const
{
    const Figures &figures = m_figures[size_t(row.index)];
    const QByteArray own = labels(row);
    quint64 total = 0;
    for (size_t i = 0; i <= Bounds.size(); ++i) {
        total += figures.durations[i].load(relaxed);
        const QByteArray bound = i < Bounds.size() ? QByteArray::number(Bounds[i]) : "+Inf";
        text += "linnet_request_duration_seconds_bucket{" + own + ",le=\"" + bound + "\"} "
            + QByteArray::number(total) + '\n';
    }
    const double seconds = double(figures.nanoseconds.load(relaxed)) / 1e9;
    text +=
        "linnet_request_duration_seconds_sum{" + own + "} " + QByteArray::number(seconds) + '\n';
    text +=
        "linnet_request_duration_seconds_count{" + own + "} " + QByteArray::number(total) + '\n';
}

void Metrics::appendGauges(QByteArray &text) const
{
    for (const NamedGauge &gauge : m_gauges) {
        appendHead(text, gauge.name, gauge.type, gauge.help);
        text += gauge.name + ' ' + QByteArray::number(gauge.read()) + '\n';
    }
}

void Metrics::appendFamilies(QByteArray &text) const
{
    for (const auto &[family, read] : m_families) {
        appendHead(text, family.name, family.type, family.help);
        for (const Sample &sample : read())
            text +=
                family.name + '{' + sample.labels + "} " + QByteArray::number(sample.value) + '\n';
    }
}

} // namespace linnet
