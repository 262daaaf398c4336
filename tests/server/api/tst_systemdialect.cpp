// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/hop.h"
#include "server/api/endpointtable.h"
#include "server/api/systemdialect.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class FixedClock : public Clock
{
public:
    Timestamp now() const override { return moment; }
    Timestamp moment{1'000'000'000'000ms};
};

QCoro::Task<Result<>> fine()
{
    co_return Result<>();
}

QCoro::Task<Result<>> fineLater()
{
    auto hop = Hop<int>(
        [](Hop<int>::Completion &completion) { completion.home().post(completion.finish(1)); });
    co_await hop;
    co_return Result<>();
}

QCoro::Task<Result<>> broken()
{
    co_return Error{Error::Kind::Unavailable, "disk_full"_L1, u"The disk is full."_s};
}

QCoro::Task<> keep(QCoro::Task<Result<Answer>> task, std::optional<Result<Answer>> &kept)
{
    kept.emplace(co_await task);
}

QJsonObject keys()
{
    return {{u"keys"_s, u"are here"_s}};
}

} // namespace

class SystemDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsThatItIsAlive();
    void isReadyWhenEveryCheckIs();
    void namesWhatIsMissing();
    void tellsItsHealth();
    void tellsThatItIsDegraded();
    void isReadyWithoutWhatIsMerelyHelpful();
    void tellsMoreToWhoRunsIt_data();
    void tellsMoreToWhoRunsIt();
    void tellsMoreToTheOperator();
    void showsItsKeys();
    void servesWhatItIsGiven();

private:
    Result<Answer> get(SystemDialect &dialect, const QByteArray &path, Call call = {});

    Mailbox m_mailbox;
    FixedClock m_clock;
};

Result<Answer> SystemDialectTest::get(SystemDialect &dialect, const QByteArray &path, Call call)
{
    const auto table = *EndpointTable::make({&dialect});
    const auto route = table->findRoute(Method::Get, path);
    std::optional<Result<Answer>> answer;
    const auto task = keep(route.row->endpoint.handler(std::move(call)), answer);
    if (!test::waitUntil([&] { return answer.has_value(); }))
        return Error{};
    return *answer;
}

void SystemDialectTest::tellsThatItIsAlive()
{
    SystemDialect dialect({{u"database"_s, broken}}, keys, m_clock);
    QCOMPARE(get(dialect, "/healthz")->body.value(),
             QJsonValue(QJsonObject{{u"status"_s, u"ok"_s}}));
}

void SystemDialectTest::isReadyWhenEveryCheckIs()
{
    SystemDialect dialect({{u"database"_s, fineLater}, {u"disk"_s, fine}}, keys, m_clock);
    const auto answer = get(dialect, "/readyz");
    QVERIFY(answer);
    QCOMPARE(answer->body.value()[u"services"_s],
             QJsonValue(QJsonObject{{u"database"_s, u"ok"_s}, {u"disk"_s, u"ok"_s}}));
}

void SystemDialectTest::namesWhatIsMissing()
{
    SystemDialect dialect({{u"database"_s, fine}, {u"disk"_s, broken}}, keys, m_clock);
    QTest::ignoreMessage(QtWarningMsg, "check failed \"disk\" \"The disk is full.\" \"\"");
    const auto answer = get(dialect, "/readyz");
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Error::Kind::Unavailable);
    QCOMPARE(answer.error().message, u"Not ready: disk."_s);
}

void SystemDialectTest::tellsItsHealth()
{
    SystemDialect dialect({{u"database"_s, fine}}, keys, m_clock);
    m_clock.moment += 1500ms;
    const auto answer = get(dialect, "/health");
    QVERIFY(answer);
    QCOMPARE(answer->body.value(),
             QJsonValue(QJsonObject{
                 {u"status"_s, u"ok"_s},
                 {u"service"_s, u"linnet"_s},
                 {u"uptime"_s, 1.5},
                 {u"timestamp"_s, toIso(m_clock.moment)},
                 {u"services"_s, QJsonObject{{u"database"_s, u"ok"_s}}},
             }));
}

void SystemDialectTest::tellsThatItIsDegraded()
{
    SystemDialect dialect({{u"disk"_s, broken}}, keys, m_clock);
    QTest::ignoreMessage(QtWarningMsg, "check failed \"disk\" \"The disk is full.\" \"\"");
    const auto answer = get(dialect, "/health");
    QVERIFY(answer);
    QCOMPARE(answer->body.value()[u"status"_s], QJsonValue(u"degraded"_s));
    QCOMPARE(answer->body.value()[u"services"_s],
             QJsonValue(QJsonObject{{u"disk"_s, u"failed"_s}}));
}

void SystemDialectTest::isReadyWithoutWhatIsMerelyHelpful()
{
    SystemDialect dialect(
        {{u"database"_s, fine}, {u"mail"_s, broken, HealthCheck::Weight::Helpful}}, keys, m_clock);
    QTest::ignoreMessage(QtWarningMsg, "check failed \"mail\" \"The disk is full.\" \"\"");
    const auto answer = get(dialect, "/readyz");
    QVERIFY(answer);
    QCOMPARE(answer->body.value(),
             QJsonValue(QJsonObject{
                 {u"status"_s, u"degraded"_s},
                 {u"services"_s, QJsonObject{{u"database"_s, u"ok"_s}, {u"mail"_s, u"degraded"_s}}},
             }));
}

void SystemDialectTest::tellsMoreToWhoRunsIt_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isTold");

    QTest::newRow("this machine") << u"127.0.0.1"_s << true;
    QTest::newRow("this machine, IPv6") << u"::1"_s << true;
    QTest::newRow("another machine") << u"192.0.2.1"_s << false;
    QTest::newRow("nobody knows") << QString() << false;
}

void SystemDialectTest::tellsMoreToWhoRunsIt()
{
    QFETCH(QString, address);
    QFETCH(bool, isTold);
    const QJsonObject details{{u"version"_s, u"1.2.3"_s}};
    SystemDialect dialect({}, keys, m_clock, [details] { return details; });
    Call call;
    call.caller.address = QHostAddress(address);

    const auto answer = get(dialect, "/readyz", call);

    QCOMPARE(answer->body.value()[u"details"_s],
             isTold ? QJsonValue(details) : QJsonValue(QJsonValue::Undefined));
}

void SystemDialectTest::tellsMoreToTheOperator()
{
    const QJsonObject details{{u"version"_s, u"1.2.3"_s}};
    SystemDialect dialect({}, keys, m_clock, [details] { return details; });
    Call call;
    call.caller.operatorUid = 1000;
    QCOMPARE(get(dialect, "/readyz", call)->body.value()[u"details"_s], QJsonValue(details));
}

void SystemDialectTest::showsItsKeys()
{
    SystemDialect dialect({}, keys, m_clock);
    QCOMPARE(get(dialect, "/.well-known/jwks.json")->body.value(), QJsonValue(keys()));
}

void SystemDialectTest::servesWhatItIsGiven()
{
    SystemDialect dialect({}, keys, m_clock);
    const qsizetype own = dialect.endpoints().size();
    dialect.add({{.name = "more"_L1, .method = Method::Get, .path = "/more"_L1}});
    QCOMPARE(dialect.endpoints().size(), own + 1);
    QCOMPARE(dialect.endpoints().last().name, "more"_L1);
}

QTEST_GUILESS_MAIN(SystemDialectTest)
#include "tst_systemdialect.moc"
