// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/pastfile.h"
#include "tests/support/fakeapi.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Path = "POST /api/v1/admin/imports/files";

} // namespace

class PastFileTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void sendsItsContent();
    void goesOnWithoutWhatIsRefused_data();
    void goesOnWithoutWhatIsRefused();
    void waitsWhereItIsAskedTo();
    void tellsWhatElseIsWrong();
    void tellsOfAFileThatCannotBeRead();

private:
    Result<QString> send(const QString &path)
    {
        ApiClient api({m_api->url()}, {}, "test");
        return sendPastFile(api, {u"42"_s, path, u"IMG ö.jpg"_s});
    }

    std::unique_ptr<FakeApi> m_api;
    QTemporaryDir m_folder;
    const QString m_file = m_folder.filePath(u"content"_s);
};

void PastFileTest::init()
{
    m_api = std::make_unique<FakeApi>();
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0\xff picture", 10));
}

void PastFileTest::sendsItsContent()
{
    m_api->answer(Path, R"({"file":"abc.jpg"})");
    QCOMPARE(send(m_file).value(), u"abc.jpg"_s);
    const QJsonObject asked = QJsonDocument::fromJson(m_api->requests().value(0).body).object();
    QCOMPARE(
        asked,
        (QJsonObject{{"owner"_L1, u"42"_s},
                     {"name"_L1, u"IMG ö.jpg"_s},
                     {"file"_L1, u"data:application/octet-stream;base64,AP8gcGljdHVyZQ=="_s}}));
}

void PastFileTest::goesOnWithoutWhatIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");

    QTest::newRow("of a kind that is not taken") << 415 << QByteArray("unsupported_type");
    QTest::newRow("too large") << 413 << QByteArray("too_large");
    QTest::newRow("no picture") << 400 << QByteArray("unreadable_image");
}

void PastFileTest::goesOnWithoutWhatIsRefused()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    m_api->answer(Path, R"({"error":{"code":")" + code + R"(","message":"No."}})", status);
    const auto sent = send(m_file);
    QVERIFY(sent);
    QCOMPARE(*sent, QString());
}

void PastFileTest::waitsWhereItIsAskedTo()
{
    m_api->answer(Path, R"({"error":{"code":"rate_limited","message":"Later."}})", 429,
                  "Retry-After: 1\r\n");
    m_api->answer(Path, R"({"file":"abc.jpg"})");
    QCOMPARE(send(m_file).value(), u"abc.jpg"_s);
    QCOMPARE(m_api->requests().size(), 2);
}

void PastFileTest::tellsWhatElseIsWrong()
{
    m_api->answer(Path, R"({"error":{"code":"capability_missing","message":"Ask an owner."}})",
                  403);
    QCOMPARE(send(m_file).error().message, u"Ask an owner."_s);
}

void PastFileTest::tellsOfAFileThatCannotBeRead()
{
    const auto sent = send(m_folder.filePath(u"missing"_s));
    QVERIFY(sent.error().message.startsWith(u"IMG ö.jpg cannot be read: "));
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(PastFileTest)
#include "tst_pastfile.moc"
