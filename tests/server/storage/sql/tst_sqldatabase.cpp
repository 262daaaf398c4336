// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqldatabase.h"
#include "tests/support/await.h"
#include "tests/support/heldwriter.h"
#include "tests/support/noroom.h"
#include "tests/support/patience.h"
#include "tests/support/teststorage.h"

#include <QFileInfo>
#include <QTest>
#include <QThread>

#include <mutex>
#include <stdexcept>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const ConversationId Chat(10);

Result<> startChat(Stores &stores)
{
    test::addUser(stores, Alice);
    test::addUser(stores, Bob);
    const auto added = stores.conversations.addDirect(
        {.id = Chat, .createdBy = Alice, .createdAt = test::at(0), .updatedAt = test::at(0)}, Bob);
    if (!added)
        return added.error();
    return {};
}

Message draft(qint64 id, const QString &clientId)
{
    return {.id = MessageId(id),
            .conversation = Chat,
            .sender = Alice,
            .clientId = clientId,
            .body = u"Hello"_s,
            .createdAt = test::at(id)};
}

QCoro::Task<Result<AppendedMessage>> send(Database &database, Message message)
{
    auto work = [message](Stores &stores) { return stores.messages.append(message); };
    auto hop = database.write(work);
    co_return co_await hop;
}

QCoro::Task<Result<AppendedMessage>> sendAndFail(Database &database, Message message)
{
    auto work = [message](Stores &stores) -> Result<AppendedMessage> {
        const auto appended = stores.messages.append(message);
        if (!appended)
            return appended.error();
        return Error{Error::Kind::Forbidden, "changed_my_mind"_L1, u"No."_s};
    };
    auto hop = database.write(work);
    co_return co_await hop;
}

QCoro::Task<Result<AppendedMessage>> sendAndThrow(Database &database, Message message)
{
    auto work = [message](Stores &stores) -> Result<AppendedMessage> {
        std::ignore = stores.messages.append(message);
        throw std::runtime_error("a bug");
    };
    auto hop = database.write(work);
    co_return co_await hop;
}

//! \brief What happened on the writer's thread, in order.
class Log
{
public:
    void add(const QString &line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines.append(line);
    }
    QStringList take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_lines, {});
    }

private:
    std::mutex m_mutex;
    QStringList m_lines;
};

enum class Doing { Changes, ChangesAndFails, ChangesAndThrows, Fails };

//! Does \p doing under the name of \p id, and tells \p log when it runs and when it has ended.
QCoro::Task<Result<int>> logged(Database &database, Log &log, int id, Doing doing)
{
    auto work = [&log, id, doing](Stores &stores) -> Result<int> {
        log.add(u"%1 runs"_s.arg(id));
        if (doing != Doing::Fails) {
            if (const auto sent = stores.messages.append(draft(id, QString())); !sent)
                return sent.error();
        }
        if (doing == Doing::ChangesAndThrows)
            throw std::runtime_error("a bug");
        if (doing != Doing::Changes)
            return Error{Error::Kind::Forbidden, "changed_my_mind"_L1, u"No."_s};
        return id;
    };
    auto settled = [&log, id](const Result<int> &outcome) {
        log.add(u"%1 is %2"_s.arg(id).arg(outcome ? u"stored"_s : u"refused"_s));
    };
    auto hop = database.write(work, settled);
    co_return co_await hop;
}

std::vector<MessageView> history(Database &database)
{
    return *test::await(database.read([](Stores &stores) {
        return stores.messages.list({.conversation = Chat, .viewer = Alice, .limit = 10000});
    }));
}

} // namespace

class SqlDatabaseTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsItsFilesToItself();
    void readsWhatWasWritten();
    void undoesOneJobAndKeepsTheOthersOfItsCommit();
    void tellsWhatIsUndone_data();
    void tellsWhatIsUndone();
    void tellsWhatIsUndoneOfACommit();
    void tellsOfACommitThatFails();
    void makesAnErrorOfAnException();
    void givesOneClientIdOneMessage();
    void countsWithoutAGap();
    void finishesWhatIsQueuedWhenItCloses();
    void knowsItsHighestId();
    void ringsWhenJobsAreStored();
    void saysWhenAnotherProcessHoldsTheFile();
    void refusesWhatWouldWaitTooLong();
    void keepsItsLogShort();
    void goesOnWhereItsLogCannotBeMoved();
    void refusesAFileThatIsNoDatabase();
    void findsDamage();
};

void SqlDatabaseTest::keepsItsFilesToItself()
{
    const QTemporaryDir folder;
    test::TestDatabase database({.file = folder.filePath(u"data/linnet.db"_s)});
    QVERIFY(test::await(database->write(startChat)));

    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        const QFileInfo file(database.file() + suffix);
        QVERIFY2(file.exists(), qPrintable(file.fileName()));
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }
    QVERIFY(!(QFileInfo(QFileInfo(database.file()).path()).permissions() & others));
}

void SqlDatabaseTest::readsWhatWasWritten()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    for (int i = 1; i <= 50; ++i) {
        QVERIFY(test::await(send(database, draft(100 + i, QString()))));
        QCOMPARE(int(history(database).size()), i);
    }
}

void SqlDatabaseTest::undoesOneJobAndKeepsTheOthersOfItsCommit()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));

    std::vector<QCoro::Task<Result<AppendedMessage>>> tasks;
    for (int i = 0; i < 90; ++i) {
        const Message message = draft(100 + i, u"c%1"_s.arg(i));
        if (i % 3 == 0)
            tasks.push_back(send(database, message));
        else if (i % 3 == 1)
            tasks.push_back(sendAndFail(database, message));
        else
            tasks.push_back(sendAndThrow(database, message));
    }
    const auto outcomes = test::awaitAll(std::move(tasks));

    for (size_t i = 0; i < outcomes.size(); ++i)
        QCOMPARE(outcomes[i].has_value(), i % 3 == 0);
    const auto kept = history(database);
    QCOMPARE(int(kept.size()), 30);
    for (size_t i = 0; i < kept.size(); ++i)
        QCOMPARE(kept[i].message.seq, qint64(kept.size() - i));
}

void SqlDatabaseTest::tellsWhatIsUndone_data()
{
    QTest::addColumn<int>("doing");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("what is stored is not")
        << int(Doing::Changes) << QStringList{u"1 runs"_s, u"1 is stored"_s};
    QTest::newRow("a refusal undoes nothing")
        << int(Doing::Fails) << QStringList{u"1 runs"_s, u"1 is refused"_s};
    QTest::newRow("a late refusal")
        << int(Doing::ChangesAndFails) << QStringList{u"1 runs"_s, u"undone"_s, u"1 is refused"_s};
    QTest::newRow("a bug") << int(Doing::ChangesAndThrows)
                           << QStringList{u"1 runs"_s, u"undone"_s, u"1 is refused"_s};
}

void SqlDatabaseTest::tellsWhatIsUndone()
{
    QFETCH(int, doing);
    Log log;
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    database->whenUndone([&log] { log.add(u"undone"_s); });
    std::ignore = test::await(logged(database, log, 1, Doing(doing)));
    QTEST(log.take(), "expected");
}

void SqlDatabaseTest::tellsWhatIsUndoneOfACommit()
{
    Log log;
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    database->whenUndone([&log] { log.add(u"undone"_s); });
    const auto writeAtOnce = [&](const std::vector<Doing> &doings) {
        std::vector<QCoro::Task<Result<int>>> tasks;
        {
            const test::HeldWriter held(database);
            for (const Doing doing : doings)
                tasks.push_back(logged(database, log, int(tasks.size()) + 1, doing));
        }
        test::awaitAll(std::move(tasks));
    };

    // All of it first, and of the second try what that one did.
    writeAtOnce({Doing::Fails, Doing::ChangesAndFails, Doing::Fails});
    QCOMPARE(
        log.take(),
        (QStringList{u"1 runs"_s, u"2 runs"_s, u"undone"_s, u"1 runs"_s, u"2 runs"_s, u"undone"_s,
                     u"3 runs"_s, u"1 is refused"_s, u"2 is refused"_s, u"3 is refused"_s}));

    writeAtOnce({Doing::Fails, Doing::Changes, Doing::Fails});
    QCOMPARE(log.take(),
             (QStringList{u"1 runs"_s, u"2 runs"_s, u"3 runs"_s, u"1 is refused"_s,
                          u"2 is stored"_s, u"3 is refused"_s}));
}

void SqlDatabaseTest::tellsOfACommitThatFails()
{
    Log log;
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    database->whenUndone([&log] { log.add(u"undone"_s); });
    std::vector<QCoro::Task<Result<int>>> tasks;
    {
        const test::NoRoom noRoom;
        QVERIFY(!test::await(logged(database, log, 1, Doing::Fails)));
        QVERIFY(!test::await(logged(database, log, 2, Doing::Changes)));
    }
    {
        std::optional<test::NoRoom> noRoom;
        {
            const test::HeldWriter held(database);
            for (const int id : {3, 4})
                tasks.push_back(logged(database, log, id, Doing::Changes));
            noRoom.emplace();
        }
        test::awaitAll(std::move(tasks));
    }
    QCOMPARE(
        log.take(),
        (QStringList{u"1 runs"_s, u"1 is refused"_s, u"2 runs"_s, u"undone"_s, u"2 is refused"_s,
                     u"3 runs"_s, u"4 runs"_s, u"undone"_s, u"3 is refused"_s, u"4 is refused"_s}));
    QVERIFY(history(database).empty());
    QVERIFY(test::await(logged(database, log, 5, Doing::Changes)));
}

void SqlDatabaseTest::makesAnErrorOfAnException()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));

    const auto written = test::await(sendAndThrow(database, draft(100, QString())));
    QCOMPARE(written.error().kind, Error::Kind::Internal);
    QVERIFY(!written.error().message.contains(u"a bug"_s));
    QCOMPARE(written.error().detail, u"a bug"_s);

    const auto read = test::await(
        database->read([](Stores &) -> Result<int> { throw std::runtime_error("another bug"); }));
    QCOMPARE(read.error().detail, u"another bug"_s);
    QVERIFY(test::await(send(database, draft(101, QString()))));
}

void SqlDatabaseTest::givesOneClientIdOneMessage()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));

    std::vector<QCoro::Task<Result<AppendedMessage>>> tasks;
    for (int i = 0; i < 50; ++i)
        tasks.push_back(send(database, draft(100 + i, u"same"_s)));
    const auto outcomes = test::awaitAll(std::move(tasks));

    int added = 0;
    for (const auto &outcome : outcomes) {
        QVERIFY(outcome);
        added += outcome->isNew ? 1 : 0;
        QCOMPARE(outcome->message.id, outcomes.front()->message.id);
        QCOMPARE(outcome->message.seq, 1);
    }
    QCOMPARE(added, 1);
    QCOMPARE(int(history(database).size()), 1);
}

void SqlDatabaseTest::countsWithoutAGap()
{
    constexpr int Threads = 4;
    constexpr int Each = 100;
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));

    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic<int> stored = 0;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back(QThread::create([&database, &stored, t] {
            const Mailbox mailbox;
            std::vector<QCoro::Task<Result<AppendedMessage>>> tasks;
            for (int i = 0; i < Each; ++i)
                tasks.push_back(
                    send(database, draft(1000 * (t + 1) + i, u"%1/%2"_s.arg(t).arg(i))));
            for (const auto &outcome : test::awaitAll(std::move(tasks)))
                stored += outcome ? 1 : 0;
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(test::LongPatience));

    QCOMPARE(stored.load(), Threads * Each);
    const auto all = history(database);
    QCOMPARE(int(all.size()), Threads * Each);
    for (size_t i = 0; i < all.size(); ++i)
        QCOMPARE(all[i].message.seq, qint64(all.size() - i));
}

void SqlDatabaseTest::finishesWhatIsQueuedWhenItCloses()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));

    std::vector<QCoro::Task<Result<AppendedMessage>>> tasks;
    for (int i = 0; i < 2000; ++i)
        tasks.push_back(send(database, draft(100 + i, u"c%1"_s.arg(i))));
    database.close();
    const auto outcomes = test::awaitAll(std::move(tasks));
    for (const auto &outcome : outcomes)
        QVERIFY(outcome);

    database.reopen();
    QCOMPARE(int(history(database).size()), 2000);
}

void SqlDatabaseTest::knowsItsHighestId()
{
    test::TestDatabase database;
    QCOMPARE(database.highestId(), 0);
    QVERIFY(test::await(database->write(startChat)));
    QVERIFY(test::await(send(database, draft(4711, QString()))));
    database.reopen();
    QCOMPARE(database.highestId(), 4711);
}

void SqlDatabaseTest::ringsWhenJobsAreStored()
{
    test::TestDatabase database;
    const auto addJob = [](Stores &stores) {
        return stores.jobs.add({.id = JobId(1), .kind = u"mail"_s});
    };
    const auto regret = [addJob](Stores &stores) -> Result<bool> {
        const auto added = addJob(stores);
        return added ? Error{Error::Kind::Conflict, "regretted"_L1, u"No, after all."_s}
                     : added.error();
    };
    QVERIFY(test::await(database->write(startChat)));
    QCOMPARE(database->jobsAdded().rings(), quint64(0));

    QVERIFY(!test::await(database->write(regret)));
    QVERIFY(test::await(database->write(addJob)).value());

    database->jobsAdded().wait(0, test::LongPatience);
    QVERIFY(test::await(database->read([](Stores &stores) { return stores.jobs.find(JobId(1)); })));
}

void SqlDatabaseTest::saysWhenAnotherProcessHoldsTheFile()
{
    test::TestDatabase database({.busyTimeout = 50});
    QVERIFY(test::await(database->write(startChat)));
    const auto other = SqlConnection::open({database.file()});
    QVERIFY((*other)->begin());

    const auto refused = test::await(send(database, draft(100, u"c1"_s)));
    QCOMPARE(refused.error().kind, Error::Kind::Unavailable);
    QCOMPARE(refused.error().code, "storage_unavailable"_L1);
    QVERIFY(refused.error().retryAfter.count() > 0);
    QVERIFY(history(database).empty());

    (*other)->rollback();
    const auto again = test::await(send(database, draft(101, u"c1"_s)));
    QVERIFY(again && again->isNew);
}

void SqlDatabaseTest::refusesWhatWouldWaitTooLong()
{
    test::TestDatabase database({.queueLimit = 10});
    QVERIFY(test::await(database->write(startChat)));
    std::vector<QCoro::Task<Result<AppendedMessage>>> tasks;
    for (int i = 0; i < 5000; ++i)
        tasks.push_back(send(database, draft(100 + i, QString())));
    size_t stored = 0;
    size_t refused = 0;
    for (const auto &outcome : test::awaitAll(std::move(tasks))) {
        if (outcome)
            ++stored;
        else if (outcome.error().code == "overloaded"_L1)
            ++refused;
    }
    QVERIFY(refused > 0);
    QCOMPARE(stored + refused, size_t(5000));
    QCOMPARE(history(database).size(), stored);
}

void SqlDatabaseTest::keepsItsLogShort()
{
    constexpr int Count = 3000;
    constexpr qint64 MiB = 1024 * 1024;
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    for (int done = 0; done < Count; done += 250) {
        std::vector<QCoro::Task<Result<AppendedMessage>>> tasks;
        for (int i = 0; i < 250; ++i) {
            Message message = draft(100 + done + i, QString());
            message.body = QString(30000, u'x');
            tasks.push_back(send(database, message));
        }
        for (const auto &outcome : test::awaitAll(std::move(tasks)))
            QVERIFY(outcome);
    }
    QVERIFY(Count * 30000 > 80 * MiB);
    const qint64 log = QFileInfo(database.file() + u"-wal"_s).size();
    QVERIFY2(log < 40 * MiB, qPrintable(QString::number(log)));
    // Most of it is in the file itself by now.
    QVERIFY(QFileInfo(database.file()).size() > 40 * MiB);
}

//! The file can grow no more, and its log can.
void SqlDatabaseTest::goesOnWhereItsLogCannotBeMoved()
{
    constexpr int MiB = 1024 * 1024;
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    {
        const auto other = *SqlConnection::open({database.file()});
        QVERIFY(other->execute(u"CREATE TABLE ballast AS SELECT zeroblob(60 << 20);"
                               "PRAGMA wal_checkpoint(TRUNCATE)"_s));
    }
    const qint64 size = QFileInfo(database.file()).size();
    QVERIFY(size >= 60 * MiB);
    const test::NoRoom noRoom{rlim_t(size)};
    for (int i = 0; i < 30; ++i) {
        Message message = draft(100 + i, QString());
        message.body = QString(MiB, u'x');
        const auto sent = test::await(send(database, message));
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().detail));
    }
    QVERIFY(QFileInfo(database.file() + u"-wal"_s).size() > 30 * MiB);
    QCOMPARE(QFileInfo(database.file()).size(), size);
}

void SqlDatabaseTest::refusesAFileThatIsNoDatabase()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"linnet.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("Dear diary, today I met a database. ").repeated(200));
    file.close();
    const auto opened = SqlDatabase::open({.file = file.fileName()});
    QCOMPARE(opened.error().kind, Error::Kind::Unavailable);
    QVERIFY(!opened.error().message.contains(file.fileName()));
}

void SqlDatabaseTest::findsDamage()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write(startChat)));
    for (int i = 0; i < 300; ++i)
        QVERIFY(test::await(send(database, draft(100 + i, u"c%1"_s.arg(i)))));
    database.close();
    QVERIFY(checkIntegrity(database.file())->empty());

    QFile file(database.file());
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 25; page * 4096 < file.size(); ++page) {
        file.seek(page * 4096);
        file.write(QByteArray(64, '\x5a'));
    }
    file.close();
    const auto findings = checkIntegrity(database.file());
    QVERIFY(!findings || !findings->empty());
}

QTEST_GUILESS_MAIN(SqlDatabaseTest)
#include "tst_sqldatabase.moc"
