// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/filesource.h"

#include <QTemporaryFile>
#include <QTest>

using namespace linnet;

class FileSourceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void givesThePartItWasMadeFor();
    void givesNoMoreThanIsAskedForOrFair();
    void stopsWhereTheFileHasBeenCut();

private:
    std::unique_ptr<QFile> open() const;

    QByteArray m_bytes;
    std::unique_ptr<QTemporaryFile> m_file;
};

void FileSourceTest::init()
{
    m_bytes.clear();
    for (int i = 0; i < 100000; ++i)
        m_bytes += QByteArray::number(i % 10);
    m_file = std::make_unique<QTemporaryFile>();
    QVERIFY(m_file->open());
    m_file->write(m_bytes);
    m_file->flush();
}

std::unique_ptr<QFile> FileSourceTest::open() const
{
    auto file = std::make_unique<QFile>(m_file->fileName());
    return file->open(QIODevice::ReadOnly) ? std::move(file) : nullptr;
}

void FileSourceTest::givesThePartItWasMadeFor()
{
    FileSource source(open(), 10, 25);
    QCOMPARE(source.size(), 25);
    QCOMPARE(source.read(20), m_bytes.sliced(10, 20));
    QCOMPARE(source.read(20), m_bytes.sliced(30, 5));
    QVERIFY(source.read(20).isEmpty());
}

void FileSourceTest::givesNoMoreThanIsAskedForOrFair()
{
    FileSource source(open(), 0, m_bytes.size());
    QCOMPARE(source.read(7).size(), 7);
    QCOMPARE(source.read(1 << 20).size(), 64 << 10);
}

void FileSourceTest::stopsWhereTheFileHasBeenCut()
{
    FileSource source(open(), 50000, 50000);
    QVERIFY(QFile::resize(m_file->fileName(), 50010));
    QCOMPARE(source.size(), 50000);
    QCOMPARE(source.read(1000).size(), 10);
    QVERIFY(source.read(1000).isEmpty());
}

QTEST_GUILESS_MAIN(FileSourceTest)
#include "tst_filesource.moc"
