// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcheckpointer.h"
#include "server/storage/sql/statement.h"
#include "tests/support/patience.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 PageSize = 4096;
constexpr qint64 MiB = 1024 * 1024;

//! \brief A database that is written to, and what moves its log; its thread runs only if it is let.
class Fixture
{
public:
    Fixture()
        : m_writer(open())
        , m_checkpointer(m_options)
    {
        if (!m_writer->execute(u"CREATE TABLE ballast (bytes BLOB)"_s))
            qFatal("Cannot make the table.");
    }
    ~Fixture() { endThread(); }
    Q_DISABLE_COPY_MOVE(Fixture)

    //! Somebody who reads from now on, until it goes.
    std::unique_ptr<SqlConnection> read() const
    {
        auto reader = open();
        if (!reader->beginRead() || !Statement(*reader, "SELECT count(*) FROM ballast").run())
            qFatal("Cannot read.");
        return reader;
    }

    //! Writes some \p pages in one commit. \return how many are in the log then.
    qint64 commit(qint64 pages)
    {
        const auto work = m_writer->begin();
        const auto written = Statement(*m_writer, "INSERT INTO ballast VALUES (zeroblob(?))")
                                 .bind(pages * PageSize)
                                 .run();
        if (!work || !written || !m_writer->commit() || !m_checkpointer.committed(*m_writer))
            qFatal("Cannot write.");
        return m_writer->logPages();
    }

    void startThread()
    {
        m_thread = std::thread([this] { m_checkpointer.run(); });
    }
    void endThread()
    {
        m_checkpointer.stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    //! \return how many pages are in the file itself.
    qint64 moved() const { return QFileInfo(m_options.file).size() / PageSize; }
    qint64 logSize() const { return QFileInfo(m_options.file + u"-wal"_s).size(); }

private:
    std::unique_ptr<SqlConnection> open() const
    {
        auto connection = SqlConnection::open(m_options);
        if (!connection)
            qFatal("%s", qPrintable(connection.error().detail));
        return std::move(*connection);
    }

    const QTemporaryDir m_folder;
    const SqlConnection::Options m_options{.file = m_folder.filePath(u"linnet.db"_s),
                                           .durability = SqlConnection::Durability::ProcessLoss};
    const std::unique_ptr<SqlConnection> m_writer;
    SqlCheckpointer m_checkpointer;
    std::thread m_thread;
};

} // namespace

class SqlCheckpointerTest : public QObject
{
    Q_OBJECT

private slots:
    void hasTheWriterHelpWhereItsThreadDoesNotCome();
    void leavesTheWriterNothingOfWhatALongReaderKept();
    void hasTheWriterHelpWhereMoreComesThanItsThreadMoves();
};

void SqlCheckpointerTest::hasTheWriterHelpWhereItsThreadDoesNotCome()
{
    Fixture fixture;
    for (int i = 0; i < 40; ++i)
        QVERIFY(fixture.commit(1'000) < 9'000);
    QVERIFY(fixture.moved() > 30'000);
}

void SqlCheckpointerTest::leavesTheWriterNothingOfWhatALongReaderKept()
{
    Fixture fixture;
    auto reader = fixture.read();
    for (int i = 0; i < 20; ++i)
        fixture.commit(1'000);
    QVERIFY(fixture.logSize() > 78 * MiB);
    reader.reset();

    fixture.commit(1);
    QVERIFY2(fixture.moved() < 100, "The writer has moved it.");

    fixture.startThread();
    QTRY_VERIFY(fixture.commit(1) < 1'000);
    QVERIFY(fixture.moved() > 20'000);
    QVERIFY(fixture.logSize() <= 64 * MiB);
}

//! As where the disk is slow: the log would grow without end.
void SqlCheckpointerTest::hasTheWriterHelpWhereMoreComesThanItsThreadMoves()
{
    Fixture fixture;
    auto first = fixture.read();
    for (int i = 0; i < 13; ++i)
        fixture.commit(1'000);
    auto second = fixture.read();
    for (int i = 0; i < 15; ++i)
        fixture.commit(1'000);
    first.reset();

    fixture.startThread(); // Which is due once.
    QTRY_VERIFY(fixture.moved() > 13'000);
    fixture.endThread();
    QVERIFY(fixture.moved() < 14'000);
    second.reset();

    fixture.commit(1);
    QVERIFY(fixture.moved() > 28'000);
}

QTEST_GUILESS_MAIN(SqlCheckpointerTest)
#include "tst_sqlcheckpointer.moc"
