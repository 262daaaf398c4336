// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/hop.h"
#include "server/bus/inprocessbus.h"
#include "server/services/identity/jws.h"
#include "server/services/identity/revokedsessions.h"
#include "server/transport/gateway/socketgateway.h"
#include "server/transport/hub/hub.h"
#include "tests/support/fakeauthenticator.h"
#include "tests/support/fakeclientsocket.h"
#include "tests/support/fakestaff.h"
#include "tests/support/fixeddialect.h"
#include "tests/support/movableclock.h"
#include "tests/support/patience.h"
#include "tests/support/recordingobserver.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> greet(Call call)
{
    co_return Answer{.body = QJsonObject{{u"user"_s, call.caller.user.toString()},
                                         {u"name"_s, call.params[u"name"_s]}}};
}

QCoro::Task<Result<Answer>> open(Call call)
{
    const auto chat = ConversationId::parse(call.params[u"chatId"_s].toString());
    if (!chat)
        co_return Error{Error::Kind::NotFound, "conversation_not_found"_L1, u"No such chat"_s};
    co_return Answer{.room = RoomMove{RoomMove::Direction::Enter, *chat}};
}

QCoro::Task<Result<Answer>> fail(Call)
{
    throw std::runtime_error("a secret of the server");
    co_return Answer();
}

Hop<int>::Completion *held = nullptr;

QCoro::Task<Result<Answer>> hold(Call)
{
    auto hop = Hop<int>([](Hop<int>::Completion &completion) { held = &completion; });
    co_await hop;
    co_return Answer();
}

QList<Endpoint> rows()
{
    return {{.name = "greet"_L1,
             .event = "greet"_L1,
             .access = Access::User,
             .cost = Cost::Read,
             .request = {{"name"_L1}},
             .handler = &greet},
            {.name = "open"_L1,
             .event = "open"_L1,
             .access = Access::User,
             .cost = Cost::Signal,
             .request = {{"chatId"_L1}},
             .handler = &open,
             .bareArgument = "chatId"_L1},
            {.name = "fail"_L1,
             .event = "fail"_L1,
             .access = Access::User,
             .cost = Cost::Read,
             .request = {},
             .handler = &fail},
            {.name = "hold"_L1,
             .event = "hold"_L1,
             .access = Access::User,
             .cost = Cost::Read,
             .request = {},
             .handler = &hold}};
}

//! \brief Accepts a token once, then says that its session has ended.
class EndingAuthenticator : public test::FakeAuthenticator
{
public:
    Result<Identity> authenticate(QByteArrayView token) const override
    {
        return asked++ == 0 ? FakeAuthenticator::authenticate(token)
                            : FakeAuthenticator::authenticate("ended");
    }
    mutable int asked = 0;
};

//! \brief Says whose refusal it is, and is of a family whose clients name a user.
class OtherDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;
    SocketProof socketProof() const override { return SocketProof::NamedUser; }
    QString connectError(const Error &error) const override { return u"two: "_s + error.message; }
};

//! \brief For those who run the server.
class StaffDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;
    Access socketAccess() const override { return Access::Staff; }
};

//! \brief A gateway with all it needs, on this thread.
struct World
{
    explicit World(const Authenticator &authenticator)
        : gate(authenticator, staff, limiter)
    {}

    std::shared_ptr<test::FakeClientSocket> come(const QByteArray &auth, net::Headers headers = {},
                                                 const QByteArray &query = {})
    {
        auto socket = std::make_shared<test::FakeClientSocket>(auth, std::move(headers), query);
        gateway.welcome(socket);
        return socket;
    }

    //! Somebody comes on a connection that somebody has come on.
    std::shared_ptr<test::FakeClientSocket> comeAgain(const QByteArray &auth,
                                                      const QByteArray &query = {})
    {
        auto socket = std::make_shared<test::FakeClientSocket>(auth, net::Headers(), query);
        socket->comeAgain();
        gateway.welcome(socket);
        return socket;
    }

    //! Nobody may read more than twice; of an address, three may.
    void readSeldom()
    {
        RateSettings settings;
        settings.perAccount[size_t(Cost::Read)] = {0.001, 2};
        settings.perAddress[size_t(Cost::Read)] = {0.001, 3};
        limiter.configure(settings);
    }

    //! Somebody without a token comes, who may still change to a WebSocket.
    std::shared_ptr<test::FakeClientSocket> comePolling(const QByteArray &query)
    {
        auto socket = std::make_shared<test::FakeClientSocket>("{}", net::Headers(), query);
        socket->polling = true;
        gateway.welcome(socket);
        return socket;
    }

    Mailbox mailbox;
    test::FixedDialect dialect{"one"_L1, rows()};
    OtherDialect other{"two"_L1, {}};
    StaffDialect staffs{"staff"_L1, {}};
    std::unique_ptr<const EndpointTable> table =
        EndpointTable::make({&dialect, &other, &staffs}).value();
    RateLimiter limiter{RateSettings()};
    test::FakeStaff staff;
    Gate gate;
    Metrics metrics{*table};
    Dispatcher dispatcher{gate, metrics};
    UserDirectory directory{1};
    test::RecordingObserver observer;
    LocalHub hub{directory, 0, observer};
    LiveRules rules{{.dialects = {{7, {u"two"_s}}, {8, {u"staff"_s}}}, .socketsPerSession = 2}};
    InProcessBus bus;
    test::MovableClock clock;
    RevokedSessions revoked{bus, clock, std::chrono::minutes(15)};
    std::vector<Session> sessions; //!< Of whoever is asked for.
    RecentCallers recent{{bus, [this](UserId) { return list(&sessions); }, revoked, clock},
                         {.dialects = {u"two"_s}}};
    NamedUsers named;
    SocketGateway gateway{{*table, gate, dispatcher, observer, recent, named, dialect, rules}, hub};

private:
    static QCoro::Task<Result<std::vector<Session>>> list(const std::vector<Session> *sessions)
    {
        co_return *sessions;
    }
};

//! \return what was a token of a session of \p dialect once.
QByteArray wornToken(const QByteArray &dialect)
{
    return toBase64Url(R"({"alg":"RS256","typ":"JWT","kid":"k"})") + '.'
        + toBase64Url("{\"dialect\":\"" + dialect + "\"}") + '.' + toBase64Url("signature");
}

Identity other()
{
    return *test::FakeAuthenticator().authenticate("other");
}

} // namespace

class SocketGatewayTest : public QObject
{
    Q_OBJECT

private slots:
    void letsInWhoeverProvesASession_data();
    void letsInWhoeverProvesASession();
    void answersAnEventWithWhatItsEndpointSays();
    void answersFailuresInTheDialectsShape_data();
    void answersFailuresInTheDialectsShape();
    void answersWhatCameBeforeTheServerWentDown();
    void takesABareArgumentForAField_data();
    void takesABareArgumentForAField();
    void looksAnEventUpInTheDialectOfTheSession();
    void ignoresWhomAnEventClaimsToBe();
    void takesTheCookieThatFitsTheUser_data();
    void takesTheCookieThatFitsTheUser();
    void takesNoCookieOfAStrangersPage();
    void takesANamedUserForWhomTheyProvedToBe_data();
    void takesANamedUserForWhomTheyProvedToBe();
    void takesNoNameWhereATokenIsDue_data();
    void takesNoNameWhereATokenIsDue();
    void takesNoNameOfAStrangersPage_data();
    void takesNoNameOfAStrangersPage();
    void looksThroughProxiesThatAddALine();
    void waitsForTheProofOfTheUpgrade_data();
    void waitsForTheProofOfTheUpgrade();
    void dropsANamedUserWhoTurnsOutToBeAnother();
    void forgetsWhatEndsWhileAUserIsLookedFor();
    void knowsWhoCameFromThereAgain();
    void refusesInTheWordsOfTheListenersDialect();
    void refusesInTheWordsOfTheTokensDialect_data();
    void refusesInTheWordsOfTheTokensDialect();
    void refusesInTheWordsOfTheWayIn();
    void limitsTheSocketsOfASession();
    void countsWhoComesAgain_data();
    void countsWhoComesAgain();
    void countsWhoNamesAUser();
    void countsNeitherWhoIsNewNorTheOperator();
    void noticesASessionThatEndsMeanwhile();
    void forgetsASocketThatCloses();
    void speaksTheStaffsDialectWithTheStaff_data();
    void speaksTheStaffsDialectWithTheStaff();
    void letsTheOperatorInWithoutAnAccount();

private:
    test::FakeAuthenticator m_authenticator;
};

void SocketGatewayTest::letsInWhoeverProvesASession_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("refusal");

    const QByteArray none;
    QTest::newRow("token in the payload") << QByteArray(R"({"token":"alice"})") << none << none;
    QTest::newRow("token in a header") << QByteArray("{}") << QByteArray("Bearer bob") << none;
    QTest::newRow("nothing") << QByteArray("{}") << none
                             << QByteArray("Authentication required"
                                           R"({"code":"authentication_required"})");
    QTest::newRow("another scheme") << QByteArray("{}") << QByteArray("Basic alice")
                                    << QByteArray("Authentication required"
                                                  R"({"code":"authentication_required"})");
    QTest::newRow("expired") << QByteArray(R"({"token":"late"})") << none
                             << QByteArray(R"(Token expired{"code":"token_expired"})");
    QTest::newRow("not a string") << QByteArray(R"({"token":["alice"]})") << none
                                  << QByteArray("Authentication required"
                                                R"({"code":"authentication_required"})");
}

void SocketGatewayTest::letsInWhoeverProvesASession()
{
    QFETCH(QByteArray, auth);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, refusal);
    World world(m_authenticator);

    const auto socket = world.come(auth, {{"authorization", header}});

    QCOMPARE(socket->refusal, refusal);
    QCOMPARE(socket->accepted, refusal.isEmpty());
    QCOMPARE(world.observer.count, refusal.isEmpty() ? 1 : 0);
}

void SocketGatewayTest::answersAnEventWithWhatItsEndpointSays()
{
    World world(m_authenticator);
    const auto alice = world.come(R"({"token":"alice"})");
    alice->say("greet", R"([{"name":"Ada"}])");
    QTRY_COMPARE(alice->answers, QList<QByteArray>{R"([{"name":"Ada","user":"1"}])"});
}

void SocketGatewayTest::answersFailuresInTheDialectsShape_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("code");

    QTest::newRow("no such event")
        << QByteArray("gr\"eet") << QByteArray("[]") << QByteArray("unknown_event");
    QTest::newRow("field missing")
        << QByteArray("greet") << QByteArray("[{}]") << QByteArray("invalid_input");
    QTest::newRow("no arguments") << QByteArray("greet") << QByteArray("[]")
                                  << QByteArray("invalid_input");
    QTest::newRow("array for an object")
        << QByteArray("greet") << QByteArray("[[1]]") << QByteArray("invalid_input");
    QTest::newRow("half a character") << QByteArray("greet") << QByteArray(R"([{"name":"\ud83d"}])")
                                      << QByteArray("invalid_json");
    QTest::newRow("handler throws")
        << QByteArray("fail") << QByteArray("[{}]") << QByteArray("internal");
}

void SocketGatewayTest::answersFailuresInTheDialectsShape()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, code);
    World world(m_authenticator);
    const auto alice = world.come(R"({"token":"alice"})");

    alice->say(event, arguments);

    QTRY_COMPARE(alice->answers.size(), 1);
    QVERIFY2(alice->answers.front().contains("\"error\":\"" + code + '"'),
             alice->answers.front().constData());
    QVERIFY(!alice->answers.front().contains("secret"));
}

void SocketGatewayTest::answersWhatCameBeforeTheServerWentDown()
{
    World world(m_authenticator);
    const auto alice = world.come(R"({"token":"alice"})");
    alice->say("hold", "[{}]");
    QVERIFY(held);
    QVERIFY(alice->isBusy());
    world.gateway.goDown();
    alice->say("greet", R"([{"name":"Ada"}])");
    QCOMPARE(alice->answers.size(), 1);
    QVERIFY(alice->answers.front().contains(R"("error":"unavailable")"));
    QVERIFY(alice->isBusy());
    held->home().post(held->finish(1));
    QTRY_COMPARE(alice->answers.size(), 2);
    QVERIFY(!alice->answers.back().contains("error"));
    QVERIFY(!alice->isBusy());
}

void SocketGatewayTest::takesABareArgumentForAField_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<bool>("isUnderstood");
    QTest::newRow("object") << QByteArray(R"([{"chatId":"5"}])") << true;
    QTest::newRow("bare id") << QByteArray(R"(["5"])") << true;
    QTest::newRow("bare id and more") << QByteArray(R"(["5",{"chatId":"6"}])") << true;
    QTest::newRow("number") << QByteArray("[5]") << false;
    QTest::newRow("null, as undefined is sent") << QByteArray("[null]") << false;
    QTest::newRow("nothing") << QByteArray("[]") << false;
    QTest::newRow("array") << QByteArray(R"([["5"]])") << false;
    QTest::newRow("no id") << QByteArray(R"(["5; DROP TABLE"])") << false;
}

void SocketGatewayTest::takesABareArgumentForAField()
{
    QFETCH(QByteArray, arguments);
    QFETCH(bool, isUnderstood);

    World world(m_authenticator);
    const auto alice = world.come(R"({"token":"alice"})");
    alice->say("open", arguments);
    QTRY_COMPARE(alice->answers.size(), 1);
    QCOMPARE(world.observer.entries,
             isUnderstood ? QList<QByteArray>{"1 in 5"} : QList<QByteArray>());
}

void SocketGatewayTest::looksAnEventUpInTheDialectOfTheSession()
{
    World world(m_authenticator);
    const auto other = world.come(R"({"token":"other"})");
    other->say("greet", R"([{"name":"Ada"}])");
    QTRY_COMPARE(other->answers.size(), 1);
    QVERIFY(other->answers.front().contains("unknown_event"));
    QVERIFY(other->answers.front().contains(R"("dialect":"two")"));
}

void SocketGatewayTest::ignoresWhomAnEventClaimsToBe()
{
    World world(m_authenticator);
    const auto alice = world.come(R"({"token":"alice"})");
    alice->say("greet", R"([{"name":"Ada","user":"2","userId":"2"}])");
    QTRY_COMPARE(alice->answers, QList<QByteArray>{R"([{"name":"Ada","user":"1"}])"});
}

void SocketGatewayTest::takesTheCookieThatFitsTheUser_data()
{
    QTest::addColumn<QByteArray>("cookies");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("code");
    const QByteArray none, mismatch("user_mismatch"), nothing("{}");

    QTest::newRow("cookie alone") << QByteArray("jwt=alice") << none << nothing << none;
    QTest::newRow("the first that is good")
        << QByteArray("accessToken=late; jwt=alice") << none << nothing << none;
    QTest::newRow("none is good") << QByteArray("accessToken=late; jwt=x") << none << nothing
                                  << QByteArray("invalid_token");
    QTest::newRow("of the user named")
        << QByteArray("jwt=alice; token=bob") << QByteArray("userId=2") << nothing << none;
    QTest::newRow("of another user")
        << QByteArray("jwt=alice") << QByteArray("userId=2") << nothing << mismatch;
    QTest::newRow("nobody yet") << QByteArray("jwt=alice") << QByteArray("userId=undefined")
                                << nothing << none;
    QTest::newRow("named in the payload")
        << QByteArray("jwt=alice") << none << QByteArray(R"({"userId":"2"})") << mismatch;
    QTest::newRow("token of another user")
        << none << QByteArray("userId=2") << QByteArray(R"({"token":"alice"})") << mismatch;
    QTest::newRow("no id at all") << QByteArray("jwt=alice") << QByteArray("userId=2%20OR%201=1")
                                  << nothing << mismatch;
}

void SocketGatewayTest::takesTheCookieThatFitsTheUser()
{
    QFETCH(QByteArray, cookies);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, auth);
    QFETCH(QByteArray, code);

    World world(m_authenticator);
    const auto socket = world.come(auth, {{"cookie", cookies}}, query);
    QCOMPARE(socket->accepted, code.isEmpty());
    QVERIFY2(socket->refusal.contains(code), socket->refusal.constData());
}

void SocketGatewayTest::takesNoCookieOfAStrangersPage()
{
    World world(m_authenticator);
    const net::Header cookie{"cookie", "jwt=alice"};
    const net::Header stranger{"origin", "https://evil.example"};
    QVERIFY(!world.come("{}", {cookie, stranger}, {})->accepted);
    QVERIFY(world.come(R"({"token":"alice"})", {cookie, stranger}, {})->accepted);
    QVERIFY(world.come("{}", {cookie, {"origin", "http://localhost:5173"}}, {})->accepted);
}

void SocketGatewayTest::takesANamedUserForWhomTheyProvedToBe_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("minutesAgo");
    QTest::addColumn<bool>("isAccepted");

    QTest::newRow("a moment ago") << QByteArray("3") << u"127.0.0.1"_s << 14 << true;
    QTest::newRow("too long ago") << QByteArray("3") << u"127.0.0.1"_s << 16 << false;
    QTest::newRow("from elsewhere") << QByteArray("3") << u"127.0.0.2"_s << 1 << false;
    QTest::newRow("somebody else") << QByteArray("1") << u"127.0.0.1"_s << 1 << false;
    QTest::newRow("nobody") << QByteArray("x") << u"127.0.0.1"_s << 1 << false;
}

void SocketGatewayTest::takesANamedUserForWhomTheyProvedToBe()
{
    QFETCH(QByteArray, user);
    QFETCH(QString, address);
    QFETCH(int, minutesAgo);
    QFETCH(bool, isAccepted);

    World world(m_authenticator);
    world.recent.note(QHostAddress(address), other());
    world.clock.advance(std::chrono::minutes(minutesAgo));
    const auto socket = world.come("{}", {}, "userId=" + user);
    QTRY_VERIFY(socket->accepted || !socket->refusal.isEmpty());
    QCOMPARE(socket->accepted, isAccepted);
    QCOMPARE(world.named.admitted, isAccepted ? 1u : 0u);
    QCOMPARE(world.named.refused, isAccepted ? 0u : 1u);
}

void SocketGatewayTest::takesNoNameWhereATokenIsDue_data()
{
    QTest::addColumn<QByteArray>("dialect");
    QTest::addColumn<QByteArray>("refusal");

    const QByteArray required(R"(Authentication required{"code":"authentication_required"})");
    QTest::newRow("of clients with tokens") << QByteArray("one") << required;
    QTest::newRow("the staff's") << QByteArray("staff") << required;
    QTest::newRow("of nobody") << QByteArray("three") << required;
    QTest::newRow("of clients that name a user") << QByteArray("two") << QByteArray();
}

void SocketGatewayTest::takesNoNameWhereATokenIsDue()
{
    QFETCH(QByteArray, dialect);
    QFETCH(QByteArray, refusal);

    World world(m_authenticator);
    world.staff.roles = {{other().user, StaffRole::Auditor}};
    world.recent.note(QHostAddress(QHostAddress::LocalHost), other());
    const auto socket =
        std::make_shared<test::FakeClientSocket>("{}", net::Headers(), QByteArray("userId=3"));
    socket->speak(dialect);
    world.gateway.welcome(socket);
    QTRY_VERIFY(socket->accepted || !socket->refusal.isEmpty());
    QCOMPARE(socket->refusal, refusal);
    QCOMPARE(socket->accepted, refusal.isEmpty());
}

void SocketGatewayTest::takesNoNameOfAStrangersPage_data()
{
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<bool>("isAccepted");

    QTest::newRow("no page") << net::Headers{{"host", "chat.example"}} << true;
    QTest::newRow("our own") << net::Headers{{"host", "chat.example"},
                                             {"origin", "https://chat.example"}}
                             << true;
    QTest::newRow("an allowed one") << net::Headers{{"origin", "https://app.example"}} << true;
    QTest::newRow("a stranger's") << net::Headers{{"origin", "https://evil.example"}} << false;
    QTest::newRow("of a name that leads here")
        << net::Headers{{"host", "evil.example"}, {"origin", "http://evil.example"}} << false;
}

void SocketGatewayTest::takesNoNameOfAStrangersPage()
{
    QFETCH(net::Headers, headers);
    QFETCH(bool, isAccepted);

    World world(m_authenticator);
    world.rules.replace(
        {.cors = CorsPolicy({"*", "https://app.example"}, "chat.example"), .socketsPerSession = 2});
    world.recent.note(QHostAddress(QHostAddress::LocalHost), other());
    const auto socket = world.come("{}", headers, "userId=3");
    QTRY_VERIFY(socket->accepted || !socket->refusal.isEmpty());
    QCOMPARE(socket->accepted, isAccepted);
    QCOMPARE(socket->refusal.contains("authentication_required"), !isAccepted);
}

void SocketGatewayTest::looksThroughProxiesThatAddALine()
{
    World world(m_authenticator);
    world.rules.replace({.proxies = NetworkList::parse({u"127.0.0.0/8"_s}).value()});
    world.recent.note(QHostAddress(u"192.0.2.1"_s), other());
    const net::Header theirs{"x-forwarded-for", "192.0.2.1"};
    const net::Header another{"x-forwarded-for", "192.0.2.2"};

    const auto forged = world.come("{}", {theirs, another}, "userId=3");
    QTRY_VERIFY(forged->accepted || !forged->refusal.isEmpty());
    QVERIFY(!forged->accepted);
    const auto honest = world.come("{}", {another, theirs}, "userId=3");
    QTRY_VERIFY(honest->accepted);
}

void SocketGatewayTest::waitsForTheProofOfTheUpgrade_data()
{
    QTest::addColumn<QByteArray>("cookies");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("proof") << QByteArray("token=other") << true;
    QTest::newRow("proof of another") << QByteArray("token=bob") << false;
    QTest::newRow("no proof") << QByteArray("theme=dark") << false;
    QTest::newRow("no good") << QByteArray("token=late") << false;
}

void SocketGatewayTest::waitsForTheProofOfTheUpgrade()
{
    QFETCH(QByteArray, cookies);
    QFETCH(bool, isAccepted);

    World world(m_authenticator);
    const auto socket = world.comePolling("userId=3");
    QVERIFY(!socket->accepted && socket->refusal.isEmpty());
    socket->upgrade({{"cookie", cookies}});
    QCOMPARE(socket->accepted, isAccepted);
    QCOMPARE(socket->refusal.isEmpty(), isAccepted);
    QCOMPARE(world.observer.count, isAccepted ? 1 : 0);
}

void SocketGatewayTest::dropsANamedUserWhoTurnsOutToBeAnother()
{
    World world(m_authenticator);
    world.recent.note(QHostAddress(QHostAddress::LocalHost), other());
    const auto right = world.comePolling("userId=3");
    const auto wrong = world.comePolling("userId=3");
    QTRY_VERIFY(right->accepted && wrong->accepted);
    right->upgrade({{"cookie", "token=other"}});
    wrong->upgrade({{"cookie", "token=bob"}});
    QVERIFY(right->open);
    QVERIFY(!wrong->open);
    QCOMPARE(world.named.dropped, 1u);
    QCOMPARE(world.observer.count, 1);
}

void SocketGatewayTest::forgetsWhatEndsWhileAUserIsLookedFor()
{
    World world(m_authenticator);
    world.recent.note(QHostAddress(QHostAddress::LocalHost), other());
    world.bus.publish({SessionRevoked{other().session, other().user}, {}, {}});
    const auto socket = world.come("{}", {}, "userId=3");
    QTRY_VERIFY(!socket->refusal.isEmpty());
    QCOMPARE(world.observer.count, 0);
}

void SocketGatewayTest::knowsWhoCameFromThereAgain()
{
    World world(m_authenticator);
    const auto first = world.come(R"({"token":"other"})");
    world.clock.advance(std::chrono::hours(3)); // An idle page, whose connection breaks.
    first->close(CloseReason::TransportClose);
    const auto second = world.come("{}", {}, "userId=3");
    QTRY_VERIFY(second->accepted);
}

void SocketGatewayTest::refusesInTheWordsOfTheListenersDialect()
{
    World world(m_authenticator);
    const auto socket = std::make_shared<test::FakeClientSocket>();
    socket->comeInAt(7);
    world.gateway.welcome(socket);
    QVERIFY2(socket->refusal.startsWith("two: "), socket->refusal.constData());
}

void SocketGatewayTest::refusesInTheWordsOfTheTokensDialect_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("cookies");
    QTest::addColumn<int>("listener");
    QTest::addColumn<QByteArray>("refusal");
    const QByteArray one = wornToken("one"), two = wornToken("two");
    const auto given = [](const QByteArray &token) { return "{\"token\":\"" + token + "\"}"; };
    const QByteArray nothing("{}"), none;
    QTest::newRow("given") << given(two) << none << 0 << QByteArray("two: Invalid token");
    QTest::newRow("in a cookie") << nothing << "jwt=" + two << 0
                                 << QByteArray("two: Invalid token");
    QTest::newRow("given goes first")
        << given(one) << "jwt=" + two << 0 << QByteArray("Invalid token");
    QTest::newRow("of nobody's dialect")
        << given(wornToken("three")) << none << 0 << QByteArray("Invalid token");
    QTest::newRow("not served there")
        << given(one) << none << 7 << QByteArray("two: Invalid token");
    QTest::newRow("none") << nothing << none << 0 << QByteArray("Authentication required");
    QTest::newRow("no token of ours") << given("x.y.z") << none << 0 << QByteArray("Invalid token");
}

void SocketGatewayTest::refusesInTheWordsOfTheTokensDialect()
{
    QFETCH(QByteArray, auth);
    QFETCH(QByteArray, cookies);
    QFETCH(int, listener);
    QFETCH(QByteArray, refusal);
    World world(m_authenticator);
    const auto socket =
        std::make_shared<test::FakeClientSocket>(auth, net::Headers{{"cookie", cookies}});
    socket->comeInAt(listener);
    world.gateway.welcome(socket);
    QVERIFY2(socket->refusal.startsWith(refusal + '{'), socket->refusal.constData());
}

void SocketGatewayTest::refusesInTheWordsOfTheWayIn()
{
    World world(m_authenticator);
    const auto socket = std::make_shared<test::FakeClientSocket>();
    socket->speak("two");
    world.gateway.welcome(socket);
    QVERIFY2(socket->refusal.startsWith("two: "), socket->refusal.constData());
}

void SocketGatewayTest::limitsTheSocketsOfASession()
{
    World world(m_authenticator);
    QVERIFY(world.come(R"({"token":"alice"})")->accepted);
    QVERIFY(world.come(R"({"token":"alice"})")->accepted);
    const auto third = world.come(R"({"token":"alice"})");
    QVERIFY(!third->accepted);
    QVERIFY(third->refusal.contains("too_many_sockets"));
    QVERIFY(world.come(R"({"token":"bob"})")->accepted);
}

void SocketGatewayTest::countsWhoComesAgain_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("times");
    const QByteArray none;
    QTest::newRow("a user") << QByteArray(R"({"token":"alice"})") << none << 2;
    QTest::newRow("with a bad token") << QByteArray(R"({"token":"bad"})") << none << 3;
    QTest::newRow("with nothing") << QByteArray("{}") << none << 3;
    QTest::newRow("with a name alone") << QByteArray("{}") << QByteArray("userId=3") << 3;
}

void SocketGatewayTest::countsWhoComesAgain()
{
    QFETCH(QByteArray, auth);
    QFETCH(QByteArray, query);
    QFETCH(int, times);
    World world(m_authenticator);
    world.readSeldom();
    for (int i = 0; i <= times; ++i) {
        const auto socket = world.comeAgain(auth, query);
        QTRY_VERIFY(socket->accepted || !socket->refusal.isEmpty());
        QCOMPARE(socket->refusal.contains("rate_limited"), i == times);
        if (i == times)
            QVERIFY(socket->refusal.startsWith("Too many requests."));
        socket->close(CloseReason::ClientDisconnect);
    }
    QVERIFY(world.named.refused <= unsigned(times));
}

//! Each of them is looked up, and told of in the log.
void SocketGatewayTest::countsWhoNamesAUser()
{
    World world(m_authenticator);
    world.readSeldom();
    for (int i = 0; i < 5; ++i) {
        const auto socket = world.come("{}", {}, "userId=3");
        QTRY_VERIFY(!socket->refusal.isEmpty());
        QCOMPARE(socket->refusal.contains("rate_limited"), i >= 3);
        QCOMPARE(socket->refusal.contains("\"retryAfter\":"), i >= 3);
    }
    QCOMPARE(world.named.refused, 3u);
}

//! All come back at once when the server does.
void SocketGatewayTest::countsNeitherWhoIsNewNorTheOperator()
{
    World world(m_authenticator);
    world.readSeldom();
    for (int i = 0; i < 9; ++i) {
        const auto alice = world.come(R"({"token":"alice"})");
        QVERIFY2(alice->accepted, alice->refusal.constData());
        alice->close(CloseReason::ClientDisconnect);
        const auto local = std::make_shared<test::FakeClientSocket>();
        local->comeInLocally(8, 1000);
        local->comeAgain();
        world.gateway.welcome(local);
        QVERIFY2(local->accepted, local->refusal.constData());
        local->close(CloseReason::ClientDisconnect);
    }
}

void SocketGatewayTest::noticesASessionThatEndsMeanwhile()
{
    const EndingAuthenticator authenticator;
    World world(authenticator);
    const auto alice = world.come(R"({"token":"alice"})");
    QVERIFY(!alice->accepted);
    QVERIFY(alice->refusal.contains("invalid_token"));
    QCOMPARE(world.directory.locate({UserId(1)}).front().size(), size_t(0));
    QCOMPARE(world.observer.count, 0);
}

void SocketGatewayTest::forgetsASocketThatCloses()
{
    World world(m_authenticator);
    const auto alice = world.come(R"({"token":"alice"})");
    QCOMPARE(world.directory.locate({UserId(1)}).front().size(), size_t(1));
    alice->close(CloseReason::TransportClose);
    QCOMPARE(world.directory.locate({UserId(1)}).front().size(), size_t(0));
    QCOMPARE(world.observer.count, 0);
}

void SocketGatewayTest::speaksTheStaffsDialectWithTheStaff_data()
{
    QTest::addColumn<StaffRole>("role");
    QTest::addColumn<QByteArray>("refusal");

    QTest::newRow("a user") << StaffRole::None
                            << QByteArray(R"(You may not do this.{"code":"forbidden"})");
    QTest::newRow("an auditor") << StaffRole::Auditor << QByteArray();
}

void SocketGatewayTest::speaksTheStaffsDialectWithTheStaff()
{
    QFETCH(StaffRole, role);
    QFETCH(QByteArray, refusal);
    World world(m_authenticator);
    world.staff.roles = {{UserId(1), role}};
    const auto socket = world.come(R"({"token":"alice","dialect":"staff"})");
    QCOMPARE(socket->refusal, refusal);
    QCOMPARE(socket->accepted, refusal.isEmpty());
    QCOMPARE(world.hub.socketCount(UserId(1), socket->accepted ? SessionId(11) : SessionId()),
             socket->accepted ? 1 : 0);
}

void SocketGatewayTest::letsTheOperatorInWithoutAnAccount()
{
    World world(m_authenticator);
    const auto socket = std::make_shared<test::FakeClientSocket>();
    socket->comeInLocally(8, 1000);
    world.gateway.welcome(socket);
    QVERIFY2(socket->accepted, socket->refusal.constData());
    QCOMPARE(world.hub.socketCount({}, {}), 1);
    socket->close(CloseReason::TransportClose);
    QCOMPARE(world.hub.socketCount({}, {}), 0);
    const auto elsewhere = std::make_shared<test::FakeClientSocket>();
    elsewhere->comeInLocally(7, 1000);
    world.gateway.welcome(elsewhere);
    QVERIFY(!elsewhere->accepted);
}

QTEST_GUILESS_MAIN(SocketGatewayTest)
#include "tst_socketgateway.moc"
