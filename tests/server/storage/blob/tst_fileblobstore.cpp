// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/blob/fileblobstore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
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

//! \brief While it lives, this process can open nothing.
class NoDescriptors
{
public:
    NoDescriptors()
    {
        getrlimit(RLIMIT_NOFILE, &m_usual);
        rlimit none = m_usual;
        none.rlim_cur = 0;
        setrlimit(RLIMIT_NOFILE, &none);
    }
    ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &m_usual); }
    Q_DISABLE_COPY_MOVE(NoDescriptors)

private:
    rlimit m_usual{};
};

} // namespace

class FileBlobStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void addressesABlobByItsContent();
    void keepsEqualContentOnce();
    void isForItsOwnerOnly();
    void removesABlobForGood();
    void listsWhatItHas();
    void removesLeftovers();
    void threadsMayAddTheSameBlob();
    void saysThatItCannotStore();
    void acknowledgesNoNameThatMayNotBeOnDisk();
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

void FileBlobStoreTest::listsWhatItHas()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(QStringLiteral("media")));
    QVERIFY(blobs.list(0)->empty());
    const QByteArray address = *blobs.add("hello");
    QVERIFY(blobs.contains(address));
    const QString beside = QFileInfo(blobs.path(address)).path();
    for (const char *name : {"new-a1B2c3", "notes.txt", "ABCDEF"}) {
        QFile file(beside + QLatin1Char('/') + QLatin1String(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    int found = 0;
    for (int shelf = 0; shelf < BlobShelves; ++shelf) {
        const auto files = blobs.list(shelf);
        for (const BlobFile &file : *files) {
            ++found;
            QCOMPARE(shelf, int(uchar(address.front())));
            QVERIFY(file.modifiedAt > Timestamp());
            if (file.sha256.isEmpty()) {
                QCOMPARE(QFileInfo(file.path).fileName(), QStringLiteral("new-a1B2c3"));
                continue;
            }
            QCOMPARE(file.sha256, address);
            QCOMPARE(file.path, blobs.path(address));
            QCOMPARE(file.size, 5);
        }
    }
    QCOMPARE(found, 2);
}

void FileBlobStoreTest::removesLeftovers()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(QStringLiteral("media")));
    const QByteArray address = *blobs.add("hello");
    QFile file(QFileInfo(blobs.path(address)).path() + QStringLiteral("/new-a1B2c3"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto listed = blobs.list(int(uchar(address.front())));
    for (const BlobFile &each : *listed) {
        if (each.sha256.isEmpty())
            QVERIFY(blobs.removeLeftover(each));
    }
    QVERIFY(!file.exists());
    QVERIFY(blobs.contains(address));
    QVERIFY(blobs.remove(address));
    QVERIFY(!blobs.contains(address));
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

void FileBlobStoreTest::acknowledgesNoNameThatMayNotBeOnDisk()
{
    const QTemporaryDir folder;
    FileBlobStore blobs(folder.filePath(QStringLiteral("media")));
    QVERIFY(blobs.add("hello"));
    {
        const NoDescriptors none; // So that no folder can be synchronised.
        QVERIFY(!blobs.add("hello"));
    }
    QVERIFY(blobs.add("hello"));
}

QTEST_GUILESS_MAIN(FileBlobStoreTest)
#include "tst_fileblobstore.moc"
