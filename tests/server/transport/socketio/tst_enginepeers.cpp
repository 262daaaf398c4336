// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engine.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

#include <array>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;

namespace {

//! \brief One of two threads, whose mailboxes are what the test says.
class ThreadOfTwo : public net::IoThread
{
public:
    ThreadOfTwo(int index, std::array<Mailbox *, 2> &mailboxes)
        : m_index(index)
        , m_mailboxes(mailboxes)
    {}
    int index() const override { return m_index; }
    int count() const override { return 2; }
    Mailbox &mailbox() override { return mailboxOf(m_index); }
    Mailbox &mailboxOf(int index) override { return *m_mailboxes[size_t(index)]; }

private:
    const int m_index;
    std::array<Mailbox *, 2> &m_mailboxes;
};

} // namespace

class EnginePeersTest : public QObject
{
    Q_OBJECT

private slots:
    void runsAtOnceOnTheSameThread();
    void runsLaterOnAnother();
    void doesNothingWithoutAnEngine();
};

void EnginePeersTest::runsAtOnceOnTheSameThread()
{
    FakeIoThread thread;
    const auto peers = std::make_shared<EnginePeers>();
    Engine engine(std::make_shared<Live<EngineSettings>>(),
                  {thread, std::make_shared<DeadlineQueue>(), peers}, {});
    Engine *seen = nullptr;
    peers->run(thread, 0, [&](Engine &given) { seen = &given; });
    QCOMPARE(seen, &engine);
}

void EnginePeersTest::runsLaterOnAnother()
{
    Mailbox here;
    std::array<Mailbox *, 2> mailboxes = {&here, &here};
    ThreadOfTwo first(0, mailboxes);
    ThreadOfTwo second(1, mailboxes);
    const auto peers = std::make_shared<EnginePeers>();
    Engine engine(std::make_shared<Live<EngineSettings>>(),
                  {second, std::make_shared<DeadlineQueue>(), peers}, {});
    Engine *seen = nullptr;
    peers->run(first, 1, [&](Engine &given) { seen = &given; });
    QVERIFY(!seen);
    QTRY_COMPARE(seen, &engine);
}

void EnginePeersTest::doesNothingWithoutAnEngine()
{
    FakeIoThread thread;
    const auto peers = std::make_shared<EnginePeers>();
    const auto fail = [](Engine &) { QFAIL("There is none."); };
    peers->run(thread, 0, fail);
    peers->run(thread, 1, fail);
    peers->run(thread, -1, fail);
    {
        const Engine engine(std::make_shared<Live<EngineSettings>>(),
                            {thread, std::make_shared<DeadlineQueue>(), peers}, {});
    }
    peers->run(thread, 0, fail);
}

QTEST_GUILESS_MAIN(EnginePeersTest)
#include "tst_enginepeers.moc"
