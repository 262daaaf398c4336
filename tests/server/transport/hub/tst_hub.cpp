// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/transport/hub/hub.h"
#include "tests/support/fakeclientsocket.h"
#include "tests/support/fixeddialect.h"

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

    std::vector<SocketEvent> encode(const Event &event) const override
    {
        ++encodings;
        const auto *typing = std::get_if<TypingChanged>(&event.payload);
        if (!typing)
            return {};
        return {{"typing", '"' + QByteArray::number(typing->user.value()) + '"', true}};
    }

    mutable int encodings = 0;
};

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

private:
    std::shared_ptr<test::FakeClientSocket> join(UserId user, SessionId session)
    {
        auto socket = std::make_shared<test::FakeClientSocket>();
        m_local->add({socket, user, session, m_dialect.get()});
        return socket;
    }

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
    m_bus = std::make_unique<InProcessBus>();
    m_dialect = std::make_unique<CountingDialect>("one"_L1, QList<Endpoint>());
    m_hub = std::make_unique<Hub>(*m_bus, 1);
    m_local = std::make_unique<LocalHub>(m_hub->directory(), 0);
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

QTEST_GUILESS_MAIN(HubTest)
#include "tst_hub.moc"
