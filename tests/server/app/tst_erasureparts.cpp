// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/erasureparts.h"
#include "server/services/chat/chatmemory.h"
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ErasurePartsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepTheirKeyOutsideTheDatabase();
    void refuseAKeyThatIsNone();
    void eraseAgainWhatWasRestored();
    void eraseNobodyAfterARestoreWhoMayHaveBeenSpared();

private:
    //! Does \p work in the database of a server that nobody runs.
    Result<> write(const std::function<Result<>(Stores &)> &work)
    {
        const Mailbox mailbox;
        const auto foundation = Foundation::open(m_config);
        if (!foundation)
            return foundation.error();
        auto written = await((*foundation)->database->write(work));
        (*foundation)->database->stop();
        return written;
    }

    std::optional<QTemporaryDir> m_folder;
    Config m_config;
};

void ErasurePartsTest::init()
{
    m_folder.emplace();
    m_config.node.dataDirectory = m_folder->path();
}

void ErasurePartsTest::keepTheirKeyOutsideTheDatabase()
{
    const Mailbox mailbox;
    const auto foundation = Foundation::open(m_config);
    QVERIFY(foundation);
    ChatMemory memory((*foundation)->bus, *(*foundation)->database);
    QVERIFY(ErasureParts::open(m_config, **foundation, memory));
    QCOMPARE(QFile(m_folder->filePath(u"erasure.secret"_s)).size(), qint64(Ed25519::KeyBytes));
    (*foundation)->database->stop();
}

void ErasurePartsTest::refuseAKeyThatIsNone()
{
    QFile file(m_folder->filePath(u"erasure.secret"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(file.write("short"), 5);
    file.close();
    const Mailbox mailbox;
    const auto foundation = Foundation::open(m_config);
    QVERIFY(foundation);
    ChatMemory memory((*foundation)->bus, *(*foundation)->database);
    QVERIFY(!ErasureParts::open(m_config, **foundation, memory));
    (*foundation)->database->stop();
}

void ErasurePartsTest::eraseAgainWhatWasRestored()
{
    QVERIFY(write([](Stores &stores) -> Result<> {
        addUser(stores, UserId(7));
        return {};
    }));
    const Timestamp now = SystemClock().now();
    const Erasure erasure{.user = UserId(7), .requestedAt = now, .dueAt = now, .begunAt = now};
    QCOMPARE(replayErasures(m_config, {}).value().again, 0);
    QCOMPARE(replayErasures(m_config, {erasure}).value().again, 1);
    QCOMPARE(replayErasures(m_config, {}).value().again, 0);
    QCOMPARE(ErasureLedger(m_folder->filePath(ErasureLedgerName)).read()->size(), 1U);
}

//! That it was cancelled since is not in the backup.
void ErasurePartsTest::eraseNobodyAfterARestoreWhoMayHaveBeenSpared()
{
    const Timestamp now = SystemClock().now();
    const Erasure due{.user = UserId(7), .requestedAt = now - 1h, .dueAt = now - 1ms};
    QVERIFY(write([due](Stores &stores) -> Result<> {
        addUser(stores, UserId(7));
        if (auto put = stores.erasures.put(due); !put)
            return put;
        const auto added = stores.jobs.add(erasureJob(JobId(1), due));
        return added ? Result<>() : added.error();
    }));

    const auto replayed = replayErasures(m_config, {});

    QVERIFY(replayed);
    QCOMPARE(replayed->again, 0);
    QCOMPARE(replayed->postponed, 1);
    QVERIFY(write([=, this](Stores &stores) -> Result<> {
        const auto waiting = stores.erasures.find(UserId(7)).value().value();
        if (waiting.dueAt < now + m_config.accounts.erasureGrace || waiting.begunAt)
            return Error{Error::Kind::Internal, "too_early"_L1, {}};
        return {};
    }));
}

QTEST_GUILESS_MAIN(ErasurePartsTest)
#include "tst_erasureparts.moc"
