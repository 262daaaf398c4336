// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/eventreplay.h"
#include "server/transport/sse/ssesocket.h"
#include "tests/server/app/chatworld.h"
#include "tests/support/collectedreply.h"
#include "tests/support/fixeddialect.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr UserId Bob = test::ChatWorld::Bob;

//! \brief A dialect that knows of messages and nothing else.
class MessageDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;
    std::vector<SocketEvent> encode(const Event &event) const override
    {
        const auto *const added = std::get_if<MessageAdded>(&event.payload);
        if (!added)
            return {};
        return {{"message", '"' + added->message.body.toUtf8() + '"'}};
    }
};

//! \brief The chat services, and a stream that speaks to Bob.
struct World : test::ChatWorld
{
    World()
    {
        recent = std::make_unique<RecentEvents>(foundation->bus, foundation->clock,
                                                RecentEvents::Settings());
        settings.form = SseSettings::Form::Named;
        settings.greeting = {};
        settings.connected = [](const std::shared_ptr<ClientSocket> &client) { client->accept(); };
        socket = std::make_shared<SseSocket>(settings, deadlines,
                                             std::make_shared<const net::Request>(), reply.reply());
        socket->start({});
        stream = reply.take();
    }
    ~World() { settle(); }
    Q_DISABLE_COPY_MOVE(World)

    std::unique_ptr<RecentEvents> recent;
    MessageDialect dialect{"messages"_L1, {}};
    SseSettings settings;
    DeadlineQueue deadlines;
    test::CollectedReply reply;
    std::shared_ptr<SseSocket> socket;
    net::Response stream;
};

} // namespace

class EventReplayTest : public QObject
{
    Q_OBJECT

private slots:
    void letsNobodyGoOnBehindWhatTheyStillMiss();
};

void EventReplayTest::letsNobodyGoOnBehindWhatTheyStillMiss()
{
    World world;
    const Message missed = world.send(u"missed"_s);
    // Longer ago than what is remembered: the database is asked.
    replayEvents(world.recent.get(), &world.chat->sync, world.socket,
                 {Bob, SessionId(), &world.dialect}, missed.createdAt - 1h);
    world.socket->emitEvent(PreparedEvent({"message", "\"new\""}));
    QByteArray heard;
    QTRY_VERIFY((heard += world.stream.source->read(1000)).contains("event: resync"));
    const auto time = QByteArray::number(qint64(missed.createdAt.time_since_epoch().count()));
    const QByteArray expected = "event: message\ndata: \"new\"\n\nid: " + time
        + "\nevent: message\ndata: \"missed\"\n\nid: ";
    QVERIFY2(heard.startsWith(expected), heard);
}

QTEST_GUILESS_MAIN(EventReplayTest)
#include "tst_eventreplay.moc"
