// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/jws.h"
#include "server/transport/http/servedroute.h"
#include "tests/support/endpointfixture.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

QList<Endpoint> rows()
{
    Endpoint own{"own"_L1, Method::Get, "/own"_L1, {}, Access::User, Cost::Read, {}, nothing};
    Endpoint shared = own;
    shared.name = "shared"_L1;
    shared.path = "/shared"_L1;
    shared.sharedWith = {"two"_L1};
    return {own, shared};
}

} // namespace

class ServedRouteTest : public QObject
{
    Q_OBJECT

private slots:
    void hasWhatItsListenerServes_data();
    void hasWhatItsListenerServes();
    void servesAPathAsAnother();
    void refusesInTheWordsOfWhoAsks_data();
    void refusesInTheWordsOfWhoAsks();
};

void ServedRouteTest::hasWhatItsListenerServes_data()
{
    QTest::addColumn<int>("listener");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("served");

    const auto add = [](const char *name, int listener, const char *method, const char *path,
                        bool served) {
        QTest::newRow(name) << listener << QByteArray(method) << QByteArray(path) << served;
    };
    add("a listener for all", 0, "GET", "/own", true);
    add("by HEAD", 0, "HEAD", "/own", true);
    add("another method", 0, "TRACE", "/own", false);
    add("its own listener", 1, "GET", "/own", true);
    add("another's listener", 2, "GET", "/own", false);
    add("another's listener, of what is shared", 2, "GET", "/shared", true);
    add("a third one's listener, of what is shared", 3, "GET", "/shared", false);
}

void ServedRouteTest::hasWhatItsListenerServes()
{
    QFETCH(int, listener);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(bool, served);
    test::EndpointFixture fixture(rows());
    fixture.rules.replace({.dialects = {{1, {u"one"_s}}, {2, {u"two"_s}}, {3, {u"three"_s}}}});
    net::Request request;
    request.method = method;
    request.path = path;
    request.peer.listener = listener;

    const auto route = servedRoute(fixture.context, request);

    QCOMPARE(route.row != nullptr, served);
    const bool isElsewhere = listener > 1 && !served; // Not even said to be there.
    if (isElsewhere)
        QVERIFY(route.allowed.empty() && !route.dialect);
}

void ServedRouteTest::servesAPathAsAnother()
{
    test::EndpointFixture fixture(rows());
    fixture.rules.replace({.substitutes = {{1, {{"/login", "/own"}}}}});
    net::Request request;
    request.method = "GET";
    request.path = "/login";
    QVERIFY(!servedRoute(fixture.context, request).row);
    request.peer.listener = 1;
    QCOMPARE(servedRoute(fixture.context, request).row->endpoint.name, "own"_L1);
    request.path = "/shared";
    QCOMPARE(servedRoute(fixture.context, request).row->endpoint.name, "shared"_L1);
}

void ServedRouteTest::refusesInTheWordsOfWhoAsks_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("listener");
    QTest::addColumn<QByteArray>("claimed");
    QTest::addColumn<QString>("words");

    const auto add = [](const char *name, const char *path, int listener, const char *claimed,
                        const QString &words) {
        QTest::newRow(name) << QByteArray(path) << listener << QByteArray(claimed) << words;
    };
    add("nobody, at the path of one", "/own", 0, "", u"one"_s);
    add("another's client, at the path of one", "/own", 0, "two", u"one"_s);
    add("nobody, at a shared path", "/shared", 0, "", u"one"_s);
    add("one's client", "/shared", 0, "one", u"one"_s);
    add("another's client", "/shared", 0, "two", u"two"_s);
    add("a third one's client", "/shared", 0, "three", u"one"_s);
    add("nobody, at another's listener", "/shared", 2, "", u"two"_s);
    add("one's client, at another's listener", "/shared", 2, "one", u"two"_s);
}

void ServedRouteTest::refusesInTheWordsOfWhoAsks()
{
    QFETCH(QByteArray, path);
    QFETCH(int, listener);
    QFETCH(QByteArray, claimed);
    test::FixedDialect other("two"_L1, {});
    test::EndpointFixture fixture(rows());
    const std::unique_ptr<const EndpointTable> table =
        *EndpointTable::make({&fixture.dialect, &other});
    const EndpointContext context{*table, fixture.system, fixture.gate, fixture.dispatcher,
                                  fixture.rules};
    fixture.rules.replace({.dialects = {{1, {u"one"_s}}, {2, {u"two"_s}}}});
    net::Request request;
    request.method = "GET";
    request.path = path;
    request.peer.listener = listener;
    if (!claimed.isEmpty()) {
        const QByteArray claims = R"({"dialect":")" + claimed + R"("})";
        request.headers.add("authorization",
                            "Bearer " + toBase64Url(R"({"alg":"RS256","typ":"JWT","kid":"k"})")
                                + '.' + toBase64Url(claims) + '.' + toBase64Url("of nobody"));
    }
    const auto route = servedRoute(context, request);
    QVERIFY(route.row);
    QTEST(QString(wordsFor(context, *route.row, request).name()), "words");
}

QTEST_GUILESS_MAIN(ServedRouteTest)
#include "tst_servedroute.moc"
