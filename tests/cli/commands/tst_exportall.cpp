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
    void savesWhatMessagesHaveAsFiles();
    void wantsToKnowWhereFilesGo_data();
    void wantsToKnowWhereFilesGo();

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

//! One each, whatever they are called in a message; what the server has no more is told.
void ExportAllTest::savesWhatMessagesHaveAsFiles()
{
    const auto message = [](const QByteArray &file, const QByteArray &deletedAt = "null") {
        return R"({"type":"message","file":")" + file + R"(","deletedAt":)" + deletedAt + "}\n";
    };
    FakeApi api;
    api.answer("GET /api/v1/admin/export/content",
               R"({"type":"header","format":"linnet.export","formatVersion":1})"
               "\n" + message("/api/v1/media/files/abc.png")
                   + message("https://chat.example.org/api/v1/media/files/abc.png?x=1")
                   + message("/api/v1/media/files/gone.png")
                   + message("/api/v1/media/files/../evil")
                   + message("https://example.org/elsewhere.png")
                   + message("/api/v1/media/files/deleted.png", R"("2026-01-31T09:05:00.000Z")")
                   + R"({"type":"trailer","counts":{"message":6}})"
                     "\n");
    api.answer("GET /api/v1/media/files/abc.png", "a picture");
    api.answer("GET /api/v1/media/files/gone.png",
               R"({"error":{"code":"media_removed","message":"It is gone."}})", 410);
    const QString folder = m_folder->filePath(u"files"_s);
    CliProgram program;
    const auto outcome =
        program.run({u"export"_s, u"all"_s, m_folder->filePath(u"all.ndjson"_s), u"--content"_s,
                     u"--files"_s, folder, u"--server"_s, api.url()});
    QCOMPARE(outcome.err, "Files that the server has no more: 1.\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"abc.png"_s});
    QFile saved(folder + u"/abc.png"_s);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), "a picture");
    QCOMPARE(api.requests().size(), 3);
}

void ExportAllTest::wantsToKnowWhereFilesGo_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("no content") << QStringList{u"x.ndjson"_s, u"--files"_s, u"d"_s};
    QTest::newRow("no file") << QStringList{u"--content"_s, u"--files"_s, u"d"_s};
    QTest::newRow("over the socket")
        << QStringList{u"x.ndjson"_s, u"--content"_s, u"--files"_s, u"d"_s, u"--local=/nowhere"_s};
}

void ExportAllTest::wantsToKnowWhereFilesGo()
{
    QFETCH(const QStringList, words);
    CliProgram program;
    QCOMPARE(program.run(QStringList{u"export"_s, u"all"_s} + words).exit, ExitCode::Usage);
}

QTEST_GUILESS_MAIN(ExportAllTest)
#include "tst_exportall.moc"
