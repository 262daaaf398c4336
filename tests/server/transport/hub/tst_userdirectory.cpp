// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/userdirectory.h"

#include <QTest>

#include <thread>

using namespace linnet;

namespace {

using Located = std::vector<std::vector<UserId>>;

constexpr UserId Alice(1), Bob(2), Charlie(3);

} // namespace

class UserDirectoryTest : public QObject
{
    Q_OBJECT

private slots:
    void namesEveryThreadAUserIsOn();
    void forgetsAUserWithTheLastSocket();
    void ignoresARemovalTooMany();
    void survivesManyThreads();
};

void UserDirectoryTest::namesEveryThreadAUserIsOn()
{
    UserDirectory directory(3);
    directory.add(Alice, 0);
    directory.add(Alice, 2);
    directory.add(Bob, 2);
    QCOMPARE(directory.locate({Alice, Bob, Charlie}), (Located{{Alice}, {}, {Alice, Bob}}));
}

void UserDirectoryTest::forgetsAUserWithTheLastSocket()
{
    UserDirectory directory(1);
    directory.add(Alice, 0);
    directory.add(Alice, 0);
    directory.remove(Alice, 0);
    QCOMPARE(directory.locate({Alice}), (Located{{Alice}}));
    directory.remove(Alice, 0);
    QCOMPARE(directory.locate({Alice}), (Located{{}}));
}

void UserDirectoryTest::ignoresARemovalTooMany()
{
    UserDirectory directory(2);
    directory.add(Alice, 1);
    directory.remove(Alice, 0);
    directory.remove(Bob, 0);
    QCOMPARE(directory.locate({Alice, Bob}), (Located{{}, {Alice}}));
}

void UserDirectoryTest::survivesManyThreads()
{
    UserDirectory directory(4);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&directory, t] {
            for (int i = 1; i <= 5000; ++i) {
                const UserId user(i % 100 + 1);
                directory.add(user, t);
                directory.remove(user, t);
            }
        });
    for (auto &thread : threads)
        thread.join();
    std::vector<UserId> everybody;
    for (int i = 1; i <= 100; ++i)
        everybody.emplace_back(i);
    QCOMPARE(directory.locate(everybody), (Located{{}, {}, {}, {}}));
}

QTEST_GUILESS_MAIN(UserDirectoryTest)
#include "tst_userdirectory.moc"
