// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/metrics.h"
#include "tests/support/fixeddialect.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

} // namespace

class MetricsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsDurationsAsAHistogram();
    void tellsFailuresByKind();
    void tellsGauges();
    void tellsFamilies();
    void isWellFormed();

private:
    test::FixedDialect m_dialect{
        "one"_L1, {{"a.b"_L1, Method::Get, "/a"_L1, {}, Access::Public, Cost::Read, {}, nothing}}};
    std::unique_ptr<const EndpointTable> m_table = *EndpointTable::make({&m_dialect});
    const QByteArray m_label = R"(dialect="one",endpoint="a.b")";
};

void MetricsTest::tellsDurationsAsAHistogram()
{
    Metrics metrics(*m_table);
    for (const auto took : {100us, 500us, 501us, 60'000'000us})
        metrics.count(m_table->rows().front(), std::nullopt, took);

    const QByteArray text = metrics.text();

    const auto bucket = [&](const char *bound) {
        return "linnet_request_duration_seconds_bucket{" + m_label + ",le=\"" + bound + "\"} ";
    };
    QVERIFY(text.contains(bucket("0.0005") + "2\n"));
    QVERIFY(text.contains(bucket("0.001") + "3\n"));
    QVERIFY(text.contains(bucket("5") + "3\n"));
    QVERIFY(text.contains(bucket("+Inf") + "4\n"));
    QVERIFY(text.contains("linnet_request_duration_seconds_count{" + m_label + "} 4\n"));
    QVERIFY(text.contains("linnet_request_duration_seconds_sum{" + m_label + "} 60.0011\n"));
}

void MetricsTest::tellsFailuresByKind()
{
    Metrics metrics(*m_table);
    const EndpointRow &row = m_table->rows().front();
    metrics.count(row, Error::Kind::InvalidInput, 1ms);
    metrics.count(row, Error::Kind::Internal, 1ms);
    metrics.count(row, Error::Kind::Internal, 1ms);

    const QByteArray text = metrics.text();

    const QByteArray failures = "linnet_request_failures_total{" + m_label;
    QVERIFY(text.contains(failures + ",kind=\"invalid_input\"} 1\n"));
    QVERIFY(text.contains(failures + ",kind=\"internal\"} 2\n"));
    QVERIFY(!text.contains("not_found"));
}

void MetricsTest::tellsGauges()
{
    Metrics metrics(*m_table);
    double connections = 7;
    metrics.addGauge("linnet_connections", "Open connections.", [&] { return connections; });
    QVERIFY(metrics.text().contains("# HELP linnet_connections Open connections.\n"
                                    "# TYPE linnet_connections gauge\nlinnet_connections 7\n"));
    connections = 8;
    QVERIFY(metrics.text().contains("\nlinnet_connections 8\n"));
}

void MetricsTest::tellsFamilies()
{
    Metrics metrics(*m_table);
    metrics.addFamily({"linnet_jobs", "gauge", "Jobs."}, [] {
        return std::vector<Metrics::Sample>{{"kind=\"a\"", 1}, {"kind=\"b\"", 2.5}};
    });
    QVERIFY(metrics.text().contains("# HELP linnet_jobs Jobs.\n# TYPE linnet_jobs gauge\n"
                                    "linnet_jobs{kind=\"a\"} 1\nlinnet_jobs{kind=\"b\"} 2.5\n"));
}

void MetricsTest::isWellFormed()
{
    Metrics metrics(*m_table);
    metrics.count(m_table->rows().front(), Error::Kind::Conflict, 1ms);
    const QByteArray text = metrics.text();
    QVERIFY(text.endsWith('\n'));
    QVERIFY(!text.contains("\n\n"));
    for (const QByteArray &line : text.chopped(1).split('\n'))
        QVERIFY2(line.startsWith("# ") || line.count(' ') == 1, line.constData());
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
