// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/privatefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

int modeOf(const QString &path)
{
    struct stat status = {};
    return stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777)
                                                                   : -1;
}

} // namespace

class PrivateFileTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesForItsOwnerOnly();
    void replacesAFileWhole();
    void refusesWhatOthersMayUse_data();
    void refusesWhatOthersMayUse();
    void refusesADirectoryOthersMayEnter();
    void makesADirectoryForItsOwnerOnly();
    void makesASecretOnce();
    void saysWhatIsMissing();

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_path;
};

void PrivateFileTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_path = m_directory->filePath(u"secret"_s);
}

void PrivateFileTest::writesForItsOwnerOnly()
{
    QVERIFY(writePrivateFile(m_path, "12"));

    QCOMPARE(modeOf(m_path), 0600);
    QCOMPARE(readPrivateFile(m_path).value(), "12");
}

void PrivateFileTest::replacesAFileWhole()
{
    QVERIFY(writePrivateFile(m_path, "long content"));
    QVERIFY(writePrivateFile(m_path + u".new"_s, "left over by a crash"));

    QVERIFY(writePrivateFile(m_path, "short"));

    QCOMPARE(readPrivateFile(m_path).value(), "short");
    QVERIFY(!QFile::exists(m_path + u".new"_s));
}

void PrivateFileTest::refusesWhatOthersMayUse_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("owner") << 0600 << true;
    QTest::newRow("owner, reading") << 0400 << true;
    QTest::newRow("group reads") << 0640 << false;
    QTest::newRow("world reads") << 0644 << false;
    QTest::newRow("world writes") << 0602 << false;
    QTest::newRow("everybody does everything") << 0777 << false;
}

void PrivateFileTest::refusesWhatOthersMayUse()
{
    QFETCH(int, mode);
    QFETCH(bool, accepted);
    QVERIFY(writePrivateFile(m_path, "12"));
    QCOMPARE(chmod(QFile::encodeName(m_path).constData(), mode_t(mode)), 0);

    const auto read = readPrivateFile(m_path);

    QCOMPARE(read.has_value(), accepted);
    if (accepted)
        return;
    QCOMPARE(read.error().code, "private_file_mode"_L1);
    QVERIFY(read.error().detail.contains(m_path));
    QVERIFY(read.error().detail.contains(u"chmod 600"_s));
    QVERIFY(!read.error().message.contains(m_path));
    QVERIFY(!openSecretFile(m_path));
}

void PrivateFileTest::refusesADirectoryOthersMayEnter()
{
    const QString path = m_directory->filePath(u"keys"_s);
    QVERIFY(makePrivateDirectory(path));
    QCOMPARE(chmod(QFile::encodeName(path).constData(), 0755), 0);

    const auto made = makePrivateDirectory(path);

    QVERIFY(!made);
    QVERIFY(made.error().detail.contains(u"chmod 700"_s));
}

void PrivateFileTest::makesADirectoryForItsOwnerOnly()
{
    const QString path = m_directory->filePath(u"deep/er/keys"_s);

    QVERIFY(makePrivateDirectory(path));
    QVERIFY(makePrivateDirectory(path));

    QCOMPARE(modeOf(path), 0700);
}

void PrivateFileTest::makesASecretOnce()
{
    const auto first = openSecretFile(m_path);
    const auto second = openSecretFile(m_path);
    const auto other = openSecretFile(m_path + u'2');

    QCOMPARE(first.value().size(), 32);
    QCOMPARE(second.value(), first.value());
    QVERIFY(other.value() != first.value());
    QCOMPARE(modeOf(m_path), 0600);
}

void PrivateFileTest::saysWhatIsMissing()
{
    const auto read = readPrivateFile(m_path);
    const auto written = writePrivateFile(m_directory->filePath(u"no/such/folder"_s), "12");

    QVERIFY(!read && !written);
    QVERIFY(read.error().detail.contains(m_path));
    QVERIFY(written.error().detail.contains(u"no/such/folder"_s));
}

QTEST_GUILESS_MAIN(PrivateFileTest)
#include "tst_privatefile.moc"
