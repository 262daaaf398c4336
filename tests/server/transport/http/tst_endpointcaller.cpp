// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/endpointcaller.h"
#include "tests/support/endpointfixture.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

Endpoint row(Method method, Access access, Cost cost)
{
    return {"x"_L1, method, "/x"_L1, {}, access, cost, {}, {}};
}

net::Request requestWith(const net::Headers &headers)
{
    net::Request request;
    request.headers = headers;
    request.peer.address = QHostAddress(u"192.0.2.1"_s);
    return request;
}

QLatin1String codeOf(const Result<Caller> &caller)
{
    return caller ? QLatin1String() : caller.error().code;
}

} // namespace

class EndpointCallerTest : public QObject
{
    Q_OBJECT

private slots:
    void takesTokensFromCookies_data();
    void takesTokensFromCookies();
    void knowsWhosePageActs_data();
    void knowsWhosePageActs();

private:
    test::EndpointFixture m_fixture{{}};
};

void EndpointCallerTest::takesTokensFromCookies_data()
{
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<QString>("code");

    QTest::newRow("a cookie") << net::Headers{{"cookie", "jwt=alice"}} << QString();
    QTest::newRow("a bad cookie") << net::Headers{{"cookie", "jwt=eve"}} << u"invalid_token"_s;
    QTest::newRow("a cookie that has expired")
        << net::Headers{{"cookie", "jwt=late"}} << u"token_expired"_s;
    QTest::newRow("a bad header beside a good cookie")
        << net::Headers{{"authorization", "Bearer eve"}, {"cookie", "jwt=alice"}}
        << u"invalid_token"_s;
    QTest::newRow("a good header beside a bad cookie")
        << net::Headers{{"authorization", "Bearer alice"}, {"cookie", "jwt=eve"}} << QString();
    QTest::newRow("a cookie that is none of ours")
        << net::Headers{{"cookie", "theme=dark"}} << u"authentication_required"_s;
}

void EndpointCallerTest::takesTokensFromCookies()
{
    QFETCH(net::Headers, headers);
    QFETCH(QString, code);
    const auto caller = recogniseCaller(
        m_fixture.context, row(Method::Put, Access::User, Cost::Write), requestWith(headers));
    QCOMPARE(codeOf(caller), code);
    if (caller)
        QCOMPARE(caller->user, UserId(1));
}

void EndpointCallerTest::knowsWhosePageActs_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<bool>("refused");

    const net::Header alice{"authorization", "Bearer alice"};
    const net::Header cookie{"cookie", "jwt=alice"};
    const net::Header stranger{"origin", "https://evil.example"};
    const net::Header known{"origin", "http://localhost:5173"};
    const Endpoint writing = row(Method::Put, Access::User, Cost::Write);
    const Endpoint reading = row(Method::Get, Access::User, Cost::Read);
    const Endpoint link = row(Method::Get, Access::User, Cost::Write);
    const Endpoint open = row(Method::Post, Access::Public, Cost::SignIn);
    const Endpoint openLink = row(Method::Get, Access::Public, Cost::SignIn);
    const auto add = [](const char *name, const Endpoint &endpoint, const net::Headers &headers,
                        bool refused) { QTest::newRow(name) << endpoint << headers << refused; };
    add("a known page", writing, {cookie, known}, false);
    add("a program", writing, {cookie}, false);
    add("a stranger's page", writing, {cookie, stranger}, true);
    add("a stranger's page with a token", writing, {cookie, stranger, alice}, false);
    add("a stranger's page reading", reading, {cookie, stranger}, false);
    add("a link that does something", link, {cookie, {"sec-fetch-site", "cross-site"}}, true);
    add("a stranger's page with cookies for a public path", open,
        {{"cookie", "refreshToken=r"}, stranger}, true);
    add("a stranger's page without cookies", open, {stranger}, false);
    add("a link in a letter", openLink, {cookie, {"sec-fetch-site", "cross-site"}}, false);
}

void EndpointCallerTest::knowsWhosePageActs()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(net::Headers, headers);
    QFETCH(bool, refused);
    const auto caller = recogniseCaller(m_fixture.context, endpoint, requestWith(headers));
    QCOMPARE(codeOf(caller), refused ? "origin_refused"_L1 : QLatin1String());
}

QTEST_GUILESS_MAIN(EndpointCallerTest)
#include "tst_endpointcaller.moc"
