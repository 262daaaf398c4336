// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportedfiles.h"
#include "cli/output/console.h"
#include "tests/cli/textcollector.h"
#include "tests/support/fakeapi.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Header = R"({"type":"header","format":"linnet.export","formatVersion":1})"
                          "\n";
const QByteArray Media = "/api/v1/media/files/";

QByteArray message(const QByteArray &file)
{
    return R"({"type":"message","deletedAt":null,"file":")" + file + "\"}\n";
}

QByteArray trailer(int messages)
{
    return R"({"type":"trailer","counts":{"message":)" + QByteArray::number(messages) + "}}\n";
}

ExportFile::Entry entry(const QString &file)
{
    return {1, u"message"_s, {{"file"_L1, file}, {"text"_L1, u"look"_s}}};
}

QJsonArray asked(int messages)
{
    QJsonArray all;
    for (int i = 0; i < messages; ++i)
        all.append(QJsonObject{{"sender"_L1, u"42"_s}});
    return all;
}

} // namespace

class ExportedFilesTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void savesForTheOwnerAlone();
    void leavesWhatIsThere();
    void stopsWhereTheServerRefuses();
    void tellsOfAFolderThatCannotBeMade();
    void sendsWhatWouldBeStored();
    void asksNothingWithoutFiles();
    void leavesOutWhatTheServerWillNotHave();

private:
    Result<> save(const QString &folder, const QByteArray &lines)
    {
        QBuffer device;
        device.setData(lines);
        device.open(QIODevice::ReadOnly);
        ApiClient api({m_api->url()}, {}, "test");
        TextCollector out;
        TextCollector err;
        Console console(out, err, {});
        return ExportedFiles(folder).save(api, device, console);
    }
    Result<> attach(const std::vector<ExportFile::Entry> &entries, const QJsonObject &would,
                    QJsonArray &messages)
    {
        ApiClient api({m_api->url()}, {}, "test");
        const auto rehearse = [&](const QJsonArray &) -> Result<QJsonObject> {
            ++m_rehearsals;
            return would;
        };
        return ExportedFiles(m_folder->path()).attach(api, entries, rehearse, messages);
    }
    void write(const QString &name)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a picture");
    }

    std::unique_ptr<FakeApi> m_api;
    std::optional<QTemporaryDir> m_folder;
    int m_rehearsals = 0;
};

void ExportedFilesTest::init()
{
    m_folder.emplace();
    m_api = std::make_unique<FakeApi>();
    m_rehearsals = 0;
}

void ExportedFilesTest::savesForTheOwnerAlone()
{
    m_api->answer("GET " + Media + "a.png", "a picture");
    const QString folder = m_folder->filePath(u"one/two"_s);
    QVERIFY(save(folder, Header + message(Media + "a.png") + trailer(1)));
    const auto others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(folder) & others));
    QVERIFY(!(QFile::permissions(folder + u"/a.png"_s) & others));
}

void ExportedFilesTest::leavesWhatIsThere()
{
    write(u"a.png"_s);
    QVERIFY(save(m_folder->path(), Header + message(Media + "a.png") + trailer(1)));
    QVERIFY(m_api->requests().isEmpty());
}

void ExportedFilesTest::stopsWhereTheServerRefuses()
{
    m_api->answer("GET " + Media + "a.png",
                  R"({"error":{"code":"capability_missing","message":"Ask an owner."}})", 403);
    const auto saved =
        save(m_folder->path(),
             Header + message(Media + "a.png") + message(Media + "b.png") + trailer(2));
    QCOMPARE(saved.error().message, u"Ask an owner."_s);
    QCOMPARE(m_api->requests().size(), 1);
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void ExportedFilesTest::tellsOfAFolderThatCannotBeMade()
{
    write(u"file"_s);
    const QString folder = m_folder->filePath(u"file/below"_s);
    QCOMPARE(save(folder, Header + trailer(0)).error().message, folder + u" cannot be made."_s);
}

void ExportedFilesTest::sendsWhatWouldBeStored()
{
    write(u"new.png"_s);
    write(u"old.png"_s);
    m_api->answer("POST /api/v1/admin/imports/files", R"({"file":"sent.png"})");
    QJsonArray messages = asked(3);
    const QJsonObject would{{"items"_L1,
                             QJsonArray{QJsonObject{{"outcome"_L1, u"stored"_s}},
                                        QJsonObject{{"outcome"_L1, u"known"_s}},
                                        QJsonObject{{"outcome"_L1, u"stored"_s}}}}};
    const QString media = QString::fromLatin1(Media);
    QVERIFY(attach(
        {entry(media + u"new.png"_s), entry(media + u"old.png"_s), entry(media + u"missing.png"_s)},
        would, messages));
    QCOMPARE(m_api->requests().size(), 1);
    QCOMPARE(messages[0].toObject(),
             (QJsonObject{{"sender"_L1, u"42"_s},
                          {"file"_L1, u"sent.png"_s},
                          {"textContent"_L1, u"look"_s}}));
    QCOMPARE(messages[1], asked(1)[0]);
    QCOMPARE(messages[2], asked(1)[0]);
}

void ExportedFilesTest::asksNothingWithoutFiles()
{
    QJsonArray messages = asked(2);
    QVERIFY(attach({entry({}), entry(u"https://example.org/elsewhere.png"_s)}, {}, messages));
    QCOMPARE(m_rehearsals, 0);
    QCOMPARE(messages, asked(2));
}

void ExportedFilesTest::leavesOutWhatTheServerWillNotHave()
{
    write(u"new.png"_s);
    m_api->answer("POST /api/v1/admin/imports/files",
                  R"({"error":{"code":"too_large","message":"No."}})", 413);
    QJsonArray messages = asked(1);
    const QJsonObject would{{"items"_L1, QJsonArray{QJsonObject{{"outcome"_L1, u"stored"_s}}}}};
    QVERIFY(attach({entry(QString::fromLatin1(Media) + u"new.png"_s)}, would, messages));
    QCOMPARE(messages, asked(1));
}

QTEST_GUILESS_MAIN(ExportedFilesTest)
#include "tst_exportedfiles.moc"
