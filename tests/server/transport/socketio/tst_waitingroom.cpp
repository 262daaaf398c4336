// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/waitingroom.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace std::chrono_literals;

namespace {

constexpr auto Delay = 20ms;

//! \brief A WebSocket that sits in \p room, and what becomes of it.
struct Guest
{
    explicit Guest(WaitingRoom &room)
    {
        auto made = std::make_unique<FakeWebSocket>(log);
        socket = made.get();
        net::Request request;
        request.query = "EIO=4";
        room.seat(std::move(request), std::move(made),
                  [this](const net::Request &waited, std::unique_ptr<net::WebSocket> waiting) {
                      query = waited.query;
                      QObject::connect(waiting.get(), &net::WebSocket::textReceived,
                                       [this](const QByteArray &text) { heard += text; });
                      QObject::connect(waiting.get(), &net::WebSocket::binaryReceived,
                                       [this](const QByteArray &bytes) { heard += '#' + bytes; });
                      admitted = std::move(waiting);
                  });
    }

    std::shared_ptr<FakeWebSocket::Log> log = std::make_shared<FakeWebSocket::Log>();
    FakeWebSocket *socket = nullptr;
    QByteArray query;
    QByteArrayList heard;
    std::unique_ptr<net::WebSocket> admitted;
};

} // namespace

class WaitingRoomTest : public QObject
{
    Q_OBJECT

private slots:
    void letsInAtOnceWithoutADelay();
    void letsInAfterTheDelay();
    void repeatsWhatWasSaidMeanwhile();
    void forgetsWhoHangsUp();
    void forgetsEverybodyWhenItCloses();
    void answersPollsAfterTheDelay();
    void leavesOutPollsThatHungUp();
};

void WaitingRoomTest::letsInAtOnceWithoutADelay()
{
    WaitingRoom room(0ms);
    const Guest guest(room);
    QVERIFY(guest.admitted);
    bool isServed = false;
    room.seat({}, net::Reply(std::make_shared<FakeReceiver>()),
              [&](const net::Request &, const net::Reply &) { isServed = true; });
    QVERIFY(isServed);
}

void WaitingRoomTest::letsInAfterTheDelay()
{
    WaitingRoom room(Delay);
    const auto begin = std::chrono::steady_clock::now();
    const Guest guest(room);
    QVERIFY(!guest.admitted);
    QTRY_VERIFY(guest.admitted);
    QVERIFY(std::chrono::steady_clock::now() - begin >= Delay);
    QCOMPARE(guest.query, "EIO=4");
}

void WaitingRoomTest::repeatsWhatWasSaidMeanwhile()
{
    WaitingRoom room(Delay);
    const Guest guest(room);
    emit guest.socket->textReceived("40");
    emit guest.socket->binaryReceived("bytes");
    QTRY_COMPARE(guest.heard, (QByteArrayList{"40", "#bytes"}));
    emit guest.socket->textReceived("41");
    QCOMPARE(guest.heard.size(), 3);
}

void WaitingRoomTest::forgetsWhoHangsUp()
{
    WaitingRoom room(Delay);
    const Guest gone(room);
    gone.socket->abort();
    const Guest next(room);
    QTRY_VERIFY(next.admitted);
    QVERIFY(!gone.admitted);
    QVERIFY(gone.log->isDeleted);
}

void WaitingRoomTest::forgetsEverybodyWhenItCloses()
{
    auto room = std::make_unique<WaitingRoom>(Delay);
    const Guest guest(*room);
    room.reset();
    QVERIFY(guest.log->isDeleted);
    WaitingRoom another(2 * Delay);
    const Guest next(another);
    QTRY_VERIFY(next.admitted);
    QVERIFY(!guest.admitted);
}

void WaitingRoomTest::answersPollsAfterTheDelay()
{
    WaitingRoom room(Delay);
    const auto receiver = std::make_shared<FakeReceiver>();
    room.seat({}, net::Reply(receiver), [](const net::Request &, net::Reply reply) {
        net::Response response;
        response.status = 201;
        reply.send(std::move(response));
    });
    QCOMPARE(receiver->answers, 0);
    QTRY_COMPARE(receiver->status, 201);
}

void WaitingRoomTest::leavesOutPollsThatHungUp()
{
    WaitingRoom room(Delay);
    const auto gone = std::make_shared<FakeReceiver>();
    int served = 0;
    const auto turn = [&](const net::Request &, const net::Reply &) { ++served; };
    room.seat({}, net::Reply(gone), turn);
    gone->hangUp();
    room.seat({}, net::Reply(std::make_shared<FakeReceiver>()), turn);
    QTRY_COMPARE(served, 1);
}

QTEST_GUILESS_MAIN(WaitingRoomTest)
#include "tst_waitingroom.moc"
