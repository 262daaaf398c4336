// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connectionbudget.h"
#include "server/net/settings.h"

#include <QTest>

#include <thread>

using namespace linnet::net;
using Verdict = ConnectionBudget::Verdict;
using Admissions = std::vector<std::unique_ptr<ConnectionBudget::Admission>>;

namespace {

Limits limitedTo(int connections, int perAddress)
{
    Limits limits;
    limits.connections = connections;
    limits.connectionsPerAddress = perAddress;
    return limits;
}

//! \brief A budget together with the connections it let in.
struct Counted
{
    Counted(int connections, int perAddress)
        : limits(limitedTo(connections, perAddress))
    {}

    Verdict admit(const char *address)
    {
        std::unique_ptr<ConnectionBudget::Admission> admission;
        const Verdict verdict =
            budget->admit(QHostAddress(QLatin1String(address)), limits, admission);
        if (admission)
            open.push_back(std::move(admission));
        return verdict;
    }

    Limits limits;
    std::shared_ptr<ConnectionBudget> budget = std::make_shared<ConnectionBudget>();
    Admissions open;
};

} // namespace

class ConnectionBudgetTest : public QObject
{
    Q_OBJECT

private slots:
    void admitsUpToTheTotal();
    void admitsUpToTheLimitOfAnAddress();
    void keepsRoomForOthersByDefault();
    void letsProxiesBringManyClients();
    void tellsAddressesApart_data();
    void tellsAddressesApart();
    void freesThePlaceOfAConnectionThatEnds();
    void doesNotCountWhomItRefuses();
    void countsAMovedConnectionOnce();
    void outlivesItsOwnerWhileConnectionsAreOpen();
    void countsFromManyThreads();
};

void ConnectionBudgetTest::admitsUpToTheTotal()
{
    Counted counted(2, 10);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("192.0.2.2"), Verdict::Admitted);
    QCOMPARE(counted.admit("192.0.2.3"), Verdict::TooManyInTotal);
    QCOMPARE(counted.budget->total(), 2);
}

void ConnectionBudgetTest::admitsUpToTheLimitOfAnAddress()
{
    Counted counted(10, 2);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::TooManyFromAddress);
    QCOMPARE(counted.admit("192.0.2.2"), Verdict::Admitted);
}

void ConnectionBudgetTest::keepsRoomForOthersByDefault()
{
    const Limits defaults;
    Counted counted(defaults.connections, defaults.connectionsPerAddress);
    Verdict verdict = Verdict::Admitted;
    while (verdict == Verdict::Admitted)
        verdict = counted.admit("192.0.2.1");
    QCOMPARE(verdict, Verdict::TooManyFromAddress);
    QCOMPARE(counted.admit("192.0.2.2"), Verdict::Admitted);
}

void ConnectionBudgetTest::letsProxiesBringManyClients()
{
    Counted counted(4, 1);
    counted.limits.proxies = *linnet::NetworkList::parse({QStringLiteral("192.0.2.0/24")});
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("198.51.100.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("198.51.100.1"), Verdict::TooManyFromAddress);
    QCOMPARE(counted.admit("::ffff:192.0.2.1"), Verdict::Admitted);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::TooManyInTotal);
}

void ConnectionBudgetTest::tellsAddressesApart_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("areOne");

    const auto row = [](const char *name, const char *one, const char *other, bool areOne) {
        QTest::newRow(name) << QByteArray(one) << QByteArray(other) << areOne;
    };
    row("IPv4, the same", "192.0.2.1", "192.0.2.1", true);
    row("IPv4, neighbours", "192.0.2.1", "192.0.2.2", false);
    row("IPv4 mapped into IPv6", "192.0.2.1", "::ffff:192.0.2.1", true);
    row("two mapped into IPv6", "::ffff:192.0.2.1", "::ffff:192.0.2.2", false);
    row("one IPv6 network", "2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true);
    row("IPv6 networks side by side", "2001:db8:0:1::1", "2001:db8:0:2::1", false);
    row("IPv4 and an IPv6 network that begins alike", "32.1.13.184", "2001:db8::1", false);
}

void ConnectionBudgetTest::tellsAddressesApart()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, areOne);
    Counted counted(10, 1);
    QCOMPARE(counted.admit(one), Verdict::Admitted);
    QCOMPARE(counted.admit(other), areOne ? Verdict::TooManyFromAddress : Verdict::Admitted);
}

void ConnectionBudgetTest::freesThePlaceOfAConnectionThatEnds()
{
    Counted counted(2, 1);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
    counted.open.clear();
    QCOMPARE(counted.budget->total(), 0);
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
}

void ConnectionBudgetTest::doesNotCountWhomItRefuses()
{
    Counted counted(2, 1);
    counted.admit("192.0.2.1");
    for (int i = 0; i < 10; ++i)
        QCOMPARE(counted.admit("192.0.2.1"), Verdict::TooManyFromAddress);
    QCOMPARE(counted.open.size(), size_t(1));
    QCOMPARE(counted.budget->total(), 1);
    counted.open.clear();
    QCOMPARE(counted.admit("192.0.2.1"), Verdict::Admitted);
}

void ConnectionBudgetTest::countsAMovedConnectionOnce()
{
    Counted counted(10, 10);
    counted.admit("192.0.2.1");
    {
        const ConnectionBudget::Admission moved(std::move(*counted.open[0]));
        counted.open.clear();
        QCOMPARE(counted.budget->total(), 1);
    }
    QCOMPARE(counted.budget->total(), 0);
}

void ConnectionBudgetTest::outlivesItsOwnerWhileConnectionsAreOpen()
{
    Counted counted(10, 10);
    counted.admit("192.0.2.1");
    const std::weak_ptr<ConnectionBudget> budget = counted.budget;
    counted.budget.reset();
    QVERIFY(!budget.expired());
    counted.open.clear();
    QVERIFY(budget.expired());
}

void ConnectionBudgetTest::countsFromManyThreads()
{
    const auto budget = std::make_shared<ConnectionBudget>();
    const Limits limits = limitedTo(1000, 1000);
    const auto comeAndGo = [&] {
        for (int i = 0; i < 1000; ++i) {
            std::unique_ptr<ConnectionBudget::Admission> admission;
            budget->admit(QHostAddress(quint32(i % 7)), limits, admission);
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(comeAndGo);
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(budget->total(), 0);
}

QTEST_GUILESS_MAIN(ConnectionBudgetTest)
#include "tst_connectionbudget.moc"
