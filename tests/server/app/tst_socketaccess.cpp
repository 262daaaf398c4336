// SPDX-License-Identifier: GPL-3.0-or-later
// Comes over sockets in every dialect with what proves nothing, and tells every event of the
// endpoint table what is not the teller's. Nobody has to remember a new event or dialect.
#include "server/transport/hub/hub.h"
#include "tests/server/app/accesscast.h"
#include "tests/server/app/signedin.h"
#include "tests/support/fakeclientsocket.h"
#include "tests/support/patience.h"
#include "tests/support/recordingobserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <set>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

using Socket = std::shared_ptr<FakeClientSocket>;

const QString Nobodys = u"7"_s;

//! \brief Where a client puts its token.
enum class Way { Payload, Header, Cookie };

constexpr std::array Ways = {Way::Payload, Way::Header, Way::Cookie};

Socket socketWith(const QByteArray &token, Way way)
{
    if (token.isEmpty())
        return std::make_shared<FakeClientSocket>();
    if (way == Way::Header)
        return std::make_shared<FakeClientSocket>(
            "{}", net::Headers{{"authorization", "Bearer " + token}});
    if (way == Way::Cookie)
        return std::make_shared<FakeClientSocket>("{}",
                                                  net::Headers{{"cookie", "accessToken=" + token}});
    return std::make_shared<FakeClientSocket>("{\"token\":\"" + token + "\"}");
}

QByteArray eventOf(const EndpointRow &row)
{
    return {row.endpoint.event.data(), row.endpoint.event.size()};
}

QByteArray argumentOf(const QJsonObject &params)
{
    return QJsonDocument(QJsonArray{params}).toJson(QJsonDocument::Compact);
}

//! \brief A whole server, and sockets on this thread. Nobody is refused for asking too much.
struct SocketWorld
{
    SocketWorld()
    {
        makeKey(world);
        world.hub->attach(0, local, world.mailbox);
    }
    ~SocketWorld() { world.hub->detach(0); }
    Q_DISABLE_COPY_MOVE(SocketWorld)

    World world;
    RateLimiter limiter{RateSettings{.exempt = NetworkList::parse({u"0.0.0.0/0"_s}).value()}};
    RecentCallers recent{{world.foundation->bus,
                          std::bind_front(&SessionService::list, &world.identity->sessions),
                          world.identity->revoked, world.foundation->clock},
                         recentSettings(world.config, {})};
    Gate gate{world.identity->authenticator, world.admin->staff, limiter, &recent};
    Metrics metrics{world.table()};
    Dispatcher dispatcher{gate, metrics};
    RecordingObserver observer;
    LocalHub local{world.hub->directory(), 0, observer};
    NamedUsers named;
    LiveRules rules;
    SocketGateway gateway{{world.table(), gate, dispatcher, observer, recent, named,
                           *world.table().findDialect(u"phone"), rules},
                          local};
};

} // namespace

class SocketAccessTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_sockets = std::make_unique<SocketWorld>(); }
    void cleanup() { m_sockets.reset(); }

    void refusesWhoProvesNothing();
    void refusesWhoOnlyNamesThemselves();
    void endsWithTheSession();
    void whatIsAnothersIsAsIfItWereNot();
    void whoBlocksIsAsIfTheyWereNot();
    void theBlockedChangeNothing();

private:
    World &world() { return m_sockets->world; }
    Socket come(const Socket &socket)
    {
        m_sockets->gateway.welcome(socket);
        return socket;
    }
    //! \return a socket of \p user's, who is let in.
    Socket letIn(UserId user, const Dialect &dialect);
    SessionId sessionOf(const QByteArray &token)
    {
        return m_sockets->gate.identify(token)->session;
    }
    QByteArray expiredToken(UserId user);
    QByteArray revokedToken(UserId user);
    QByteArray suspendedToken(UserId user);

    std::set<const Dialect *> dialects() const;
    std::vector<const EndpointRow *> eventsOf(const Dialect &dialect) const;

    static QByteArray tell(const Socket &socket, const EndpointRow &row, const QJsonObject &params);
    //! \return how \p user finds out, by telling \p id in place of what \p field names; empty if
    //! they do not.
    static QString complaint(const Socket &socket, const EndpointRow &row, const Field &field,
                             const QString &id, const Ids &own);
    //! Visits each parameter of each event that names \p kind, with a socket of \p user's that
    //! may tell it.
    template <typename Visit>
    void forEachNaming(UserId user, const std::function<bool(Resource)> &isMeant, Visit visit);

    std::unique_ptr<SocketWorld> m_sockets;
};

Socket SocketAccessTest::letIn(UserId user, const Dialect &dialect)
{
    const Socket socket = come(socketWith(signIn(world(), user, dialect.name()), Way::Payload));
    if (!socket->accepted)
        qFatal("Not let in: %s", socket->refusal.constData());
    return socket;
}

QByteArray SocketAccessTest::expiredToken(UserId user)
{
    const QByteArray token = signIn(world(), user, u"phone"_s, std::chrono::seconds(1));
    const auto isExpired = [&] {
        const auto identity = m_sockets->gate.identify(token);
        return !identity && identity.error().code == "token_expired"_L1;
    };
    if (!test::waitUntil(isExpired))
        qFatal("The token does not expire.");
    return token;
}

QByteArray SocketAccessTest::revokedToken(UserId user)
{
    const QByteArray token = signIn(world(), user, u"phone"_s);
    if (!await(world().identity->sessions.revoke(sessionOf(token), {u"user"_s, u"logout"_s})))
        qFatal("Not revoked.");
    return token;
}

QByteArray SocketAccessTest::suspendedToken(UserId user)
{
    const QByteArray token = signIn(world(), user, u"phone"_s);
    if (!await(world().admin->suspensions.suspend(
            {.user = {}, .name = u"local:0"_s}, {.user = user, .reason = u"Spam"_s}, Run::ForReal)))
        qFatal("Not suspended.");
    return token;
}

std::set<const Dialect *> SocketAccessTest::dialects() const
{
    const EndpointTable &table = m_sockets->world.table();
    std::set<const Dialect *> all{table.findDialect(u"whispr-feed")}; // It has no rows.
    for (const EndpointRow &row : table.rows())
        all.insert(row.dialect);
    return all;
}

std::vector<const EndpointRow *> SocketAccessTest::eventsOf(const Dialect &dialect) const
{
    std::vector<const EndpointRow *> events;
    for (const EndpointRow &row : m_sockets->world.table().rows()) {
        if (row.dialect == &dialect && !row.endpoint.event.isEmpty()
            && row.endpoint.access == Access::User)
            events.push_back(&row);
    }
    return events;
}

QByteArray SocketAccessTest::tell(const Socket &socket, const EndpointRow &row,
                                  const QJsonObject &params)
{
    const qsizetype before = socket->answers.size();
    socket->say(eventOf(row), argumentOf(params));
    const QDeadlineTimer deadline(Patience);
    while (socket->answers.size() == before && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (socket->answers.size() != before + 1)
        qFatal("%s is not answered once.", qPrintable(nameOf(row)));
    return socket->answers.last();
}

QString SocketAccessTest::complaint(const Socket &socket, const EndpointRow &row,
                                    const Field &field, const QString &id, const Ids &own)
{
    const auto all = paramsNaming(row, field, id, own);
    const auto none = paramsNaming(row, field, Nobodys, own);
    const auto withoutId = [](QByteArray words, const QString &named) {
        return words.replace(u"\"%1\""_s.arg(named).toLatin1(), "\"<id>\"");
    };
    for (size_t i = 0; i < all.size(); ++i) {
        const QByteArray found = withoutId(tell(socket, row, all[i]), id);
        const QByteArray missing = withoutId(tell(socket, row, none[i]), Nobodys);
        if (found != missing)
            return u"%1 %2 tells apart: %3 from %4"_s.arg(
                nameOf(row), field.name, QString::fromUtf8(found), QString::fromUtf8(missing));
    }
    return {};
}

template <typename Visit>
void SocketAccessTest::forEachNaming(UserId user, const std::function<bool(Resource)> &isMeant,
                                     Visit visit)
{
    for (const Dialect *dialect : dialects()) {
        const auto events = eventsOf(*dialect);
        if (events.empty())
            continue;
        const Socket socket = letIn(user, *dialect);
        for (const EndpointRow *row : events) {
            for (const Field &field : row->endpoint.request) {
                for (const Resource kind :
                     resourcesOf(*row, field.name).value_or(QList<Resource>())) {
                    if (isMeant(kind))
                        visit(socket, *row, field, kind);
                }
            }
        }
    }
}

void SocketAccessTest::refusesWhoProvesNothing()
{
    const AccessCast people(world(), 1001);
    const QByteArrayList tokens = {{},
                                   "bad",
                                   "a.b.c",
                                   expiredToken(people.alice),
                                   revokedToken(people.alice),
                                   suspendedToken(people.mallory)};
    for (const Dialect *dialect : dialects()) {
        for (const QByteArray &token : tokens) {
            const auto identity = m_sockets->gate.identify(token);
            QVERIFY(!identity);
            const QByteArray expected = dialect->connectError(identity.error()).toUtf8()
                + "{\"code\":\"" + identity.error().code.latin1() + "\"}";
            for (const Way way : Ways) {
                const Socket socket = socketWith(token, way);
                socket->speak(dialect->name().latin1());
                come(socket);
                QVERIFY(!socket->accepted);
                QCOMPARE(socket->refusal, expected);
            }
        }
    }
    QCOMPARE(m_sockets->observer.count, 0);
}

void SocketAccessTest::refusesWhoOnlyNamesThemselves()
{
    const AccessCast people(world(), 1001);
    const QByteArray query = "userId=" + people.alice.toString().toLatin1();
    for (const Dialect *dialect : dialects()) {
        const auto socket = std::make_shared<FakeClientSocket>("{}", net::Headers(), query);
        socket->speak(dialect->name().latin1());
        come(socket);
        QTRY_VERIFY(!socket->open);
        QVERIFY(!socket->accepted);
    }
    QCOMPARE(m_sockets->observer.count, 0);
}

//! Also where what a client had sent before is read after that.
void SocketAccessTest::endsWithTheSession()
{
    const AccessCast people(world(), 1001);
    const QString before = people.state();
    const Ids &own = people.of(people.bob);
    for (const Dialect *dialect : dialects()) {
        const auto events = eventsOf(*dialect);
        if (events.empty())
            continue;
        const QByteArray token = signIn(world(), people.bob, dialect->name());
        const Socket socket = come(socketWith(token, Way::Payload));
        QVERIFY(socket->accepted);
        QVERIFY(
            await(world().identity->sessions.revoke(sessionOf(token), {u"user"_s, u"logout"_s})));
        QTRY_VERIFY(!socket->open);
        for (const EndpointRow *row : events) {
            socket->say(eventOf(*row), "[{}]");
            for (const Field &field : row->endpoint.request) {
                for (const Resource kind :
                     resourcesOf(*row, field.name).value_or(QList<Resource>())) {
                    const QString id = people.of(people.alice).value(kind);
                    for (const QJsonObject &params : paramsNaming(*row, field, id, own))
                        socket->say(eventOf(*row), argumentOf(params));
                }
            }
        }
        QCOMPARE(people.state(), before);
        QCOMPARE(socket->answers, QList<QByteArray>());
    }
}

void SocketAccessTest::whatIsAnothersIsAsIfItWereNot()
{
    const AccessCast people(world(), 1001);
    const QString before = people.state();
    QStringList complaints;
    forEachNaming(
        people.mallory, [](Resource kind) { return kind != Resource::Person; },
        [&](const Socket &socket, const EndpointRow &row, const Field &field, Resource kind) {
            complaints += complaint(socket, row, field, people.of(people.alice).value(kind),
                                    people.of(people.mallory));
            if (people.state() != before)
                QFAIL(qPrintable(nameOf(row) + u" changed what is another's"_s));
        });
    complaints.removeAll(QString());
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
}

void SocketAccessTest::whoBlocksIsAsIfTheyWereNot()
{
    const AccessCast people(world(), 1001);
    const QString before = people.state();
    QStringList complaints;
    forEachNaming(
        people.frank, [](Resource kind) { return kind == Resource::Person; },
        [&](const Socket &socket, const EndpointRow &row, const Field &field, Resource) {
            complaints +=
                complaint(socket, row, field, people.alice.toString(), people.of(people.frank));
        });
    complaints.removeAll(QString());
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    QCOMPARE(people.state(), before);
}

//! They have had a chat with who blocks them.
void SocketAccessTest::theBlockedChangeNothing()
{
    const AccessCast people(world(), 1001);
    const QString before = people.state();
    forEachNaming(
        people.dave, [](Resource kind) { return kind == Resource::Conversation; },
        [&](const Socket &socket, const EndpointRow &row, const Field &field, Resource) {
            for (const QJsonObject &params :
                 paramsNaming(row, field, people.withDave.toString(), people.of(people.dave)))
                tell(socket, row, params);
            if (people.state() != before)
                QFAIL(qPrintable(nameOf(row) + u" changed what is shared with who blocks"_s));
        });
}

QTEST_GUILESS_MAIN(SocketAccessTest)
#include "tst_socketaccess.moc"
