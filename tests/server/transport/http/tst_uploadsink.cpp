// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/responses.h"
#include "server/transport/http/uploadsink.h"
#include "tests/support/fixeddialect.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray End = "--XX--\r\n";

QByteArray field(const QByteArray &name, const QByteArray &value)
{
    return "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

QByteArray file(const QByteArray &name, const QByteArray &data, const QByteArray &field = "file")
{
    return "--XX\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
        + "\"\r\nContent-Type: image/png\r\n\r\n" + data + "\r\n";
}

} // namespace

class UploadSinkTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsTheFileAndTheFields();
    void removesTheFileUnlessItWasMovedAway();
    void removesWhatWasBegun();
    void takesAFormWithoutAFile_data();
    void takesAFormWithoutAFile();
    void refuses_data();
    void refuses();
    void saysWhenItCannotStore();

private:
    std::unique_ptr<UploadSink> makeSink() { return makeSink(m_folder->path()); }
    std::unique_ptr<UploadSink> makeSink(const QString &folder);
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::FixedDialect m_dialect{"one"_L1, {}};
    EndpointRow m_row;
    std::vector<Error> m_refused; //!< What the sinks have told of.
};

void UploadSinkTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_refused.clear();
    m_row.dialect = &m_dialect;
    m_row.endpoint.fileField = "file"_L1;
}

std::unique_ptr<UploadSink> UploadSinkTest::makeSink(const QString &folder)
{
    return std::make_unique<UploadSink>(UploadSettings{folder, 1000}, m_row, "XX",
                                        [this](const Error &error) {
                                            m_refused.push_back(error);
                                            return errorResponse(m_dialect, error);
                                        });
}

void UploadSinkTest::keepsTheFileAndTheFields()
{
    const auto sink = makeSink();
    const QByteArray data(1000, 'x');
    const QByteArray form =
        field("chatId", "7") + file("../a.png", data) + field("text", "zü") + End;
    for (const char byte : form)
        QVERIFY(!sink->write(QByteArrayView(&byte, 1)));
    QVERIFY(!sink->finished());

    QCOMPARE(sink->fields(), (TextParams{{u"chatId"_s, u"7"_s}, {u"text"_s, u"zü"_s}}));
    QVERIFY(sink->file());
    const UploadedFile kept = sink->file()->description();
    QCOMPARE(kept.name, u"../a.png"_s);
    QCOMPARE(kept.size, 1000);
    QCOMPARE(files().size(), 1);
    QFile stored(kept.path);
    QCOMPARE(QFileInfo(stored).path(), m_folder->path());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(stored.permissions() & others));
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QCOMPARE(stored.readAll(), data);
}

void UploadSinkTest::removesTheFileUnlessItWasMovedAway()
{
    auto sink = makeSink();
    QVERIFY(!sink->write(file("a.png", "data") + End));
    QVERIFY(!sink->finished());
    sink.reset();
    QCOMPARE(files(), QStringList());

    sink = makeSink();
    QVERIFY(!sink->write(file("a.png", "data") + End));
    QVERIFY(!sink->finished());
    QVERIFY(QFile::rename(sink->file()->description().path, m_folder->filePath(u"taken"_s)));
    sink.reset();
    QCOMPARE(files(), QStringList{u"taken"_s});
}

void UploadSinkTest::removesWhatWasBegun()
{
    auto sink = makeSink();
    const QByteArray form = file("a.png", "data");
    QVERIFY(!sink->write(form.chopped(4)));
    QCOMPARE(files().size(), 1);
    sink.reset();
    QCOMPARE(files(), QStringList());
}

void UploadSinkTest::takesAFormWithoutAFile_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::newRow("fields only") << field("text", "hi") + End;
    QTest::newRow("none was chosen") << field("text", "hi") + file("", "") + End;
    QTest::newRow("none was chosen, first") << file("", "") + field("text", "hi") + End;
}

void UploadSinkTest::takesAFormWithoutAFile()
{
    QFETCH(QByteArray, form);
    const auto sink = makeSink();
    QVERIFY(!sink->write(form));
    QVERIFY(!sink->finished());
    QVERIFY(!sink->file());
    QCOMPARE(sink->fields().value(u"text"_s), u"hi"_s);
    QCOMPARE(files(), QStringList());
}

void UploadSinkTest::refuses_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<int>("status");

    QTest::newRow("too big") << file("a.png", QByteArray(1001, 'x')) + End << 413;
    QTest::newRow("two files") << file("a.png", "1") + file("b.png", "2") + End << 400;
    QTest::newRow("in another field") << file("a.png", "1", "image") + End << 400;
    QTest::newRow("much text") << field("a", QByteArray(200 << 10, 'x'))
            + field("b", QByteArray(100 << 10, 'x'))
            + End << 413;
    QTest::newRow("no form") << QByteArray("hello, world") << 400;
    QTest::newRow("no end") << file("a.png", "1") << 400;
}

void UploadSinkTest::refuses()
{
    QFETCH(QByteArray, form);
    QFETCH(int, status);
    auto sink = makeSink();
    auto refusal = sink->write(form);
    if (!refusal)
        refusal = sink->finished();
    QVERIFY(refusal);
    QCOMPARE(refusal->status, status);
    QVERIFY(refusal->body.contains("\"dialect\":\"one\""));
    QCOMPARE(m_refused.size(), size_t(1));
    sink.reset();
    QCOMPARE(files(), QStringList());
}

void UploadSinkTest::saysWhenItCannotStore()
{
    const QString missing = m_folder->filePath(u"missing"_s);
    const auto refusal = makeSink(missing)->write(file("a.png", "1"));
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 503);
    QVERIFY(!refusal->body.contains("missing"));
    QCOMPARE(m_refused.size(), size_t(1));
    QVERIFY(m_refused.front().detail.startsWith(missing));
}

QTEST_GUILESS_MAIN(UploadSinkTest)
#include "tst_uploadsink.moc"
