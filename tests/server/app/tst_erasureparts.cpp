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

class ErasurePartsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepTheirKeyOutsideTheDatabase();
    void refuseAKeyThatIsNone();
    void eraseAgainWhatWasRestored();

private:
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
    {
        const Mailbox mailbox;
        const auto foundation = Foundation::open(m_config);
        QVERIFY(foundation);
        QVERIFY(await((*foundation)->database->write([](Stores &stores) -> Result<> {
            addUser(stores, UserId(7));
            return {};
        })));
        (*foundation)->database->stop();
    }
    const Timestamp now = SystemClock().now();
    const Erasure erasure{.user = UserId(7), .requestedAt = now, .dueAt = now, .begunAt = now};
    QCOMPARE(replayErasures(m_config, {}).value(), 0);
    QCOMPARE(replayErasures(m_config, {erasure}).value(), 1);
    QCOMPARE(replayErasures(m_config, {}).value(), 0);
    QCOMPARE(ErasureLedger(m_folder->filePath(ErasureLedgerName)).read()->size(), 1U);
}

QTEST_GUILESS_MAIN(ErasurePartsTest)
#include "tst_erasureparts.moc"
