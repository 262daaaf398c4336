// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/fileresponse.h"
#include "tests/support/collectedreply.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <sys/resource.h>

using namespace linnet;
using namespace Qt::StringLiterals;

class FileResponseTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void describesTheFile();
    void answers_data();
    void answers();
    void doesNotFindWhatIsNotThere();
    void saysWhatTheDiskDoesNotGive();
    void saysThatThereAreNoDescriptors();

private:
    FileAnswer answer() const;

    QTemporaryFile m_file;
};

void FileResponseTest::initTestCase()
{
    QVERIFY(m_file.open());
    m_file.write("0123456789");
    m_file.flush();
    const QDateTime changed(QDate(2026, 1, 31), QTime(9, 5, 7, 500), Qt::UTC);
    QVERIFY(m_file.setFileTime(changed, QFileDevice::FileModificationTime));
}

FileAnswer FileResponseTest::answer() const
{
    return {m_file.fileName(), "image/png", u"a.png"_s, true, "\"tag\""};
}

void FileResponseTest::describesTheFile()
{
    const auto response = fileResponse(answer(), "GET", {});
    QVERIFY(response);
    const net::Headers &headers = response->headers;
    QCOMPARE(response->status, 200);
    QCOMPARE(response->source->size(), 10);
    QCOMPARE(headers.value("content-type"), QByteArray("image/png"));
    QCOMPARE(headers.value("content-disposition"), QByteArray("inline; filename=\"a.png\""));
    QCOMPARE(headers.value("etag"), QByteArray("\"tag\""));
    QCOMPARE(headers.value("last-modified"), QByteArray("Sat, 31 Jan 2026 09:05:07 GMT"));
    QCOMPARE(headers.value("accept-ranges"), QByteArray("bytes"));
    QCOMPARE(headers.value("cross-origin-resource-policy"), QByteArray("cross-origin"));
    QCOMPARE(headers.value("x-content-type-options"), QByteArray("nosniff"));
}

void FileResponseTest::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArrayList>("headers"); // Name, value, name, value …
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("range");

    const QByteArray same("Sat, 31 Jan 2026 09:05:07 GMT");
    const QByteArray before("Sat, 31 Jan 2026 09:05:06 GMT");
    const QByteArray all("0123456789");
    const QByteArray part("bytes 2-4/10");
    const auto add = [](const char *row, const QByteArrayList &headers, int status,
                        const QByteArray &body, const QByteArray &range = {}) {
        QTest::newRow(row) << QByteArray("GET") << headers << status << body << range;
    };
    add("a range", {"range", "bytes=2-4"}, 206, "234", part);
    add("the last bytes", {"range", "bytes=-3"}, 206, "789", "bytes 7-9/10");
    add("beyond the end", {"range", "bytes=10-"}, 416, {}, "bytes */10");
    add("several ranges", {"range", "bytes=0-1,3-4"}, 200, all);
    add("the same tag", {"if-none-match", "\"tag\""}, 304, {});
    add("the same tag, weak", {"if-none-match", "W/\"tag\""}, 304, {});
    add("another tag", {"if-none-match", "\"other\""}, 200, all);
    add("unchanged", {"if-modified-since", same}, 304, {});
    add("changed", {"if-modified-since", before}, 200, all);
    add("nonsense for a date", {"if-modified-since", "yesterday"}, 200, all);
    add("a tag counts before a date", {"if-none-match", "\"other\"", "if-modified-since", same},
        200, all);
    add("unchanged before a range", {"if-none-match", "\"tag\"", "range", "bytes=2-4"}, 304, {});
    add("if still the same tag", {"range", "bytes=2-4", "if-range", "\"tag\""}, 206, "234", part);
    add("if still the same date", {"range", "bytes=2-4", "if-range", same}, 206, "234", part);
    add("if another tag", {"range", "bytes=2-4", "if-range", "\"other\""}, 200, all);
    add("if a weak tag", {"range", "bytes=2-4", "if-range", "W/\"tag\""}, 200, all);
    add("if another date", {"range", "bytes=2-4", "if-range", before}, 200, all);
    QTest::newRow("no ranges without GET")
        << QByteArray("HEAD") << QByteArrayList{"range", "bytes=2-4"} << 200 << all << QByteArray();
}

void FileResponseTest::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArrayList, headers);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, range);
    net::Headers fields;
    for (qsizetype i = 0; i < headers.size(); i += 2)
        fields.add(headers[i], headers[i + 1]);

    auto response = fileResponse(answer(), method, fields);

    QVERIFY(response);
    QCOMPARE(response->status, status);
    QCOMPARE(response->headers.value("content-range"), range);
    QCOMPARE(test::bodyOf(*response), body);
}

void FileResponseTest::doesNotFindWhatIsNotThere()
{
    FileAnswer missing = answer();
    missing.path += u".gone"_s;
    const auto response = fileResponse(missing, "GET", {});
    QVERIFY(!response);
    QCOMPARE(response.error().kind, Error::Kind::NotFound);
    QVERIFY(!response.error().message.contains(u".gone"));
}

void FileResponseTest::saysWhatTheDiskDoesNotGive()
{
    const QTemporaryDir folder;
    FileAnswer unreadable = answer();
    unreadable.path = folder.filePath(u"secret"_s);
    QVERIFY(QFile::link(unreadable.path, unreadable.path)); // Nobody reads that, not even root.
    const auto response = fileResponse(unreadable, "GET", {});
    QVERIFY(!response);
    QCOMPARE(response.error().kind, Error::Kind::Unavailable);
    QVERIFY(response.error().detail.contains(unreadable.path));
    QVERIFY(!response.error().message.contains(u"secret"_s));
}

void FileResponseTest::saysThatThereAreNoDescriptors()
{
    rlimit usual{};
    getrlimit(RLIMIT_NOFILE, &usual);
    rlimit none = usual;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &none);
    const auto response = fileResponse(answer(), "GET", {});
    setrlimit(RLIMIT_NOFILE, &usual);
    QVERIFY(!response);
    QCOMPARE(response.error().kind, Error::Kind::Unavailable);
}

QTEST_GUILESS_MAIN(FileResponseTest)
#include "tst_fileresponse.moc"
