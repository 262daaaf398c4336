// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/bus/recentevents.h"

#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;

namespace {

constexpr UserId Alice{1};
constexpr UserId Bob{2};

class SetClock : public Clock
{
public:
    Timestamp now() const override { return time; }

    Timestamp time = Timestamp(1'000'000ms);
};

Event received(qint64 id, std::vector<UserId> audience)
{
    StatusChanged changed;
    changed.messages = {MessageId(id)};
    return {changed, std::move(audience), {}};
}

} // namespace

class RecentEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void remembersWhatWasForSomebody();
    void forgetsWhatIsLongAgo();
    void holdsNoMoreThanItMay();
    void holdsNoLongerAudiencesThanItMay();
    void holdsNoLongerTextsThanItMay();
    void knowsNothingOfBeforeItBegan();
    void tellsOnceMoreWhatIsNoOlderThanItself();
    void doesNotRememberWhatPasses();
    void forgetsWhatCameBeforeTheClockWasSetBack_data();
    void forgetsWhatCameBeforeTheClockWasSetBack();

private:
    std::optional<std::vector<qint64>> since(UserId user, Timestamp time) const;

    SetClock m_clock;
    std::unique_ptr<InProcessBus> m_bus;
    std::unique_ptr<RecentEvents> m_recent;
    Timestamp m_begin{};
};

void RecentEventsTest::init()
{
    m_bus = std::make_unique<InProcessBus>();
    m_recent = std::make_unique<RecentEvents>(
        *m_bus, m_clock,
        RecentEvents::Settings{.longest = 60s, .events = 4, .listeners = 10, .bytes = 1000});
    m_clock.time += 1s;
    m_begin = m_clock.time;
}

//! \return the numbers of the messages that were told of.
std::optional<std::vector<qint64>> RecentEventsTest::since(UserId user, Timestamp time) const
{
    const auto entries = m_recent->since(user, time);
    if (!entries)
        return std::nullopt;
    std::vector<qint64> ids;
    for (const RecentEvents::Entry &each : *entries)
        ids.push_back(std::get<StatusChanged>(each.event->payload).messages.front().value());
    return ids;
}

void RecentEventsTest::remembersWhatWasForSomebody()
{
    m_bus->publish(received(1, {Alice, Bob}));
    m_clock.time += 1s;
    m_bus->publish(received(2, {Bob}));
    m_bus->publish(received(3, {Alice}));
    QCOMPARE(since(Alice, m_begin), (std::vector<qint64>{1, 3}));
    QCOMPARE(since(Bob, m_begin + 1s), std::vector<qint64>{2});
    QCOMPARE(since(UserId(9), m_begin), std::vector<qint64>());
    QCOMPARE(m_recent->since(Alice, m_begin)->back().at, m_begin + 1s);
}

void RecentEventsTest::forgetsWhatIsLongAgo()
{
    m_bus->publish(received(1, {Alice}));
    m_clock.time += 61s;
    m_bus->publish(received(2, {Alice}));
    QCOMPARE(since(Alice, m_begin), std::nullopt);
    QCOMPARE(since(Alice, m_begin + 1ms), std::vector<qint64>{2});
}

void RecentEventsTest::holdsNoMoreThanItMay()
{
    for (qint64 id = 1; id <= 6; ++id) {
        m_clock.time += 1s;
        m_bus->publish(received(id, {Alice}));
    }
    QCOMPARE(since(Alice, m_begin), std::nullopt);
    QCOMPARE(since(Alice, m_begin + 3s), (std::vector<qint64>{3, 4, 5, 6}));
}

void RecentEventsTest::holdsNoLongerAudiencesThanItMay()
{
    for (qint64 id = 1; id <= 3; ++id) {
        m_clock.time += 1s;
        m_bus->publish(received(id, {Alice, Bob, UserId(3), UserId(4), UserId(5)}));
    }
    QCOMPARE(since(Alice, m_begin), std::nullopt);
    QCOMPARE(since(Alice, m_begin + 2s), (std::vector<qint64>{2, 3}));
}

void RecentEventsTest::holdsNoLongerTextsThanItMay()
{
    MessageAdded added;
    added.message.body = QString(150, u'x');
    for (int i = 0; i < 4; ++i) {
        m_clock.time += 1s;
        m_bus->publish({added, {Alice}, {}});
    }
    const auto told = [this](Timestamp time) {
        const auto entries = m_recent->since(Alice, time);
        return entries ? int(entries->size()) : -1;
    };
    QCOMPARE(told(m_begin), -1); // The first is forgotten.
    QCOMPARE(told(m_begin + 2s), 3);
    added.message.body = QString(501, u'x');
    m_bus->publish({added, {Alice}, {}});
    QCOMPARE(told(m_begin + 4s), -1);
    m_clock.time += 1s;
    m_bus->publish(received(1, {Alice}));
    QCOMPARE(since(Alice, m_begin + 5s), std::vector<qint64>{1});
}

void RecentEventsTest::knowsNothingOfBeforeItBegan()
{
    QCOMPARE(since(Alice, m_begin - 1s), std::nullopt);
    QCOMPARE(since(Alice, m_begin), std::vector<qint64>());
    QCOMPARE(since(Alice, m_clock.time + 1ms), std::nullopt); // The clock was set back.
}

void RecentEventsTest::tellsOnceMoreWhatIsNoOlderThanItself()
{
    m_bus->publish(received(1, {Alice}));
    m_clock.time += 1s;
    m_bus->publish(received(2, {Alice}));
    const auto told = [this](std::chrono::milliseconds overlap) {
        const auto entries = m_recent->since(Alice, m_clock.time, overlap);
        return entries ? int(entries->size()) : -1;
    };
    QCOMPARE(told(0ms), 1);
    QCOMPARE(told(1s), 2);
    QCOMPARE(told(1h), 2); // Longer ago than there was anything to be remembered.
    for (int i = 3; i < 6; ++i)
        m_bus->publish(received(i, {Alice}));
    QCOMPARE(told(1h), -1); // The first is forgotten.
    QCOMPARE(told(500ms), 4);
}

void RecentEventsTest::doesNotRememberWhatPasses()
{
    m_bus->publish({TypingChanged{ConversationId(7), Bob, true}, {Alice}, {}});
    m_bus->publish({PresenceChanged{Bob, true, {}}, {Alice}, {}});
    m_bus->publish({OnlineListChanged{{Bob}}, {Alice}, {}});
    QCOMPARE(m_recent->since(Alice, m_begin)->size(), 0u);
}

void RecentEventsTest::forgetsWhatCameBeforeTheClockWasSetBack_data()
{
    QTest::addColumn<bool>("passes");
    QTest::newRow("the last that was told is remembered") << false;
    QTest::newRow("the last that was told passes") << true;
}

void RecentEventsTest::forgetsWhatCameBeforeTheClockWasSetBack()
{
    QFETCH(bool, passes);
    m_clock.time += 10s;
    const Timestamp told = m_clock.time;
    m_bus->publish(passes ? Event{TypingChanged{ConversationId(7), Bob, true}, {Alice}, {}}
                          : received(1, {Alice}));
    m_clock.time -= 5s;
    m_bus->publish(received(2, {Alice}));
    QCOMPARE(since(Alice, m_clock.time), std::nullopt);
    m_clock.time += 6s;
    m_bus->publish(received(3, {Alice}));

    QCOMPARE(since(Alice, told), std::nullopt); // Or the second would be missed.
    QCOMPARE(since(Alice, told + 1s), std::vector<qint64>{3});
}

QTEST_GUILESS_MAIN(RecentEventsTest)
#include "tst_recentevents.moc"
