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

namespace {

const QByteArray Lines = "{\"type\":\"header\"}\n{\"type\":\"trailer\"}\n";

} // namespace

class ExportAllTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void savesAFile();
    void writesToTheOutput();
    void asksForContentOnlyWhereToldTo();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        CliProgram program;
        return program.run(QStringList{u"export"_s, u"all"_s} + words
                           + QStringList{u"--server"_s, m_api->url()});
    }

    std::unique_ptr<FakeApi> m_api;
    std::optional<QTemporaryDir> m_folder;
};

void ExportAllTest::init()
{
    m_folder.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/export", Lines);
    m_api->answer("GET /api/v1/admin/export/content",
                  R"({"error":{"code":"capability_missing","message":"Ask an owner."}})", 403);
}

void ExportAllTest::savesAFile()
{
    const auto outcome = run({m_folder->filePath(u"all.ndjson"_s)});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QFile saved(m_folder->filePath(u"all.ndjson"_s));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), Lines);
    QVERIFY(!(saved.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void ExportAllTest::writesToTheOutput()
{
    const auto outcome = run({});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, Lines);
}

void ExportAllTest::asksForContentOnlyWhereToldTo()
{
    const auto outcome = run({m_folder->filePath(u"all.ndjson"_s), u"--content"_s});
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QCOMPARE(outcome.err, "linnetctl: Ask an owner.\n");
    QVERIFY(QDir(m_folder->path()).isEmpty());
    run({});
    QCOMPARE(m_api->requests().last().target, "/api/v1/admin/export");
}

QTEST_GUILESS_MAIN(ExportAllTest)
#include "tst_exportall.moc"
