// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/responses.h"
#include "tests/support/fixeddialect.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! \brief Clients of this one know bad input where others know that a code is wrong.
class Translating : public test::FixedDialect
{
public:
    Translating()
        : FixedDialect("other"_L1, {})
    {}

    Error translate(Error error) const override
    {
        if (error.code == "invalid_code"_L1) {
            error.kind = Error::Kind::InvalidInput;
            error.message = u"Invalid OTP"_s;
        }
        return error;
    }
};

} // namespace

class ResponsesTest : public QObject
{
    Q_OBJECT

private slots:
    void shapesErrorsAsTheDialect();
    void saysItAsTheDialectsClientsKnowIt();
    void saysHowToAuthenticate();
    void saysWhenToComeBack();
    void saysWhatIsAllowed();

private:
    test::FixedDialect m_dialect{"one"_L1, {}};
};

void ResponsesTest::shapesErrorsAsTheDialect()
{
    const net::Response response = errorResponse(
        m_dialect, {Error::Kind::Conflict, "taken"_L1, u"It is taken."_s, u"row 7 of users"_s});
    QCOMPARE(response.status, 409);
    QCOMPARE(response.body,
             QByteArray(R"({"dialect":"one","error":"taken","message":"It is taken."})"));
    QCOMPARE(response.headers.value("cache-control"), QByteArray("no-store"));
    QVERIFY(!response.headers.contains("www-authenticate"));
    QVERIFY(!response.headers.contains("retry-after"));
}

void ResponsesTest::saysItAsTheDialectsClientsKnowIt()
{
    const net::Response response = errorResponse(
        Translating(), {Error::Kind::Unauthenticated, "invalid_code"_L1, u"Wrong code."_s});
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.contains("Invalid OTP"));
    QVERIFY(!response.headers.contains("www-authenticate"));
}

void ResponsesTest::saysHowToAuthenticate()
{
    const net::Response without =
        errorResponse(m_dialect, {Error::Kind::Unauthenticated, "authentication_required"_L1, {}});
    QCOMPARE(without.headers.value("www-authenticate"), QByteArray("Bearer realm=\"linnet\""));
    const net::Response with =
        errorResponse(m_dialect, {Error::Kind::Unauthenticated, "token_expired"_L1, {}});
    QVERIFY(with.headers.value("www-authenticate").contains("error=\"invalid_token\""));
}

void ResponsesTest::saysWhenToComeBack()
{
    Error error{Error::Kind::RateLimited, "too_soon"_L1, {}};
    error.retryAfter = std::chrono::seconds(60);
    const net::Response limited = errorResponse(m_dialect, error);
    QCOMPARE(limited.headers.value("retry-after"), QByteArray("60"));
    QCOMPARE(limited.headers.value("ratelimit-reset"), QByteArray("60"));
    error.kind = Error::Kind::Unavailable;
    const net::Response unavailable = errorResponse(m_dialect, error);
    QCOMPARE(unavailable.headers.value("retry-after"), QByteArray("60"));
    QVERIFY(!unavailable.headers.contains("ratelimit-reset"));
}

void ResponsesTest::saysWhatIsAllowed()
{
    const net::Response response = methodNotAllowed(m_dialect, {Method::Get, Method::Delete});
    QCOMPARE(response.status, 405);
    QCOMPARE(response.headers.value("allow"), QByteArray("GET, HEAD, DELETE, OPTIONS"));
    QVERIFY(response.body.contains("method_not_allowed"));
}

QTEST_GUILESS_MAIN(ResponsesTest)
#include "tst_responses.moc"
