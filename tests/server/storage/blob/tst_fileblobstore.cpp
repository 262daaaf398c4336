// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/blob/fileblobstore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace linnet;

namespace {

int filesIn(const QString &directory)
{
    int count = 0;
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    for (; files.hasNext(); files.next())
        ++count;
    return count;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

class FileBlobStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void addressesABlobByItsContent();
    void keepsEqualContentOnce();
    void isForItsOwnerOnly();
    void removesABlobForGood();
    void threadsMayAddTheSameBlob();
    void saysThatItCannotStore();
};

void FileBlobStoreTest::addressesABlobByItsContent()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(QStringLiteral("media")));

    const auto address = blobs.add("hello");

    QVERIFY(address);
    QCOMPARE(*address, QCryptographicHash::hash("hello", QCryptographicHash::Sha256));
    QCOMPARE(contentOf(blobs.path(*address)), QByteArray("hello"));
}

void FileBlobStoreTest::removesABlobForGood()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(QStringLiteral("media")));
    const auto address = blobs.add("hello");
    QVERIFY(address);
    QVERIFY(blobs.remove(*address));
    QVERIFY(!QFile::exists(blobs.path(*address)));
    QVERIFY2(blobs.remove(*address), "none is there already");
    QVERIFY(blobs.add("hello"));
    QCOMPARE(contentOf(blobs.path(*address)), QByteArray("hello"));
}

void FileBlobStoreTest::keepsEqualContentOnce()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.path());
    QCOMPARE(blobs.add("hello").value(), blobs.add("hello").value());
    QVERIFY(blobs.add("other"));
    QCOMPARE(filesIn(folder.path()), 2);
}

void FileBlobStoreTest::isForItsOwnerOnly()
{
    const QTemporaryDir folder;
    const QString directory = folder.filePath(QStringLiteral("media"));
    FileBlobStore blobs(directory);
    const QByteArray address = blobs.add("hello").value();
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(directory) & others));
    QVERIFY(!(QFile::permissions(blobs.path(address)) & others));
}

void FileBlobStoreTest::threadsMayAddTheSameBlob()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.path());
    const QByteArray content(1 << 20, 'x');
    std::atomic<int> stored = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { stored += blobs.add(content).has_value(); });
    for (auto &thread : threads)
        thread.join();
    QCOMPARE(stored.load(), 8);
    QCOMPARE(filesIn(folder.path()), 1);
}

void FileBlobStoreTest::saysThatItCannotStore()
{
    FileBlobStore blobs(QStringLiteral("/proc/linnet-cannot-write-here"));
    const auto address = blobs.add("hello");
    QVERIFY(!address);
    QCOMPARE(address.error().kind, Error::Kind::Unavailable);
    QVERIFY(!address.error().message.contains(QStringLiteral("/proc")));
    QVERIFY(address.error().detail.contains(QStringLiteral("/proc")));
}

QTEST_GUILESS_MAIN(FileBlobStoreTest)
#include "tst_fileblobstore.moc"
