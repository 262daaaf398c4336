// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/backupkeypair.h"
#include "tests/cli/cliprogram.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class BackupKeygenTest : public QObject
{
    Q_OBJECT

private slots:
    void makesAPair();
    void overwritesNothing();
    void saysWhatCannotBeWritten();

private:
    CliProgram m_program;
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

void BackupKeygenTest::makesAPair()
{
    const QString path = m_program.folder() + u"/backup.key"_s;
    const auto outcome = m_program.run({u"backup"_s, u"keygen"_s, path});

    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.err,
             path.toUtf8()
                 + " opens backups: keep it away from the server, and more than one copy of it.\n");
    QVERIFY(backup::parsePublicKey(outcome.out));
    QVERIFY(backup::parseSecretKey(contentOf(path)));
    QVERIFY(!backup::parseSecretKey(outcome.out));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::ReadOwner),
             QFile::Permissions(QFile::ReadOwner));

    const QString other = m_program.folder() + u"/other.key"_s;
    QVERIFY(m_program.run({u"backup"_s, u"keygen"_s, other}).out != outcome.out);
}

void BackupKeygenTest::overwritesNothing()
{
    const QString path = m_program.folder() + u"/precious.key"_s;
    m_program.run({u"backup"_s, u"keygen"_s, path});
    const QByteArray before = contentOf(path);
    const auto again = m_program.run({u"backup"_s, u"keygen"_s, path});
    QCOMPARE(again.exit, ExitCode::CannotCreate);
    QCOMPARE(again.out, QByteArray());
    QVERIFY(again.err.contains(path.toUtf8() + " is there already"));
    QCOMPARE(contentOf(path), before);

    const QString link = m_program.folder() + u"/link.key"_s;
    QVERIFY(QFile::link(m_program.folder() + u"/target"_s, link));
    QCOMPARE(m_program.run({u"backup"_s, u"keygen"_s, link}).exit, ExitCode::CannotCreate);
    QVERIFY(!QFile::exists(m_program.folder() + u"/target"_s));
}

void BackupKeygenTest::saysWhatCannotBeWritten()
{
    const auto outcome = m_program.run({u"backup"_s, u"keygen"_s, u"/no/such/folder/key"_s});
    QCOMPARE(outcome.exit, ExitCode::InputOutput);
    QCOMPARE(outcome.err,
             "linnetctl: /no/such/folder/key cannot be written: No such file or directory.\n");
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(m_program.run({u"backup"_s, u"keygen"_s}).exit, ExitCode::Usage);
}

QTEST_GUILESS_MAIN(BackupKeygenTest)
#include "tst_backupkeygen.moc"
