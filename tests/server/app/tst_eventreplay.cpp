// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/chatparts.h"
#include "server/app/eventreplay.h"
#include "server/services/identity/lastseen.h"
#include "server/transport/sse/ssesocket.h"
#include "tests/support/await.h"
#include "tests/support/collectedreply.h"
#include "tests/support/fixeddialect.h"
#include "tests/support/patience.h"
#include "tests/support/settle.h"
#include "tests/support/teststorage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr UserId Alice(1), Bob(2);

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
struct World
{
    World()
    {
        config.node.dataDirectory = folder.path();
        foundation = std::move(*Foundation::open(config));
        chat = std::make_unique<ChatParts>(*foundation, lastSeen, config);
        foundation->ids.startAfter(10);
        recent = std::make_unique<RecentEvents>(foundation->bus, foundation->clock,
                                                RecentEvents::Settings());
        const auto added =
            test::await(foundation->database->write([](Stores &stores) -> Result<int> {
                test::addUser(stores, Alice);
                test::addUser(stores, Bob);
                return 0;
            }));
        settings.form = SseSettings::Form::Named;
        settings.greeting = {};
        settings.connected = [](const std::shared_ptr<ClientSocket> &client) { client->accept(); };
        socket = std::make_shared<SseSocket>(settings, deadlines,
                                             std::make_shared<const net::Request>(), reply.reply());
        socket->start({});
        stream = reply.take();
    }
    ~World()
    {
        foundation->database->stop();
        test::settle(mailbox); // What is on its way ends.
    }
    Q_DISABLE_COPY_MOVE(World)

    Message send(const QString &body)
    {
        Draft draft;
        draft.sender = Alice;
        draft.recipient = Bob;
        draft.body = body;
        return *test::await(chat->messages.send(draft));
    }

    QTemporaryDir folder;
    Mailbox mailbox;
    Config config;
    LastSeen lastSeen;
    std::unique_ptr<Foundation> foundation;
    std::unique_ptr<ChatParts> chat;
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
