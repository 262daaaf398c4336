// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/eraser.h"
#include "server/services/admin/erasurejob.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ErasureJobTest : public QObject
{
    Q_OBJECT

private slots:
    void erases();
    void refusesWhatIsNoOrder();
    void isTriedAgain();
};

void ErasureJobTest::erases()
{
    ChatFixture chat;
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(u"media"_s));
    Eraser eraser(chat.context, blobs, ErasureLedger(folder.filePath(ErasureLedgerName)),
                  Ed25519(QByteArray(Ed25519::KeyBytes, 'k')));
    ErasureJob handler(eraser);
    const Timestamp now = chat.clock.now();
    const Erasure erasure{.user = chat.bob, .requestedAt = now, .dueAt = now};
    QVERIFY(await(
        chat.database->write([erasure](Stores &stores) { return stores.erasures.put(erasure); })));
    const Job job = erasureJob(JobId(1), erasure);
    QCOMPARE(job.kind, handler.kind());
    QCOMPARE(job.dueAt, erasure.dueAt);
    QVERIFY(handler.run(job, {}));
    const auto erased =
        await(chat.database->read([&](Stores &stores) { return stores.erasures.find(chat.bob); }));
    QVERIFY(erased.value()->erasedAt);
}

void ErasureJobTest::refusesWhatIsNoOrder()
{
    ChatFixture chat;
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(u"media"_s));
    Eraser eraser(chat.context, blobs, ErasureLedger(folder.filePath(ErasureLedgerName)),
                  Ed25519(QByteArray(Ed25519::KeyBytes, 'k')));
    ErasureJob handler(eraser);
    QCOMPARE(handler.run({.payload = "{}"}, {}).error().code, "erasure_order"_L1);
}

void ErasureJobTest::isTriedAgain()
{
    ChatFixture chat;
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(u"media"_s));
    Eraser eraser(chat.context, blobs, ErasureLedger(folder.filePath(u"no/such/folder"_s)),
                  Ed25519(QByteArray(Ed25519::KeyBytes, 'k')));
    ErasureJob handler(eraser);
    const Timestamp now = chat.clock.now();
    const Erasure erasure{.user = chat.bob, .requestedAt = now, .dueAt = now};
    QVERIFY(await(
        chat.database->write([erasure](Stores &stores) { return stores.erasures.put(erasure); })));
    const auto failed = handler.run(erasureJob(JobId(1), erasure), {});
    QCOMPARE(failed.error().kind, Error::Kind::Unavailable);
    QCOMPARE(failed.error().code, "erasure_ledger"_L1);
    const auto account =
        await(chat.database->read([&](Stores &stores) { return stores.accounts.find(chat.bob); }));
    QVERIFY2(!account->phone.isEmpty(), "nothing is erased that the ledger does not know");
}

QTEST_GUILESS_MAIN(ErasureJobTest)
#include "tst_erasurejob.moc"
