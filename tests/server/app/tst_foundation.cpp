// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/foundation.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

class ClockAhead : public Clock
{
public:
    Timestamp now() const override { return SystemClock().now() + std::chrono::hours(24 * 365); }
};

UserId idOfNextYear()
{
    const ClockAhead clock;
    return IdGenerator(clock, 0).next<UserId>();
}

} // namespace

class FoundationTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsItsStateInTheDataDirectory();
    void neverHandsOutAnIdTwice();
    void saysWhatItCannotOpen();
};

void FoundationTest::keepsItsStateInTheDataDirectory()
{
    const QTemporaryDir folder;
    Config config;
    config.node.dataDirectory = folder.path();
    const Mailbox mailbox;

    const auto foundation = Foundation::open(config);

    QVERIFY(foundation);
    QVERIFY(QFile::exists(folder.filePath(u"linnet.db"_s)));
    const auto blob = (*foundation)->blobs.add("hello");
    QVERIFY(blob);
    QVERIFY((*foundation)->blobs.path(*blob).startsWith(folder.filePath(u"media/"_s)));
    QCOMPARE(inDataDirectory(config, u"/elsewhere"_s), u"/elsewhere"_s);
}

void FoundationTest::neverHandsOutAnIdTwice()
{
    const QTemporaryDir folder;
    Config config;
    config.node.dataDirectory = folder.path();
    const Mailbox mailbox;
    const UserId future = idOfNextYear();
    {
        const auto foundation = std::move(*Foundation::open(config));
        const auto added = test::await(foundation->database->write(
            [future](Stores &stores) { return stores.accounts.add(User{.id = future}); }));
        QVERIFY(added);
    }

    const auto reopened = std::move(*Foundation::open(config));

    QVERIFY(reopened->ids.next<UserId>() > future);
}

void FoundationTest::saysWhatItCannotOpen()
{
    Config config;
    config.node.dataDirectory = u"/proc/linnet-cannot-write-here"_s;
    const auto foundation = Foundation::open(config);
    QVERIFY(!foundation);
    QVERIFY(!foundation.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(FoundationTest)
#include "tst_foundation.moc"
