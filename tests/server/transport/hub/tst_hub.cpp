// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/transport/hub/hub.h"
#include "tests/support/await.h"
#include "tests/support/fakeclientsocket.h"
#include "tests/support/fixeddialect.h"
#include "tests/support/patience.h"
#include "tests/support/recordingobserver.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1), Bob(2), Charlie(3);
constexpr SessionId AlicePhone(11), AliceTablet(12), BobPhone(21);

//! \brief Counts how often it was asked to encode; names the event after the typing user.
class CountingDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;

    using Events = std::vector<SocketEvent>;

    ReceiptSource receipts() const override { return ReceiptSource::Presence; }
    Events encode(const Event &event) const override
    {
        ++encodings;
        const auto *typing = std::get_if<TypingChanged>(&event.payload);
        if (!typing)
            return std::holds_alternative<MessageAdded>(event.payload) ? messages() : Events();
        return {{"typing", '"' + QByteArray::number(typing->user.value()) + '"', true}};
    }

    mutable int encodings = 0;

private:
    static Events messages()
    {
        return {{"to-all", "1"},
                {"inside", "1", false, Reach::InRoom},
                {"outside", "1", false, Reach::OutsideRoom},
                {"unwatched", "1", false, Reach::Unwatched},
                {"not-elsewhere", "1", false, Reach::NotElsewhere}};
    }
};

//! \brief Says where its clients are.
class UrlDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;

    bool showsUrls() const override { return true; }
    std::vector<SocketEvent> encodeFor(const Event &, const QString &origin) const override
    {
        ++encodings;
        return {{"at", '"' + origin.toUtf8() + '"'}};
    }

    mutable int encodings = 0;
};

Event added(qint64 seq, std::vector<UserId> audience)
{
    MessageAdded added;
    added.message.conversation = ConversationId(5);
    added.message.seq = seq;
    return {added, std::move(audience), {}};
}

Event typing(UserId user, std::vector<UserId> audience, SessionId except = {})
{
    return {TypingChanged{ConversationId(5), user, true}, std::move(audience), except};
}

} // namespace

class HubTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tellsEverySocketOfTheAudienceOnce();
    void leavesTheCausingSessionOut();
    void encodesOnceForAll();
    void keepsTheOrderOfPublication();
    void closesTheSocketsOfARevokedSessionOnly();
    void survivesASocketThatIsClosedByTheEvent();
    void tellsNobodyAfterDetach();
    void tellsRoomsApart();
    void letsNobodyHearMoreForBeingInARoom();
    void tellsOnlookersWhatIsForTheRoom();
    void leavesARoomInTheOrderOfTheRequests();
    void noticesWhatArrivesOnceForEachTurn();
    void takesNothingForReadThatIsHidden();
    void leavesItToTheClientWhereTheDialectSaysSo();
    void encodesForEachOriginWhereUrlsAreShown();
    void countsSockets();
    void answersWhoWaitsWhenAThreadGoes();

private:
    std::shared_ptr<test::FakeClientSocket> join(UserId user, SessionId session)
    {
        auto socket = std::make_shared<test::FakeClientSocket>();
        m_local->add({socket, {user, session, m_dialect.get()}});
        return socket;
    }

    void enter(UserId user, const std::shared_ptr<test::FakeClientSocket> &socket, quint64 number)
    {
        m_local->move(user, socket.get(), {RoomMove::Direction::Enter, ConversationId(5)}, number);
    }
    void leave(UserId user, const std::shared_ptr<test::FakeClientSocket> &socket, quint64 number)
    {
        m_local->move(user, socket.get(), {RoomMove::Direction::Leave, ConversationId(5)}, number);
    }

    test::RecordingObserver m_observer;
    std::unique_ptr<Mailbox> m_mailbox;
    std::unique_ptr<InProcessBus> m_bus;
    std::unique_ptr<Hub> m_hub;
    std::unique_ptr<LocalHub> m_local;
    std::unique_ptr<CountingDialect> m_dialect;
};

void HubTest::init()
{
    m_local.reset();
    m_hub.reset();
    m_mailbox.reset();
    m_mailbox = std::make_unique<Mailbox>();
    m_observer = {};
    m_bus = std::make_unique<InProcessBus>();
    m_dialect = std::make_unique<CountingDialect>("one"_L1, QList<Endpoint>());
    m_hub = std::make_unique<Hub>(*m_bus, 1);
    m_local = std::make_unique<LocalHub>(m_hub->directory(), 0, m_observer);
    m_hub->attach(0, *m_local, *m_mailbox);
}

void HubTest::tellsEverySocketOfTheAudienceOnce()
{
    const auto phone = join(Alice, AlicePhone);
    const auto tablet = join(Alice, AliceTablet);
    const auto bob = join(Bob, BobPhone);

    m_bus->publish(typing(Charlie, {Alice}));

    QTRY_COMPARE(phone->heard, QList<QByteArray>{"typing \"3\""});
    QCOMPARE(tablet->heard, phone->heard);
    QCOMPARE(bob->heard, QList<QByteArray>());
}

void HubTest::leavesTheCausingSessionOut()
{
    const auto phone = join(Alice, AlicePhone);
    const auto tablet = join(Alice, AliceTablet);
    m_bus->publish(typing(Alice, {Alice}, AlicePhone));
    QTRY_COMPARE(tablet->heard.size(), 1);
    QCOMPARE(phone->heard.size(), 0);
}

void HubTest::encodesOnceForAll()
{
    std::vector<std::shared_ptr<test::FakeClientSocket>> sockets;
    for (int i = 0; i < 10; ++i)
        sockets.push_back(join(Alice, SessionId(100 + i)));
    m_bus->publish(typing(Bob, {Alice}));
    QTRY_COMPARE(sockets.back()->heard.size(), 1);
    QCOMPARE(m_dialect->encodings, 1);
}

void HubTest::keepsTheOrderOfPublication()
{
    const auto alice = join(Alice, AlicePhone);
    QList<QByteArray> expected;
    for (int i = 1; i <= 100; ++i) {
        m_bus->publish(typing(UserId(i), {Alice}));
        expected.append("typing \"" + QByteArray::number(i) + '"');
    }
    QTRY_COMPARE(alice->heard, expected);
}

void HubTest::closesTheSocketsOfARevokedSessionOnly()
{
    const auto phone = join(Alice, AlicePhone);
    const auto tablet = join(Alice, AliceTablet);
    m_bus->publish({SessionRevoked{AlicePhone, Alice}, {Alice}, {}});
    QTRY_COMPARE(phone->closedFor, std::optional(CloseReason::ServerDisconnect));
    QVERIFY(tablet->open);
}

void HubTest::survivesASocketThatIsClosedByTheEvent()
{
    const auto phone = join(Alice, AlicePhone);
    const auto tablet = join(Alice, AliceTablet);
    phone->onClosed([this, &phone](CloseReason) { m_local->remove(Alice, phone.get()); });
    m_bus->publish({SessionRevoked{AlicePhone, Alice}, {Alice}, {}});
    m_bus->publish(typing(Bob, {Alice}));
    QTRY_COMPARE(tablet->heard.size(), 1);
    QCOMPARE(phone->heard.size(), 0);
}

void HubTest::tellsNobodyAfterDetach()
{
    const auto alice = join(Alice, AlicePhone);
    m_bus->publish(typing(Bob, {Alice}));
    m_hub->detach(0);
    m_bus->publish(typing(Bob, {Alice}));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(alice->heard.size(), 0);
}

void HubTest::tellsRoomsApart()
{
    const auto phone = join(Alice, AlicePhone);
    const auto tablet = join(Alice, AliceTablet);
    enter(Alice, phone, 1);
    QCOMPARE(m_observer.entries, QList<QByteArray>{"1 in 5"});
    enter(Alice, phone, 2); // Is there already.
    QCOMPARE(m_observer.entries.size(), 1);
    m_bus->publish(added(1, {Alice}));
    QTRY_COMPARE(phone->heard, (QList<QByteArray>{"to-all 1", "inside 1", "not-elsewhere 1"}));
    QCOMPARE(tablet->heard,
             (QList<QByteArray>{"to-all 1", "outside 1", "unwatched 1", "not-elsewhere 1"}));
    QCOMPARE(m_dialect->encodings, 1);
    leave(Alice, phone, 3); // So it does say where it is: nowhere.
    phone->heard.clear();
    m_bus->publish(added(2, {Alice}));
    QTRY_COMPARE(phone->heard, (QList<QByteArray>{"to-all 1", "outside 1", "unwatched 1"}));
}

void HubTest::letsNobodyHearMoreForBeingInARoom()
{
    const auto mallory = join(Charlie, SessionId(31));
    const auto alice = join(Alice, AlicePhone);
    enter(Charlie, mallory, 1);
    enter(Alice, mallory, 1); // Not hers.
    m_bus->publish(added(1, {Alice}));
    QTRY_COMPARE(alice->heard,
                 (QList<QByteArray>{"to-all 1", "outside 1", "unwatched 1", "not-elsewhere 1"}));
    QCOMPARE(mallory->heard.size(), 0);
}

void HubTest::tellsOnlookersWhatIsForTheRoom()
{
    const auto alice = join(Alice, AlicePhone);
    const auto near = join(Bob, BobPhone);
    const auto far = join(Bob, SessionId(22));
    const auto mallory = join(Charlie, SessionId(31));
    enter(Bob, near, 1);
    enter(Charlie, mallory, 1);
    Event event = added(1, {Alice});
    event.onlookers = {Bob};
    m_bus->publish(event);
    QTRY_COMPARE(near->heard, QList<QByteArray>{"inside 1"});
    QCOMPARE(alice->heard,
             (QList<QByteArray>{"to-all 1", "outside 1", "unwatched 1", "not-elsewhere 1"}));
    QCOMPARE(far->heard.size(), 0);
    QCOMPARE(mallory->heard.size(), 0);
    near->open = false;
    event.audience = {};
    m_bus->publish(event);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(near->heard.size(), 1);
}

void HubTest::leavesARoomInTheOrderOfTheRequests()
{
    const auto phone = join(Alice, AlicePhone);
    leave(Alice, phone, 2);
    enter(Alice, phone, 1); // Asked for first, answered last.
    m_bus->publish(added(1, {Alice}));
    QTRY_COMPARE(phone->heard, (QList<QByteArray>{"to-all 1", "outside 1", "unwatched 1"}));
}

void HubTest::noticesWhatArrivesOnceForEachTurn()
{
    const auto phone = join(Alice, AlicePhone);
    const auto tablet = join(Alice, AliceTablet);
    const auto bob = join(Bob, BobPhone);
    m_bus->publish(added(1, {Alice, Bob, Charlie}));
    enter(Alice, tablet, 1);
    m_bus->publish(added(2, {Alice}));
    QTRY_COMPARE(m_observer.arrivals, (QList<QByteArray>{"5: 1 2 2, 2 1 0"}));
}

void HubTest::takesNothingForReadThatIsHidden()
{
    const auto phone = join(Alice, AlicePhone);
    enter(Alice, phone, 1);
    const RoomMove instead{RoomMove::Direction::EnterInstead, ConversationId(6)};
    m_local->move(Alice, phone.get(), instead, 2);
    m_bus->publish(added(1, {Alice}));
    QTRY_COMPARE(m_observer.arrivals, (QList<QByteArray>{"5: 1 1 0"}));
    QCOMPARE(phone->heard,
             (QList<QByteArray>{"to-all 1", "inside 1", "unwatched 1", "not-elsewhere 1"}));
}

void HubTest::leavesItToTheClientWhereTheDialectSaysSo()
{
    test::FixedDialect other("other"_L1, {});
    const auto socket = std::make_shared<test::FakeClientSocket>();
    m_local->add({socket, {Alice, AlicePhone, &other}});
    const auto bob = join(Bob, BobPhone);
    m_bus->publish(added(1, {Alice, Bob}));
    QTRY_COMPARE(m_observer.arrivals, (QList<QByteArray>{"5: 2 1 0"}));
    m_local->remove(Alice, socket.get());
}

void HubTest::encodesForEachOriginWhereUrlsAreShown()
{
    const UrlDialect urls("urls"_L1, {});
    std::vector<std::shared_ptr<test::FakeClientSocket>> sockets;
    for (const char *origin : {"http://a", "http://b", "http://a"}) {
        sockets.push_back(std::make_shared<test::FakeClientSocket>());
        m_local->add({sockets.back(), {Alice, AlicePhone, &urls}, QString::fromLatin1(origin)});
    }
    m_bus->publish(typing(Bob, {Alice}));
    QTRY_COMPARE(sockets[2]->heard, QList<QByteArray>{"at \"http://a\""});
    QCOMPARE(sockets[0]->heard, sockets[2]->heard);
    QCOMPARE(sockets[1]->heard, QList<QByteArray>{"at \"http://b\""});
    QCOMPARE(urls.encodings, 2);
    for (const auto &socket : sockets)
        m_local->remove(Alice, socket.get());
}

void HubTest::countsSockets()
{
    join(Alice, AlicePhone)->untaken = 10;
    join(Alice, AlicePhone)->wire = SocketTransport::EventStream;
    join(Alice, AliceTablet);
    join(Bob, BobPhone);

    const SessionSockets some = test::await(m_hub->countFor({Alice, Charlie}));
    QCOMPARE(some.size(), 2U);
    QCOMPARE(some.at(AlicePhone).total(), 2);
    QCOMPARE(some.at(AlicePhone).on(SocketTransport::EventStream), 1);
    QCOMPARE(some.at(AlicePhone).queuedBytes(), 10);
    QCOMPARE(some.at(AliceTablet).total(), 1);
    QVERIFY(test::await(m_hub->countFor({Charlie})).empty());
    QCOMPARE(test::await(m_hub->countAll()).total(), 4);
}

void HubTest::answersWhoWaitsWhenAThreadGoes()
{
    join(Alice, AlicePhone);
    const auto awaited = std::make_shared<test::Awaited<OpenSockets>>();
    test::follow<OpenSockets>(m_hub->countAll(), awaited);
    m_hub->detach(0);
    QTRY_VERIFY(awaited->isDone());
    QCOMPARE(awaited->value->total(), 0);
    QCOMPARE(test::await(m_hub->countAll()).total(), 0);
}

QTEST_GUILESS_MAIN(HubTest)
#include "tst_hub.moc"
