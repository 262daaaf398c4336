// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"

#include <array>
#include <atomic>

namespace linnet {

//! \brief Counts what every endpoint does, and tells it in Prometheus' text format.
//!
//! Counting is safe from any thread. Gauges are added before the first text().
class Metrics
{
public:
    using Gauge = std::function<double()>;

    //! \p table outlives the metrics.
    explicit Metrics(const EndpointTable &table);

    //! \param failure why it failed; nothing if it did not.
    void count(const EndpointRow &row, std::optional<Error::Kind> failure,
               std::chrono::nanoseconds took);

    //! \param name e.g. "linnet_connections"; \p read is called from any thread.
    void addGauge(QByteArray name, QByteArray help, Gauge read);
    //! As above, for what only grows.
    void addCounter(QByteArray name, QByteArray help, Gauge read);

    //! \brief Figures of one name, told apart by labels.
    struct Family
    {
        QByteArray name;
        QByteArray type; //!< "gauge" or "counter".
        QByteArray help;
    };
    struct Sample
    {
        QByteArray labels; //!< e.g. kind="mail",state="dead"
        double value = 0;
    };
    using Samples = std::function<std::vector<Sample>()>;

    //! As addGauge(), for several figures.
    void addFamily(Family family, Samples read);

    QByteArray text() const;

private:
    static constexpr std::array<double, 12> Bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                      0.05,   0.1,   0.25,   0.5,   1,    5};
    static constexpr size_t KindCount = size_t(Error::Kind::Internal) + 1;

    //! \brief One row's figures.
    struct Figures
    {
        std::array<std::atomic<quint64>, KindCount> failures = {};
        std::array<std::atomic<quint64>, Bounds.size() + 1> durations = {}; //!< The last: longer.
        std::atomic<quint64> nanoseconds = 0;
    };
    struct NamedGauge
    {
        QByteArray name;
        QByteArray help;
        Gauge read;
        const char *type = "gauge";
    };

    struct ReadFamily
    {
        Family family;
        Samples read;
    };

    void appendFailures(QByteArray &text) const;
    void appendDurations(QByteArray &text) const;
    void appendDuration(QByteArray &text, const EndpointRow &row) const;
    void appendGauges(QByteArray &text) const;
    void appendFamilies(QByteArray &text) const;

    const EndpointTable &m_table;
    std::vector<Figures> m_figures;
    std::vector<NamedGauge> m_gauges;
    std::vector<ReadFamily> m_families;
};

} // namespace linnet
