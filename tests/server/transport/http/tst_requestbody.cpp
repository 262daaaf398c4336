// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestbody.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray json("application/json");
const QByteArray urlEncoded("application/x-www-form-urlencoded");

Endpoint withPicture()
{
    Endpoint endpoint;
    endpoint.request = {{"text"_L1, Field::Type::String, Field::Need::Optional},
                        {"count"_L1, Field::Type::Integer, Field::Need::Optional}};
    endpoint.fileField = "image"_L1;
    return endpoint;
}

} // namespace

class RequestBodyTest : public QObject
{
    Q_OBJECT

private slots:
    void readsJson();
    void readsForms();
    void refuses_data();
    void refuses();
    void takesTheFileOutOfJson();
    void leavesWhatIsNoFile_data();
    void leavesWhatIsNoFile();
    void refusesFiles_data();
    void refusesFiles();
    void knowsWhatItReads_data();
    void knowsWhatItReads();

private:
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files); }

    QTemporaryDir m_folder;
    const UploadSettings m_uploads{m_folder.path(), 100};
};

void RequestBodyTest::readsJson()
{
    const auto body = readBody({}, json, R"({"a":[1,{}]})", m_uploads);
    QVERIFY(body);
    QCOMPARE(body->params, (QJsonObject{{u"a"_s, QJsonArray{1, QJsonObject()}}}));
    QVERIFY(!body->file);
    QVERIFY(readBody({}, {}, " \n", m_uploads));
}

void RequestBodyTest::readsForms()
{
    const auto body = readBody(withPicture(), urlEncoded, "text=a+b&count=3&x=1", m_uploads);
    QVERIFY(body);
    QCOMPARE(body->params, (QJsonObject{{u"text"_s, u"a b"_s}, {u"count"_s, 3}}));
    const auto form = readForm(withPicture(), {{u"image"_s, u"data:;base64,aGk="_s}}, m_uploads);
    QVERIFY(form && form->file);
}

void RequestBodyTest::refuses_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");

    const int invalid = int(Error::Kind::InvalidInput);
    const int unsupported = int(Error::Kind::UnsupportedType);
    QTest::newRow("not JSON") << QByteArray("text/plain") << QByteArray("{}") << unsupported;
    QTest::newRow("no type") << QByteArray() << QByteArray("{}") << unsupported;
    QTest::newRow("cut off") << json << QByteArray("{") << invalid;
    QTest::newRow("an array") << json << QByteArray("[1]") << invalid;
    QTest::newRow("a string") << json << QByteArray("\"a\"") << invalid;
    QTest::newRow("null") << json << QByteArray("null") << invalid;
    QTest::newRow("a lone surrogate") << json << QByteArray(R"({"a":"\ud83d"})") << invalid;
    QTest::newRow("broken UTF-8") << json << QByteArray("{\"a\":\"\xff\"}") << invalid;
    QTest::newRow("very deep") << json << QByteArray("{\"a\":") + QByteArray(100000, '[')
                               << invalid;
}

void RequestBodyTest::refuses()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    const auto read = readBody({}, type, body, m_uploads);
    QVERIFY(!read);
    QCOMPARE(int(read.error().kind), kind);
}

void RequestBodyTest::takesTheFileOutOfJson()
{
    auto body = readBody(withPicture(), json,
                         R"({"text":"hi","image":"data:image/png;base64,aGVsbG8="})", m_uploads);
    QVERIFY(body);
    QCOMPARE(body->params, (QJsonObject{{u"text"_s, u"hi"_s}}));
    QVERIFY(body->file);
    QCOMPARE(body->file->description().size, 5);
    QFile stored(body->file->description().path);
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QCOMPARE(stored.readAll(), QByteArray("hello"));
    body->file.reset();
    QCOMPARE(files(), QStringList());
}

void RequestBodyTest::leavesWhatIsNoFile_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("an address") << QByteArray("\"https://example.org/a.png\"");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("empty") << QByteArray("\"\"");
    QTest::newRow("a number") << QByteArray("7");
}

void RequestBodyTest::leavesWhatIsNoFile()
{
    QFETCH(QByteArray, value);
    const auto body = readBody(withPicture(), json, "{\"image\":" + value + '}', m_uploads);
    QVERIFY(body);
    QVERIFY(!body->file);
    QVERIFY(body->params.contains(u"image"_s));
}

void RequestBodyTest::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<int>("kind");

    QTest::newRow("not in base64")
        << QByteArray("data:image/svg+xml,<svg/>") << int(Error::Kind::InvalidInput);
    QTest::newRow("broken base64")
        << QByteArray("data:image/png;base64,a$") << int(Error::Kind::InvalidInput);
    QTest::newRow("empty") << QByteArray("data:image/png;base64,")
                           << int(Error::Kind::InvalidInput);
    QTest::newRow("too big") << "data:;base64," + QByteArray(101, 'x').toBase64()
                             << int(Error::Kind::TooLarge);
}

void RequestBodyTest::refusesFiles()
{
    QFETCH(QByteArray, url);
    QFETCH(int, kind);
    const auto body = readBody(withPicture(), json, "{\"image\":\"" + url + "\"}", m_uploads);
    QVERIFY(!body);
    QCOMPARE(int(body.error().kind), kind);
    QCOMPARE(files(), QStringList());
}

void RequestBodyTest::knowsWhatItReads_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("readable");

    QTest::newRow("plain") << QByteArray("application/json") << true;
    QTest::newRow("charset") << QByteArray("Application/JSON ; charset=utf-8") << true;
    QTest::newRow("suffix") << QByteArray("application/problem+json") << true;
    QTest::newRow("form") << urlEncoded << true;
    QTest::newRow("text") << QByteArray("text/plain") << false;
    QTest::newRow("longer") << QByteArray("application/jsonp") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void RequestBodyTest::knowsWhatItReads()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, readable);
    QCOMPARE(isReadable(type), readable);
}

QTEST_GUILESS_MAIN(RequestBodyTest)
#include "tst_requestbody.moc"
