// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasureledger.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ErasureLedgerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void givesBackWhatItWasGiven();
    void isEmptyWithoutAFile();
    void isTheOwnersAlone();
    void survivesALineThatWasCutOff();
    void refusesWhatItCannotRead();
    void namesAnAccountOnce();

private:
    static Erasure erasureOf(qint64 user)
    {
        return {.user = UserId(user),
                .requestedAt = Timestamp(std::chrono::milliseconds(1)),
                .requestedBy = u"user:9"_s,
                .dueAt = Timestamp(std::chrono::milliseconds(2)),
                .messages = Erasure::Messages::Removed,
                .begunAt = Timestamp(std::chrono::milliseconds(2))};
    }
    void write(const QByteArray &bytes)
    {
        QFile file(m_ledger->file());
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::optional<QTemporaryDir> m_folder;
    std::optional<ErasureLedger> m_ledger;
};

void ErasureLedgerTest::init()
{
    m_folder.emplace();
    m_ledger.emplace(m_folder->filePath(ErasureLedgerName));
}

void ErasureLedgerTest::givesBackWhatItWasGiven()
{
    QVERIFY(m_ledger->append(erasureOf(1)));
    QVERIFY(m_ledger->append(erasureOf(2)));
    QCOMPARE(m_ledger->read().value(), (std::vector{erasureOf(1), erasureOf(2)}));
}

void ErasureLedgerTest::isEmptyWithoutAFile()
{
    QVERIFY(m_ledger->read().value().empty());
    QVERIFY(ErasureLedger(m_folder->filePath(u"no/folder"_s)).read().value().empty());
    QVERIFY(!ErasureLedger(m_folder->filePath(u"no/folder"_s)).append(erasureOf(1)));
}

void ErasureLedgerTest::isTheOwnersAlone()
{
    QVERIFY(m_ledger->append(erasureOf(1)));
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(m_ledger->file()) & others));
}

void ErasureLedgerTest::survivesALineThatWasCutOff()
{
    QVERIFY(m_ledger->append(erasureOf(1)));
    write(R"({"user":"2","requ)");
    QCOMPARE(m_ledger->read().value(), std::vector{erasureOf(1)});
    QVERIFY(m_ledger->append(erasureOf(3)));
    QCOMPARE(m_ledger->read().value(), (std::vector{erasureOf(1), erasureOf(3)}));
}

void ErasureLedgerTest::refusesWhatItCannotRead()
{
    write("something else\n");
    QVERIFY(m_ledger->append(erasureOf(1)));
    const auto refused = m_ledger->read();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "erasure_ledger"_L1);
    QVERIFY(refused.error().detail.contains(u"line 1"_s));
}

void ErasureLedgerTest::namesAnAccountOnce()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_ledger->append(erasureOf(1)));
    QCOMPARE(m_ledger->read().value(), std::vector{erasureOf(1)});
}

QTEST_APPLESS_MAIN(ErasureLedgerTest)
#include "tst_erasureledger.moc"
