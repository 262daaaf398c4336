// SPDX-License-Identifier: GPL-3.0-or-later
// What is acknowledged is on the disk: shown on one that loses whatever was not synced, or is full.
#include "server/storage/sql/sqldatabase.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/powerloss/powerloss.h"
#include "tests/support/teststorage.h"

#include <QTest>

#include <set>

using namespace linnet;
using namespace Qt::StringLiterals;
using Durability = SqlConnection::Durability;
namespace powerloss = linnet::test::powerloss;

namespace {

const UserId Alice(1);
const ConversationId Chat(10);

Result<> startChat(Stores &stores)
{
    test::addUser(stores, Alice);
    return stores.conversations.addGroup({.id = Chat,
                                          .kind = ConversationKind::Group,
                                          .createdBy = Alice,
                                          .createdAt = test::at(0),
                                          .updatedAt = test::at(0)},
                                         {});
}

//! \brief Sends without end, several at once, and notes what was acknowledged.
class Sender
{
public:
    explicit Sender(Database &database)
        : m_database(database)
    {}

    void start(int inFlight)
    {
        for (int i = 0; i < inFlight; ++i)
            run();
    }
    //! Sends no more, and waits for what is under way.
    void stop()
    {
        m_stopping = true;
        QVERIFY(test::waitUntil([this] { return m_running == 0; }));
    }

    const std::set<qint64> &acknowledged() const { return m_acknowledged; }
    const std::vector<Error> &refusals() const { return m_refusals; }

private:
    QCoro::Task<> run()
    {
        ++m_running;
        while (!m_stopping && m_refusals.empty()) {
            const Message message{.id = MessageId(++m_lastId),
                                  .conversation = Chat,
                                  .sender = Alice,
                                  .clientId = QString::number(m_lastId),
                                  .body = QString(200, u'x'),
                                  .createdAt = test::at(m_lastId)};
            auto work = [message](Stores &stores) { return stores.messages.append(message); };
            auto hop = m_database.write(work);
            const auto stored = co_await hop;
            if (stored)
                m_acknowledged.insert(message.id.value());
            else
                m_refusals.push_back(stored.error());
        }
        --m_running;
    }

    Database &m_database;
    qint64 m_lastId = 1000;
    int m_running = 0;
    bool m_stopping = false;
    std::set<qint64> m_acknowledged;
    std::vector<Error> m_refusals;
};

//! \return the messages in \p file, in order of their places; nothing if the file is damaged.
std::optional<std::vector<Message>> readBack(const QString &file)
{
    const auto findings = checkIntegrity(file);
    if (!findings || !findings->empty())
        return std::nullopt;
    auto opened = SqlDatabase::open({.file = file});
    if (!opened)
        return std::nullopt;
    const auto views = test::await((*opened)->read(
        [](Stores &stores) { return stores.messages.listChanges(Chat, Alice, 0, 1'000'000); }));
    if (!views) // Not even the conversation is there.
        return std::nullopt;
    std::vector<Message> messages;
    for (const MessageView &view : *views)
        messages.push_back(view.message);
    return messages;
}

} // namespace

class DurabilityTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatItAcknowledged();
    void wouldNoticeALoss();
    void saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom();

private:
    int lostToPowerCuts(Durability durability);
};

//! Cuts the power several times under load. \return how many acknowledged messages were gone.
int DurabilityTest::lostToPowerCuts(Durability durability)
{
    const QTemporaryDir folder;
    test::TestDatabase database(
        {.file = folder.filePath(u"data/linnet.db"_s), .durability = durability});
    powerloss::watch(folder.filePath(u"data"_s));
    if (!test::await(database->write(startChat)))
        return -1;
    Sender sender(database);
    sender.start(20);
    int lost = 0;
    for (int cut = 0; cut < 12; ++cut) {
        const size_t enough = sender.acknowledged().size() + 150 + size_t(cut) * 20;
        if (!test::waitUntil([&] { return sender.acknowledged().size() >= enough; },
                             test::LongPatience))
            return -1;
        const std::set<qint64> acknowledged = sender.acknowledged();
        const QString target = folder.filePath(u"cut%1"_s.arg(cut));
        if (!powerloss::materialise(target))
            return -1;
        const auto kept = readBack(target + u"/linnet.db"_s);
        std::set<qint64> missing = acknowledged;
        if (kept) {
            for (size_t i = 0; i < kept->size(); ++i) {
                missing.erase(kept->at(i).id.value());
                if (kept->at(i).seq != qint64(i) + 1)
                    return -1;
            }
        }
        lost += int(missing.size());
    }
    sender.stop();
    return lost;
}

void DurabilityTest::keepsWhatItAcknowledged()
{
    QCOMPARE(lostToPowerCuts(Durability::PowerLoss), 0);
    QVERIFY(powerloss::syncs() > 12);
}

void DurabilityTest::wouldNoticeALoss()
{
    QVERIFY(lostToPowerCuts(Durability::ProcessLoss) > 0);
}

void DurabilityTest::saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom()
{
    const QTemporaryDir folder;
    test::TestDatabase database({.file = folder.filePath(u"data/linnet.db"_s)});
    powerloss::watch(folder.filePath(u"data"_s));
    QVERIFY(test::await(database->write(startChat)));
    powerloss::setRoom(200'000);
    Sender before(database);
    before.start(20);
    QTRY_VERIFY(!before.refusals().empty());
    before.stop();
    for (const Error &refusal : before.refusals()) {
        QCOMPARE(refusal.kind, Error::Kind::Unavailable);
        QCOMPARE(refusal.code, "storage_full"_L1);
        QVERIFY(refusal.retryAfter.count() > 0);
        QVERIFY(!refusal.message.contains(u"linnet.db"_s));
    }

    const auto read = test::await(database->read(
        [](Stores &stores) { return stores.messages.listChanges(Chat, Alice, 0, 100000); }));
    QVERIFY(read);
    QCOMPARE(read->size(), before.acknowledged().size());

    powerloss::setRoom(std::nullopt);
    const auto again = test::await(database->write([](Stores &stores) {
        return stores.messages.append({.id = MessageId(999'999),
                                       .conversation = Chat,
                                       .sender = Alice,
                                       .createdAt = test::at(1)});
    }));
    QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
    database.close();
    const auto kept = readBack(database.file());
    QVERIFY(kept);
    QCOMPARE(kept->size(), before.acknowledged().size() + 1);
}

QTEST_GUILESS_MAIN(DurabilityTest)
#include "tst_durability.moc"
