// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the database takes messages in and gives pages out. Not a test: run it by hand.
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <cstdio>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr int Users = 200;
const ConversationId Large(1'000'000);

ConversationId chatOf(int pair)
{
    return ConversationId(1000 + pair);
}

Result<> populate(Stores &stores)
{
    for (int user = 1; user <= Users; ++user)
        test::addUser(stores, UserId(user));
    for (int user = 1; user < Users; ++user) {
        const auto added = stores.conversations.addDirect({.id = chatOf(user),
                                                           .createdBy = UserId(user),
                                                           .createdAt = test::at(0),
                                                           .updatedAt = test::at(0)},
                                                          UserId(user + 1));
        if (!added)
            return added.error();
    }
    // Everybody has twenty conversations or more to list.
    for (int i = 0; i < 20; ++i) {
        const auto added = stores.conversations.addDirect({.id = ConversationId(2000 + i),
                                                           .createdBy = UserId(1),
                                                           .createdAt = test::at(i),
                                                           .updatedAt = test::at(i)},
                                                          UserId(100 + i));
        if (!added)
            return added.error();
    }
    return stores.conversations.addGroup({.id = Large,
                                          .kind = ConversationKind::Group,
                                          .createdBy = UserId(1),
                                          .createdAt = test::at(0),
                                          .updatedAt = test::at(0)},
                                         {UserId(2)});
}

Message draft(qint64 id, ConversationId conversation, UserId sender)
{
    return {.id = MessageId(id),
            .conversation = conversation,
            .sender = sender,
            .clientId = u"client-%1"_s.arg(id),
            .body = u"The quick brown fox jumps over the lazy dog, and then over another one."_s,
            .createdAt = test::at(id)};
}

//! \brief Keeps a number of appends in flight until enough were acknowledged.
class Sender
{
public:
    Sender(Database &database, qint64 firstId, int count)
        : m_database(database)
        , m_nextId(firstId)
        , m_left(count)
    {}

    void run(int inFlight)
    {
        m_running = inFlight;
        QElapsedTimer clock;
        clock.start();
        const int count = m_left;
        for (int i = 0; i < inFlight; ++i)
            send();
        m_loop.exec();
        const double seconds = double(clock.nsecsElapsed()) / 1e9;
        std::sort(m_latencies.begin(), m_latencies.end());
        const auto at = [this](double part) {
            return double(m_latencies[size_t(part * double(m_latencies.size() - 1))]) / 1e6;
        };
        std::printf("append, %3d in flight: %8.0f/s   p50 %.2f ms   p99 %.2f ms   max %.1f ms\n",
                    inFlight, count / seconds, at(0.5), at(0.99), at(1));
    }

private:
    QCoro::Task<> send()
    {
        while (m_left-- > 0) {
            const qint64 id = m_nextId++;
            const int pair = 1 + int(id * 7919 % (Users - 1));
            const Message message = draft(id, chatOf(pair), UserId(pair + id % 2));
            QElapsedTimer clock;
            clock.start();
            auto work = [message](Stores &stores) { return stores.messages.append(message); };
            auto hop = m_database.write(work);
            const auto appended = co_await hop;
            if (!appended)
                qFatal("%s", qPrintable(appended.error().detail));
            m_latencies.push_back(clock.nsecsElapsed());
        }
        if (--m_running == 0)
            m_loop.quit();
    }

    Database &m_database;
    qint64 m_nextId;
    int m_left;
    int m_running = 0;
    QEventLoop m_loop;
    std::vector<qint64> m_latencies;
};

void fillLarge(Database &database, int count)
{
    constexpr int Batch = 10'000;
    QElapsedTimer clock;
    clock.start();
    for (int done = 0; done < count; done += Batch) {
        const auto filled = test::await(database.write([done](Stores &stores) -> Result<> {
            for (int i = 0; i < Batch; ++i) {
                const qint64 id = 100'000'000 + done + i;
                const auto added = stores.messages.append(draft(id, Large, UserId(1 + i % 2)));
                if (!added)
                    return added.error();
            }
            return {};
        }));
        if (!filled)
            qFatal("%s", qPrintable(filled.error().detail));
    }
    std::printf("fill: %d messages in %.1f s\n", count, double(clock.elapsed()) / 1000);
}

//! Times \p work on a reader thread, without the hop to it.
template <typename Work>
void timeRead(Database &database, const char *what, Work work)
{
    constexpr int Rounds = 300;
    const auto took =
        test::await(database.read([work](Stores &stores) -> Result<std::vector<qint64>> {
            std::vector<qint64> times;
            for (int i = 0; i < Rounds; ++i) {
                QElapsedTimer clock;
                clock.start();
                const auto result = work(stores);
                if (!result)
                    return result.error();
                times.push_back(clock.nsecsElapsed());
            }
            return times;
        }));
    if (!took)
        qFatal("%s", qPrintable(took.error().detail));
    std::vector<qint64> times = *took;
    std::sort(times.begin(), times.end());
    std::printf("%-34s p50 %.3f ms   p99 %.3f ms\n", what, double(times[Rounds / 2]) / 1e6,
                double(times[Rounds * 99 / 100]) / 1e6);
}

void timePages(Database &database, int count)
{
    const auto page = [](qint64 before) {
        return [before](Stores &stores) {
            return stores.messages.list(
                {.conversation = Large, .viewer = UserId(1), .beforeSeq = before, .limit = 50});
        };
    };
    timeRead(database, "history page, newest", page(count + 1));
    timeRead(database, "history page, middle", page(count / 2));
    timeRead(database, "history page, oldest", page(51));
    const auto byTime = [](Timestamp time) {
        return [time](Stores &stores) {
            return stores.messages.list(
                {.conversation = Large, .viewer = UserId(1), .beforeTime = time, .limit = 50});
        };
    };
    timeRead(database, "history page by time, newest", byTime(test::at(100'000'000 + count)));
    timeRead(database, "history page by time, oldest", byTime(test::at(100'000'050)));
    timeRead(database, "20 conversations",
             [](Stores &stores) { return stores.conversations.list(UserId(1), {}, 20); });
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"messages"_s, u"In the large conversation."_s, u"count"_s, u"1000000"_s});
    parser.addOption({u"appends"_s, u"For each number in flight."_s, u"count"_s, u"100000"_s});
    parser.addOption({u"folder"_s, u"Where the database is made."_s, u"path"_s, QDir::tempPath()});
    parser.addHelpOption();
    parser.process(application);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);

    const QTemporaryDir folder(parser.value(u"folder"_s) + u"/linnet-bench-XXXXXX"_s);
    test::TestDatabase database({.file = folder.filePath(u"linnet.db"_s)});
    if (const auto populated = test::await(database->write(populate)); !populated)
        qFatal("%s", qPrintable(populated.error().detail));

    const int appends = parser.value(u"appends"_s).toInt();
    qint64 nextId = 10'000'000;
    for (const int inFlight : {1, 16, 64, 256}) {
        const int count = inFlight == 1 ? std::min(appends, 10'000) : appends;
        Sender(database, nextId, count).run(inFlight);
        nextId += count;
    }
    const int messages = parser.value(u"messages"_s).toInt();
    fillLarge(database, messages);
    timePages(database, messages);
    return 0;
}
