// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/echoapplication.h"
#include "tests/support/memoryuse.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"
#include "tests/support/rawsocket.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <malloc.h>
#include <sys/resource.h>
#include <sys/socket.h>

using namespace linnet;
using namespace std::chrono_literals;
using test::RawClient;
using test::RawSocket;

namespace {

constexpr qint64 MiB = 1 << 20;

const QByteArray Hello = "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n";
const QByteArray Upgrade =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

const net::Frame Short = net::Frame::binary(QByteArray(1000, 's'));
const net::Frame Long = net::Frame::binary(QByteArray(20 * MiB, 'l')); // The kernel takes less.

//! \brief A file from an offset to its end.
class FileSource : public net::BodySource
{
public:
    FileSource(const QString &path, qint64 offset)
        : m_file(path)
        , m_offset(offset)
    {
        if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !m_file.seek(offset))
            qFatal("The file is not there.");
    }
    qint64 size() const override { return m_file.size() - m_offset; }
    QByteArray read(qint64 most) override { return m_file.read(most); }

private:
    QFile m_file;
    qint64 m_offset;
};

class FileSink : public net::BodySink
{
public:
    explicit FileSink(const QString &path)
        : m_file(path)
    {
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            qFatal("The file cannot be made.");
    }
    std::optional<net::Response> write(QByteArrayView piece) override
    {
        m_file.write(piece.data(), piece.size());
        return {};
    }
    std::optional<net::Response> finished() override { return {}; }

private:
    QFile m_file;
};

//! Serves \p path from where a "Range: bytes=N-" begins.
test::Behaviour serving(const QString &path)
{
    test::Behaviour behaviour;
    behaviour.handle = [path](net::Request request, net::Reply reply) {
        const QByteArray range = request.headers.value("range");
        net::Response response;
        response.status = range.isEmpty() ? 200 : 206;
        response.source = std::make_unique<FileSource>(
            path, range.mid(6).chopped(range.isEmpty() ? 0 : 1).toLongLong());
        reply.send(std::move(response));
    };
    return behaviour;
}

//! Sockets that \p speak gets when they are open, in a turn of the loop of their own.
test::Behaviour speaking(const std::function<void(net::WebSocket &)> &speak)
{
    test::Behaviour behaviour;
    behaviour.planUpgrade = [](const net::Request &, net::IoThread &) {
        return net::UpgradePlan();
    };
    behaviour.opened = [speak](std::unique_ptr<net::WebSocket> socket, const net::Request &) {
        net::WebSocket *const open = socket.release();
        QObject::connect(open, &net::WebSocket::closed, open, &QObject::deleteLater);
        QTimer::singleShot(0, open, [speak, open] { speak(*open); });
    };
    return behaviour;
}

//! \return settings with which a hundred short messages may wait.
net::ServerSettings narrowSettings()
{
    net::ServerSettings settings = test::patientSettings();
    settings.limits.outputHigh = settings.limits.outputMost = 100 * Short.bytes().size();
    return settings;
}

//! \return whether \p client gets \p bytes after the answer to its handshake.
bool hears(RawSocket &client, const QByteArray &bytes)
{
    QByteArray seen;
    return test::waitUntil([&] {
        seen += client.read();
        const qsizetype head = seen.indexOf("\r\n\r\n");
        return head >= 0 && QByteArrayView(seen).sliced(head + 4) == bytes;
    });
}

QString makeFile(const QTemporaryDir &directory, qint64 size)
{
    const QString path = directory.filePath(QStringLiteral("file"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
        qFatal("The file cannot be made.");
    return path;
}

//! \return what arrives, until it begins with \p start or time is up.
QByteArray waitFor(RawSocket &client, const QByteArray &start)
{
    QByteArray seen;
    const auto isThere = [&] { return (seen += client.read(1000)).startsWith(start); };
    return test::waitUntil(isThere) ? start : seen;
}

//! Lets a server grow to what it needs at all, so that later growth is what a test causes.
void warmUp(const net::Server &server)
{
    for (int i = 0; i < 20; ++i)
        RawClient(server.port()).ask(Hello);
    malloc_trim(0); // What earlier tests left behind must not be had for free.
}

std::chrono::microseconds toDuration(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

//! \return what \p who, as getrusage() calls it, has used so far.
std::chrono::microseconds processorTime(int who)
{
    rusage used{};
    getrusage(who, &used);
    return toDuration(used.ru_utime) + toDuration(used.ru_stime);
}

std::atomic<int> waits = 0;

void countWaits(QtMsgType, const QMessageLogContext &, const QString &text)
{
    waits += text.startsWith(QStringLiteral("New connections have to wait"));
}

} // namespace

class ConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sendsAGibibyteToAStalledClientInLittleMemory();
    void storesAnUploadInLittleMemory();
    void holdsManyClientsInLittleMemory_data();
    void holdsManyClientsInLittleMemory();
    void stopsServingAClientThatDoesNotRead();
    void dropsAClientThatTakesNothing();
    void keepsASlowButSteadyReader();
    void dropsASocketWhoseOutputGrows();
    void countsOnlyWhatTheKernelDoesNotTake();
    void tellsLaterThatTheKernelTookAll();
    void sendsAMessageLongerThanWhatMayWait();
    void dropsASocketWhoseOutputGrowsBehindALongMessage();
    void waitsForDescriptorsWithoutSpinning();
    void sendsTheRestToAHalfClosedClientWithoutSpinning();
    void lingersSoThatARefusalArrives_data();
    void lingersSoThatARefusalArrives();
    void endsLingeringInTime();
    void servesOthersWhileOneIsBusy();
    void survivesGarbage();
};

void ConnectionTest::initTestCase()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void ConnectionTest::sendsAGibibyteToAStalledClientInLittleMemory()
{
    QTemporaryDir directory;
    const auto server = test::startServer(serving(makeFile(directory, 1024 * MiB)));
    QCOMPARE(RawClient(server->port())
                 .ask("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=1073741000-\r\n\r\n")
                 .body.size(),
             824);
    const qint64 before = test::memoryInUse();
    RawSocket client(server->port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=5-\r\n\r\n");
    // Until the kernel's buffers are full, and then a while longer.
    qint64 growth = 0;
    for (int i = 0; i < 50; ++i) {
        QTest::qWait(10);
        growth = std::max(growth, test::memoryInUse() - before);
    }
    QVERIFY2(growth < MiB, qPrintable(QString::number(growth)));
    // It was held up, not given up.
    qint64 received = 0;
    QTRY_VERIFY((received += client.read().size()) > 100 * MiB);
    QVERIFY(!client.isClosed());
}

void ConnectionTest::storesAnUploadInLittleMemory()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("upload"));
    test::Behaviour behaviour;
    behaviour.planBody = [path](const net::Request &) {
        return net::BodyPlan{1 << 30, std::make_shared<FileSink>(path), {}};
    };
    const auto server = test::startServer(behaviour);
    warmUp(*server);
    const QByteArray piece = QByteArray("0123456789abcdef").repeated(4096);
    const qint64 before = test::memoryInUse();
    RawSocket client(server->port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n");
    qint64 sent = 0;
    qint64 growth = 0;
    const auto sendMore = [&] {
        const qint64 offset = sent % piece.size();
        sent += client.send(QByteArrayView(piece).sliced(
            offset, std::min(piece.size() - offset, 100 * MiB - sent)));
        growth = std::max(growth, test::memoryInUse() - before);
        return sent == 100 * MiB;
    };
    QElapsedTimer timer;
    timer.start();
    while (!sendMore() && timer.elapsed() < test::LongPatience.count())
        QCoreApplication::processEvents();
    QCOMPARE(waitFor(client, "HTTP/1.1 200"), "HTTP/1.1 200");
    QVERIFY2(growth < 2 * MiB, qPrintable(QString::number(growth)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.size(), 100 * MiB);
    while (!file.atEnd())
        QVERIFY(file.read(piece.size()) == piece);
}

void ConnectionTest::holdsManyClientsInLittleMemory_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isAnswered");
    QTest::addColumn<int>("most");

    QTest::newRow("silent") << QByteArray() << false << 3072;
    QTest::newRow("half a head") << Hello.left(20) << false << 3072;
    QTest::newRow("idle after a request") << Hello << true << 4096;
}

void ConnectionTest::holdsManyClientsInLittleMemory()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isAnswered);
    QFETCH(int, most);
    constexpr int count = 5000;
    net::ServerSettings settings = test::patientSettings();
    settings.limits.connectionsPerAddress = 2 * count;
    const auto server = test::startServer({}, settings);
    warmUp(*server);
    QTRY_COMPARE(server->connectionCount(), 0);

    std::vector<RawSocket> clients;
    clients.reserve(size_t(count));
    const qint64 before = test::memoryInUse();
    for (int i = 0; i < count; ++i) {
        clients.emplace_back(server->port());
        QVERIFY(clients.back().isValid());
        if (i % 500 == 499)
            QTRY_COMPARE(server->connectionCount(), i + 1);
    }
    for (RawSocket &client : clients)
        QCOMPARE(client.send(bytes), bytes.size());
    if (isAnswered) {
        for (RawSocket &client : clients)
            QCOMPARE(waitFor(client, "HTTP/1.1 200"), "HTTP/1.1 200");
    }
    // A last one gets its answer after all of the others were read.
    RawClient last(server->port());
    QCOMPARE(last.ask(Hello).status, 200);
    const qint64 each = (test::memoryInUse() - before) / count;
    qInfo("%lld bytes for each connection", each);
    QVERIFY2(each < most, qPrintable(QString::number(each)));
}

void ConnectionTest::stopsServingAClientThatDoesNotRead()
{
    std::atomic<qint64> handled = 0;
    test::Behaviour behaviour;
    behaviour.handle = [&](net::Request, net::Reply reply) {
        ++handled;
        net::Response response;
        response.body = QByteArray(10000, 'x');
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    warmUp(*server);
    handled = 0;
    const qint64 before = test::memoryInUse();
    RawSocket client(server->port());
    constexpr qint64 Count = 3000;
    const QByteArray requests = Hello.repeated(Count);
    qint64 sent = 0;
    QElapsedTimer sinceTaken;
    sinceTaken.start();
    // Until neither the server nor the kernel has taken any for a while.
    for (qint64 last = -1; sinceTaken.elapsed() < 500; QCoreApplication::processEvents()) {
        sent += client.send(QByteArrayView(requests).sliced(sent));
        if (std::exchange(last, sent + handled) != sent + handled)
            sinceTaken.restart();
    }
    QVERIFY(handled > 0);
    QVERIFY(handled < Count);
    QVERIFY(test::memoryInUse() - before < 2 * MiB);
    qint64 received = 0;
    const auto readMore = [&] {
        received += client.read().size();
        sent += client.send(QByteArrayView(requests).sliced(sent));
        return received > Count * 10000;
    };
    QTRY_VERIFY(readMore());
    QTRY_COMPARE(handled, Count);
}

void ConnectionTest::dropsAClientThatTakesNothing()
{
    QTemporaryDir directory;
    net::ServerSettings settings = test::patientSettings();
    settings.limits.stalledOutput = 500ms;
    std::atomic<int> served = 0;
    test::Behaviour behaviour = serving(makeFile(directory, 100 * MiB));
    behaviour.handle = [&served, serve = behaviour.handle](net::Request request, net::Reply reply) {
        serve(std::move(request), std::move(reply));
        ++served;
    };
    const auto server = test::startServer(behaviour, settings);
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        const int before = served;
        QElapsedTimer timer;
        timer.start();
        RawSocket client(server->port());
        client.send(Hello);
        const bool isDropped =
            test::waitUntil([&] { return served > before && server->connectionCount() == 0; });
        shortest = std::min(shortest, timer.elapsed());
        return isDropped && timer.elapsed() < 2500;
    };
    QVERIFY2(test::onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 500);
}

void ConnectionTest::keepsASlowButSteadyReader()
{
    QTemporaryDir directory;
    net::ServerSettings settings = test::patientSettings();
    settings.limits.stalledOutput = 2500ms; // A busy machine may hold the client up for a while.
    const auto server = test::startServer(serving(makeFile(directory, 100 * MiB)), settings);
    RawSocket client(server->port());
    client.send(Hello);
    for (int i = 0; i < 100; ++i) {
        QTest::qWait(50); // The pace is what is tested: 1 MiB a second.
        client.read(50 << 10);
    }
    QCOMPARE(server->connectionCount(), 1);
    QVERIFY(!client.isClosed());
}

void ConnectionTest::dropsASocketWhoseOutputGrows()
{
    std::atomic<bool> isClosed = false;
    test::Behaviour behaviour;
    behaviour.planUpgrade = [](const net::Request &, net::IoThread &) {
        return net::UpgradePlan();
    };
    behaviour.opened = [&](std::unique_ptr<net::WebSocket> socket, net::Request) {
        net::WebSocket *const open = socket.release();
        auto *const timer = new QTimer(open);
        QObject::connect(timer, &QTimer::timeout, open,
                         [open] { open->send(net::Frame::binary(QByteArray(100000, 'x'))); });
        QObject::connect(open, &net::WebSocket::closed, open, [&isClosed, open] {
            isClosed = true;
            open->deleteLater();
        });
        timer->start(0);
    };
    const auto server = test::startServer(behaviour);
    RawSocket client(server->port());
    client.send(Upgrade);
    QTRY_VERIFY(isClosed);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void ConnectionTest::countsOnlyWhatTheKernelDoesNotTake()
{
    std::atomic<int> bursts = 0;
    const auto burst = [&bursts](net::WebSocket &socket) {
        ++bursts;
        for (int i = 0; i < 500; ++i)
            socket.send(Short);
    };
    const auto speak = [&](net::WebSocket &socket) {
        burst(socket);
        QObject::connect(&socket, &net::WebSocket::drained, &socket, [&, open = &socket] {
            if (bursts < 3) // From within the connection's own sending, too.
                burst(*open);
        });
    };
    const auto server = test::startServer(speaking(speak), narrowSettings());
    RawSocket client(server->port());
    client.send(Upgrade);
    QVERIFY(hears(client, Short.bytes().repeated(1500)));
    QVERIFY(!client.isClosed());
}

void ConnectionTest::tellsLaterThatTheKernelTookAll()
{
    std::atomic<bool> isTaken = false;
    const auto speak = [&](net::WebSocket &socket) {
        bool isTold = false;
        const auto early = QObject::connect(&socket, &net::WebSocket::drained, &socket,
                                            [&isTold] { isTold = true; });
        socket.send(Short);
        isTaken = socket.makeRoom(1, 0) && socket.backlog() == 0 && !isTold;
        QObject::disconnect(early);
        QObject::connect(
            &socket, &net::WebSocket::drained, &socket, [open = &socket] { open->send(Short); },
            Qt::SingleShotConnection);
    };
    const auto server = test::startServer(speaking(speak));
    RawSocket client(server->port());
    client.send(Upgrade);
    QVERIFY(hears(client, Short.bytes().repeated(2)));
    QVERIFY(isTaken);
}

void ConnectionTest::sendsAMessageLongerThanWhatMayWait()
{
    std::atomic<qint64> backlog = 0;
    const auto speak = [&backlog](net::WebSocket &socket) {
        for (int i = 0; i < 50; ++i)
            socket.send(Short);
        socket.send(Long);
        for (int i = 0; i < 50; ++i)
            socket.send(Short);
        backlog = socket.backlog();
    };
    const auto server = test::startServer(speaking(speak), narrowSettings());
    RawSocket client(server->port());
    client.send(Upgrade);
    QTRY_VERIFY(backlog > 0);
    const QByteArray some = Short.bytes().repeated(50);
    QVERIFY(hears(client, some + Long.bytes() + some));
}

void ConnectionTest::dropsASocketWhoseOutputGrowsBehindALongMessage()
{
    std::atomic<int> sent = 0;
    const auto speak = [&sent](net::WebSocket &socket) {
        socket.send(Long);
        auto *const timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&sent, open = &socket] {
            sent += open->backlog() > 0; // While it is there.
            open->send(Short);
        });
        timer->start(0);
    };
    const auto server = test::startServer(speaking(speak), narrowSettings());
    RawSocket client(server->port());
    client.send(Upgrade);
    QTRY_VERIFY(sent > 0);
    QTRY_COMPARE(server->connectionCount(), 0);
    QCOMPARE(sent, 101); // A hundred may wait.
}

void ConnectionTest::waitsForDescriptorsWithoutSpinning()
{
    const auto server = test::startServer();
    warmUp(*server);
    RawSocket client(server->port());
    rlimit usual{};
    getrlimit(RLIMIT_NOFILE, &usual);
    rlimit none = usual;
    none.rlim_cur = 3;
    const auto usualHandler = qInstallMessageHandler(countWaits);
    setrlimit(RLIMIT_NOFILE, &none);
    QElapsedTimer timer;
    timer.start();
    const auto before = processorTime(RUSAGE_THREAD);
    QTRY_VERIFY(waits >= 5);
    const auto used = processorTime(RUSAGE_THREAD) - before;
    setrlimit(RLIMIT_NOFILE, &usual);
    qInstallMessageHandler(usualHandler);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY2(used < 200ms, qPrintable(QString::number(used.count())));
    client.send(Hello);
    QCOMPARE(waitFor(client, "HTTP/1.1 200"), "HTTP/1.1 200");
}

void ConnectionTest::sendsTheRestToAHalfClosedClientWithoutSpinning()
{
    constexpr qint64 Size = 16 * MiB; // More than the kernel takes.
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.body = QByteArray(Size, 'x');
        reply.send(std::move(response));
    };
    net::ServerSettings settings = test::patientSettings();
    settings.limits.outputHigh = 2 * Size;
    settings.limits.outputMost = 2 * Size;
    const auto server = test::startServer(behaviour, settings);
    RawSocket client(server->port());
    client.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    qint64 received = 0;
    QTRY_VERIFY((received += client.read(1).size()) > 0);
    ::shutdown(client.descriptor(), SHUT_WR);
    std::chrono::microseconds used = {};
    // The first try may see the server fill the kernel's buffers.
    const auto isIdle = [&used] {
        const auto before = processorTime(RUSAGE_SELF);
        QTest::qWait(1000); // The client takes its time: there is no event to wait for.
        used = processorTime(RUSAGE_SELF) - before;
        return used < 100ms;
    };
    QVERIFY2(test::onceInTenTries(isIdle), qPrintable(QString::number(used.count())));
    QTRY_VERIFY((received += client.read().size(), client.isClosed()));
    QVERIFY(received > Size);
}

void ConnectionTest::lingersSoThatARefusalArrives_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("times");
    QTest::newRow("a text") << 500'000 << 20;
    QTest::newRow("the largest upload") << 25 * int(MiB) << 2;
}

void ConnectionTest::lingersSoThatARefusalArrives()
{
    QFETCH(int, size);
    QFETCH(int, times);
    test::Behaviour behaviour;
    behaviour.planBody = [](const net::Request &) { return net::BodyPlan{10, {}, {}}; };
    const auto server = test::startServer(behaviour);
    for (int i = 0; i < times; ++i) {
        RawClient client(server->port());
        // The body is on its way when the refusal is; a hasty close would reset the connection.
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size)
                    + "\r\n\r\n" + QByteArray(size, 'x'));
        QCOMPARE(client.reply().status, 413);
    }
}

void ConnectionTest::endsLingeringInTime()
{
    const auto server = test::startServer();
    const auto isOnTime = [&server] {
        RawSocket client(server->port());
        client.send("nonsense\r\n\r\n");
        if (waitFor(client, "HTTP/1.1 400") != "HTTP/1.1 400")
            return false;
        QElapsedTimer timer;
        timer.start();
        // Though the client never closes.
        return test::waitUntil([&server] { return server->connectionCount() == 0; })
            && timer.elapsed() < 4000;
    };
    QVERIFY(test::onceInTenTries(isOnTime));
}

void ConnectionTest::servesOthersWhileOneIsBusy()
{
    QTemporaryDir directory;
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 1;
    const auto server = test::startServer(serving(makeFile(directory, 1024 * MiB)), settings);
    RawSocket greedy(server->port());
    greedy.send(Hello);
    RawClient other(server->port());
    int onTime = 0;
    for (int i = 0; i < 20; ++i) {
        greedy.read();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(other.ask("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=1073741000-\r\n\r\n").status,
                 206);
        onTime += timer.elapsed() < 500;
    }
    QVERIFY2(onTime >= 10, qPrintable(QString::number(onTime))); // Others hold up the rest.
}

void ConnectionTest::survivesGarbage()
{
    const auto server = test::startServer();
    for (int i = 0; i < 300; ++i) {
        RawSocket client(server->port());
        QByteArray garbage(1 + i * 7, Qt::Uninitialized);
        for (qsizetype at = 0; at < garbage.size(); ++at)
            garbage[at] = char((at * 131 + i * 17) ^ (at >> 3));
        client.send(garbage);
    }
    QTRY_COMPARE(server->connectionCount(), 0);
    QCOMPARE(RawClient(server->port()).ask(Hello).status, 200);
}

QTEST_GUILESS_MAIN(ConnectionTest)
#include "tst_connection.moc"
