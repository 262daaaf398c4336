// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/hop.h"
#include "server/transport/gate/dispatcher.h"
#include "tests/support/fakeauthenticator.h"
#include "tests/support/fakestaff.h"
#include "tests/support/fixeddialect.h"
#include "tests/support/patience.h"

#include <QJsonArray>
#include <QTest>

#include <stdexcept>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> echo(Call call)
{
    co_return Answer{call.params};
}

QCoro::Task<Result<Answer>> echoLater(Call call)
{
    auto hop = Hop<int>(
        [](Hop<int>::Completion &completion) { completion.home().post(completion.finish(1)); });
    co_await hop;
    co_return Answer{call.params};
}

QCoro::Task<Result<Answer>> throwing(Call)
{
    throw std::runtime_error("line one\nline two");
    co_return Answer{};
}

QCoro::Task<Result<Answer>> throwingAnything(Call)
{
    throw 42;
    co_return Answer{};
}

QCoro::Task<Result<Answer>> refusing(Call)
{
    co_return Error{Error::Kind::Conflict, "taken"_L1, u"It is taken."_s};
}

//! Not a coroutine.
QCoro::Task<Result<Answer>> throwingEarly(Call call)
{
    if (!call.file)
        throw std::runtime_error("no task at all");
    return echo(std::move(call));
}

const Schema schema{{"name"_L1}};

Endpoint row(QLatin1String name, Access access, Handler handler)
{
    return {name, Method::None, {}, name, access, Cost::Read, schema, std::move(handler)};
}

Endpoint longRow()
{
    Endpoint endpoint = row("long"_L1, Access::Public, echo);
    endpoint.request = {{"names"_L1, Field::Type::Array}};
    endpoint.bulkField = "names"_L1;
    return endpoint;
}

struct Fixture
{
    explicit Fixture(RateSettings settings = {})
        : limiter(std::move(settings))
    {}

    test::FixedDialect dialect{
        "one"_L1,
        {row("echo"_L1, Access::Public, echo), row("later"_L1, Access::Public, echoLater),
         row("private"_L1, Access::User, echo), row("throw"_L1, Access::Public, throwing),
         row("throw.int"_L1, Access::Public, throwingAnything),
         row("throw.early"_L1, Access::Public, throwingEarly),
         row("refuse"_L1, Access::Public, refusing), longRow()}};
    std::unique_ptr<const EndpointTable> table = *EndpointTable::make({&dialect});
    test::FakeAuthenticator authenticator;
    RateLimiter limiter;
    test::FakeStaff staff;
    Gate gate{authenticator, staff, limiter};
    Metrics metrics{*table};
    Dispatcher dispatcher{gate, metrics};
    std::vector<Result<Answer>> outcomes;

    void start(const QByteArray &event, const QJsonObject &params)
    {
        Call call;
        call.params = params;
        call.requestId = "r1";
        dispatcher.start(
            *table->findEvent(&dialect, event), std::move(call),
            [this](Result<Answer> outcome) { outcomes.push_back(std::move(outcome)); });
    }
};

const QJsonObject bob{{u"name"_s, u"Bob"_s}};

} // namespace

class DispatcherTest : public QObject
{
    Q_OBJECT

private slots:
    void handsValidatedParametersToTheHandler();
    void countsWhatIsLong();
    void answersLaterOnTheSameThread();
    void turnsFailuresIntoErrors_data();
    void turnsFailuresIntoErrors();
    void survivesAnAnswerThatCannotBeGiven();
    void logsWhatTheServerDidWrongOnOneLine();
    void countsEachRow();

private:
    Mailbox m_mailbox;
};

void DispatcherTest::handsValidatedParametersToTheHandler()
{
    Fixture f;
    f.start("echo", {{u"name"_s, u"Bob"_s}, {u"role"_s, u"admin"_s}});
    QCOMPARE(f.outcomes.size(), size_t(1));
    QCOMPARE(f.outcomes.front()->body.value(), QJsonValue(bob));
}

void DispatcherTest::countsWhatIsLong()
{
    RateSettings settings;
    settings.perAddress[size_t(Cost::Read)] = {0.001, 3};
    Fixture f(settings);
    QJsonArray names;
    for (int i = 0; i < 3 * Endpoint::Bulk; ++i)
        names.append(i);
    f.start("long", {{u"names"_s, names}});
    QVERIFY(f.outcomes.back());
    f.start("long", {{u"names"_s, QJsonArray()}});
    QCOMPARE(f.outcomes.back().error().kind, Error::Kind::RateLimited);
}

void DispatcherTest::answersLaterOnTheSameThread()
{
    Fixture f;
    f.start("later", bob);
    QVERIFY(f.outcomes.empty());
    QTRY_COMPARE(f.outcomes.size(), size_t(1));
    QCOMPARE(f.outcomes.front()->body.value(), QJsonValue(bob));
}

void DispatcherTest::turnsFailuresIntoErrors_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");

    QTest::newRow("no access") << QByteArray("private") << bob << u"authentication_required"_s
                               << QString();
    QTest::newRow("bad parameters")
        << QByteArray("echo") << QJsonObject() << u"invalid_input"_s << QString();
    QTest::newRow("the handler's own") << QByteArray("refuse") << bob << u"taken"_s << QString();
    QTest::newRow("an exception") << QByteArray("throw") << bob << u"internal"_s
                                  << u"line one\nline two"_s;
    QTest::newRow("something thrown")
        << QByteArray("throw.int") << bob << u"internal"_s << u"an exception of an unknown type"_s;
    QTest::newRow("thrown before there was a task")
        << QByteArray("throw.early") << bob << u"internal"_s << u"no task at all"_s;
}

void DispatcherTest::turnsFailuresIntoErrors()
{
    QFETCH(QByteArray, event);
    QFETCH(QJsonObject, params);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    Fixture f;

    f.start(event, params);

    QCOMPARE(f.outcomes.size(), size_t(1));
    const auto &outcome = f.outcomes.front();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, code);
    QCOMPARE(outcome.error().detail, detail);
    QVERIFY(detail.isEmpty() || !outcome.error().message.contains(detail));
}

void DispatcherTest::survivesAnAnswerThatCannotBeGiven()
{
    Fixture f;
    QTest::ignoreMessage(QtCriticalMsg, "an answer could not be given \"echo\" \"no wire\"");
    Call call;
    call.params = bob;
    f.dispatcher.start(*f.table->findEvent(&f.dialect, "echo"), std::move(call),
                       [](const Result<Answer> &) { throw std::runtime_error("no wire"); });
}

void DispatcherTest::logsWhatTheServerDidWrongOnOneLine()
{
    Fixture f;
    QTest::ignoreMessage(QtWarningMsg,
                         "failed \"one/throw\" request \"r1\" code \"internal\" detail \"line "
                         "one\\nline two\"");
    f.start("throw", bob);
    QCOMPARE(f.outcomes.size(), size_t(1));
}

void DispatcherTest::countsEachRow()
{
    Fixture f;
    f.start("echo", bob);
    f.start("echo", {});
    f.dispatcher.refuse(*f.table->findEvent(&f.dialect, "echo"), "r2",
                        {Error::Kind::TooLarge, "too_large"_L1, {}});

    const QByteArray text = f.metrics.text();

    const QByteArray label = R"({dialect="one",endpoint="echo")";
    QVERIFY(text.contains("linnet_request_duration_seconds_count" + label + "} 3\n"));
    QVERIFY(text.contains(label + ",kind=\"invalid_input\"} 1\n"));
    QVERIFY(text.contains(label + ",kind=\"too_large\"} 1\n"));
}

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_dispatcher.moc"
