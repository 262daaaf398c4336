// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/incomingfile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class IncomingFileTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsWritten();
    void goesUnlessItWasMovedAway();
    void hasAMostSize();
    void saysWhenItCannotBeStored();
    void removesWhatAKilledServerHasLeft();

private:
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files); }

    QTemporaryDir m_folder;
    const UploadSettings m_settings{m_folder.path(), 10};
};

void IncomingFileTest::keepsWhatIsWritten()
{
    const auto file = *IncomingFile::create(m_settings, u"../a.png"_s);
    QVERIFY(file->write("hello"));
    QVERIFY(file->write("there"));
    file->close();
    const UploadedFile &description = file->description();
    QCOMPARE(description.name, u"../a.png"_s);
    QCOMPARE(description.size, 10);
    QFile stored(description.path);
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QCOMPARE(stored.readAll(), QByteArray("hellothere"));
    QCOMPARE(stored.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void IncomingFileTest::goesUnlessItWasMovedAway()
{
    auto file = *IncomingFile::create(m_settings, {});
    QCOMPARE(files().size(), 1);
    file.reset();
    QCOMPARE(files(), QStringList());

    file = *IncomingFile::create(m_settings, {});
    QVERIFY(QFile::rename(file->description().path, m_folder.filePath(u"taken"_s)));
    file.reset();
    QCOMPARE(files(), QStringList{u"taken"_s});
}

void IncomingFileTest::hasAMostSize()
{
    const auto file = *IncomingFile::create(m_settings, {});
    QVERIFY(file->write("1234567890"));
    const auto more = file->write("1");
    QVERIFY(!more);
    QCOMPARE(more.error().kind, Error::Kind::TooLarge);
}

void IncomingFileTest::saysWhenItCannotBeStored()
{
    const auto file = IncomingFile::create({m_folder.filePath(u"missing"_s), 10}, {});
    QVERIFY(!file);
    QCOMPARE(file.error().kind, Error::Kind::Unavailable);
    QVERIFY(!file.error().message.contains(u"missing"_s));
}

void IncomingFileTest::removesWhatAKilledServerHasLeft()
{
    const QTemporaryDir folder;
    const UploadSettings settings{folder.path(), 10};
    QFile left(folder.filePath(u"left"_s));
    QVERIFY(left.open(QIODevice::WriteOnly) && left.write("half") == 4);
    left.close();
    QVERIFY(QDir(folder.path()).mkdir(u"other"_s));

    IncomingFile::removeLeftovers(settings);

    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList{u"other"_s});
}

QTEST_GUILESS_MAIN(IncomingFileTest)
#include "tst_incomingfile.moc"
