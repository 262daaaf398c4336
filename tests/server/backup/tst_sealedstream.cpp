// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/backupkeypair.h"
#include "server/backup/sealedstream.h"
#include "tests/server/backup/memorybytes.h"

#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

namespace {

constexpr Passphrase::Cost Cheap{1, 8192};
constexpr qsizetype SealBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr qsizetype SealedChunk = ChunkBytes + SealBytes;

//! \return \p size bytes none of whose chunks is like another.
QByteArray content(qsizetype size)
{
    QByteArray bytes(size, 0);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / ChunkBytes);
    return bytes;
}

QByteArray seal(const Encryption &encryption, const QByteArray &plain)
{
    test::MemorySink sink;
    const auto header = makeSealHeader(encryption);
    SealingSink sealing(*header, sink);
    for (qsizetype at = 0; at < plain.size(); at += 50'000) // Not as chunks are.
        if (!sealing.write(plain.mid(at, 50'000)))
            qFatal("Memory can be written to.");
    if (!sealing.finish() || !sink.isFinished)
        qFatal("Memory can be written to.");
    return sink.bytes;
}

Result<QByteArray> unseal(const QByteArray &sealed, const BackupKeys &keys)
{
    test::MemorySource source(sealed);
    const auto header = openSealHeader(source, keys);
    if (!header)
        return header.error();
    OpeningSource opening(*header, source);
    QByteArray plain;
    auto part = opening.read(70'000);
    for (; part && !part->isEmpty(); part = opening.read(70'000))
        plain += *part;
    if (!part)
        return part.error();
    return plain;
}

QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = char(bytes[at] ^ 1);
    return bytes;
}

} // namespace

class SealedStreamTest : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void opensWithTheRecipientsKeyAlone();
    void wantsTheRightPassphrase();
    void tellsWhatIsMissing();
    void noticesEveryTruncation();
    void noticesWhatWasMovedOrAdded();
    void noticesEveryFlippedByteOfASmallOne();
    void takesNoUnencryptedOneUnasked();
    void spendsNoMoreThanIsDecent();
};

void SealedStreamTest::opensWhatItSealed_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {qsizetype(0), qsizetype(1), ChunkBytes - 1, ChunkBytes,
                                 ChunkBytes + 1, 3 * ChunkBytes, 5 * ChunkBytes / 2})
        QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
}

void SealedStreamTest::opensWhatItSealed()
{
    QFETCH(qsizetype, size);
    const QByteArray sealed = seal(Passphrase{"pass 🐦", Cheap}, content(size));
    const auto plain = unseal(sealed, {.passphrase = "pass 🐦"});
    QVERIFY(plain);
    QCOMPARE(*plain, content(size));
    QVERIFY(size < 100 || !sealed.contains(content(size).first(100)));
}

void SealedStreamTest::opensWithTheRecipientsKeyAlone()
{
    const KeyPair pair = makeKeyPair();
    const QByteArray sealed = seal(Recipient{pair.publicKey}, content(100'000));
    const auto plain = unseal(sealed, {.secretKey = pair.secretKey});
    QVERIFY(plain);
    QCOMPARE(*plain, content(100'000));
    const auto refused = unseal(sealed, {.secretKey = makeKeyPair().secretKey});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "backup_key"_L1);
}

void SealedStreamTest::wantsTheRightPassphrase()
{
    const QByteArray sealed = seal(Passphrase{"right", Cheap}, content(10));
    const auto refused = unseal(sealed, {.passphrase = "wrong"});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "backup_key"_L1);
}

void SealedStreamTest::tellsWhatIsMissing()
{
    const auto noPassphrase = unseal(seal(Passphrase{"right", Cheap}, {}), {});
    QCOMPARE(noPassphrase.error().message,
             u"This backup is encrypted: its passphrase is needed."_s);
    const auto noKey =
        unseal(seal(Recipient{makeKeyPair().publicKey}, {}), {.passphrase = "right"});
    QCOMPARE(noKey.error().message,
             u"This backup is encrypted: its recipient's secret key is needed."_s);
}

void SealedStreamTest::noticesEveryTruncation()
{
    const QByteArray sealed = seal(Passphrase{"p", Cheap}, content(3 * ChunkBytes));
    const qsizetype start = sealed.size() - 3 * SealedChunk;
    for (int chunks = 0; chunks < 3; ++chunks) {
        const qsizetype border = start + chunks * SealedChunk;
        for (const qsizetype length :
             {border - 1, border, border + 1, border + SealBytes, border + SealedChunk / 2}) {
            const auto refused = unseal(sealed.first(length), {.passphrase = "p"});
            QVERIFY2(!refused, qPrintable(QString::number(length)));
        }
    }
    const auto atBorder = unseal(sealed.first(start + SealedChunk), {.passphrase = "p"});
    QCOMPARE(atBorder.error().message, u"The backup is damaged: it ends too early."_s);
}

void SealedStreamTest::noticesWhatWasMovedOrAdded()
{
    const QByteArray sealed = seal(Passphrase{"p", Cheap}, content(3 * ChunkBytes));
    const qsizetype start = sealed.size() - 3 * SealedChunk;
    const auto chunk = [&](int index) {
        return sealed.mid(start + index * SealedChunk, SealedChunk);
    };
    const QByteArray head = sealed.first(start);
    for (const QByteArray &changed :
         {QByteArray(head + chunk(1) + chunk(0) + chunk(2)), QByteArray(head + chunk(0) + chunk(2)),
          QByteArray(head + chunk(0) + chunk(0) + chunk(1) + chunk(2))})
        QVERIFY(!unseal(changed, {.passphrase = "p"}));
    const auto longer = unseal(sealed + 'x', {.passphrase = "p"});
    QVERIFY(!longer);
    QCOMPARE(longer.error().code, "backup_damaged"_L1);
}

void SealedStreamTest::noticesEveryFlippedByteOfASmallOne()
{
    const KeyPair pair = makeKeyPair();
    const QByteArray byKey = seal(Recipient{pair.publicKey}, "hello");
    for (qsizetype i = 0; i < byKey.size(); ++i)
        QVERIFY2(!unseal(flipped(byKey, i), {.secretKey = pair.secretKey}),
                 qPrintable(QString::number(i)));
}

void SealedStreamTest::takesNoUnencryptedOneUnasked()
{
    const auto header = makeSealHeader(Unencrypted());
    QVERIFY(header);
    QVERIFY(header->key.isEmpty());
    test::MemorySource unasked("linnet.db and so on");
    const auto refused = openSealHeader(unasked, {.passphrase = "p"});
    QCOMPARE(refused.error().code, "backup_unencrypted"_L1);
    test::MemorySource asked("linnet.db and so on");
    const auto taken = openSealHeader(asked, {.unencrypted = BackupKeys::Openness::Allowed});
    QVERIFY(taken);
    QCOMPARE(taken->bytes, "linnet.db and so "); // As many as a header begins with.
}

void SealedStreamTest::spendsNoMoreThanIsDecent()
{
    QByteArray sealed = seal(Passphrase{"p", Cheap}, {});
    constexpr qsizetype HighByteOfMemory = 17 + 15;
    sealed[HighByteOfMemory] = 1;
    const auto refused = unseal(sealed, {.passphrase = "p"});
    QCOMPARE(refused.error().message, u"The backup is damaged: its header asks for too much."_s);
}

QTEST_GUILESS_MAIN(SealedStreamTest)
#include "tst_sealedstream.moc"
