// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void savesAFile();
    void writesToTheOutput();
    void leavesNothingWhereItFails();
    void saysWhereItCannotWrite();
    void writesNoZipToATerminal();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        CliProgram program;
        return program.run(QStringList{u"user"_s, u"export"_s, u"alice"_s} + words
                           + QStringList{u"--server"_s, m_api->url()});
    }
    QString file(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<FakeApi> m_api;
    std::optional<QTemporaryDir> m_folder;
};

void UserExportTest::init()
{
    m_folder.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/users/alice/export", "PK the bytes of a zip");
}

void UserExportTest::savesAFile()
{
    const auto outcome = run({u"--file"_s, file(u"a.zip"_s)});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QFile saved(file(u"a.zip"_s));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), QByteArray("PK the bytes of a zip"));
    QVERIFY(!(saved.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void UserExportTest::writesToTheOutput()
{
    const auto outcome = run({});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "PK the bytes of a zip");
}

void UserExportTest::leavesNothingWhereItFails()
{
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/users/alice/export",
                  R"({"error":{"code":"outranked","message":"Ask somebody else."}})", 403);
    const auto outcome = run({u"--file"_s, file(u"a.zip"_s)});
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QCOMPARE(outcome.err, QByteArray("linnetctl: Ask somebody else.\n"));
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void UserExportTest::saysWhereItCannotWrite()
{
    const auto outcome = run({u"--file"_s, file(u"no/such/folder/a.zip"_s)});
    QVERIFY(outcome.exit != ExitCode::Done);
    QVERIFY(outcome.err.contains("cannot be written"));
    QVERIFY(m_api->requests().isEmpty());
}

void UserExportTest::writesNoZipToATerminal()
{
    CliProgram program;
    const QStringList words{u"user"_s, u"export"_s, u"alice"_s, u"--server"_s, m_api->url()};
    const auto outcome = program.run(words, {}, {.columns = 80});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(outcome.err.contains("Say --file FILE."));
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(UserExportTest)
#include "tst_userexport.moc"
