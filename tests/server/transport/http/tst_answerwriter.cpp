// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/answerwriter.h"
#include "tests/support/collectedreply.h"
#include "tests/support/endpointfixture.h"
#include "tests/support/patience.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

QCoro::Task<Result<QByteArray>> endOfStream()
{
    co_return QByteArray();
}

QList<Endpoint> rows()
{
    return {
        {"mine"_L1, Method::Get, "/mine"_L1, {}, Access::User, Cost::Read, {}, nothing},
        {"open"_L1, Method::Get, "/open"_L1, {}, Access::Public, Cost::Read, {}, nothing},
        {"sign"_L1, Method::Post, "/sign"_L1, {}, Access::Public, Cost::SignIn, {}, nothing},
    };
}

//! \return an answer whose JSON has about \p size bytes.
Answer answerOf(qsizetype size)
{
    return {QJsonObject{{u"text"_s, QString(size, u'x')}}};
}

constexpr qsizetype Long = 100 << 10;

} // namespace

class AnswerWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatMayBeKept_data();
    void saysWhatMayBeKept();
    void sendsNothingTwice();
    void tagsOnlyWhatIsCheap();
    void packs_data();
    void packs();
    void saysThatWhatIsNotSentAgainVaries_data();
    void saysThatWhatIsNotSentAgainVaries();
    void packsLongAnswersElsewhere();
    void sendsPlainWhenNobodyHasTimeToPack();
    void keepsNothingThatIsNeededFromItsPlace();
    void reportsAFileThatIsNotThere();
    void logsAndCountsAFileThatTheDiskDoesNotGive();
    void keepsToItselfWhatIsForOne();
    void streamsWhatIsMadeOnTheWay();
    void showsPages();
    void setsCookies();

private:
    net::Response write(const QByteArray &method, const QByteArray &path,
                        const net::Headers &headers, const Result<Answer> &outcome);

    test::EndpointFixture m_fixture{rows()};
};

net::Response AnswerWriterTest::write(const QByteArray &method, const QByteArray &path,
                                      const net::Headers &headers, const Result<Answer> &outcome)
{
    net::Request request;
    request.method = method;
    request.headers = headers;
    const Method known = method == "POST" ? Method::Post : Method::Get;
    const EndpointRow *row = m_fixture.table->findRoute(known, path).row;
    test::CollectedReply collected;
    AnswerWriter(m_fixture.context, *row, request, collected.reply()).write(outcome);
    [&] { QTRY_VERIFY(collected.isThere()); }();
    return collected.take();
}

void AnswerWriterTest::saysWhatMayBeKept_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("cacheControl");

    QTest::newRow("personal") << QByteArray("GET") << QByteArray("/mine") << QByteArray("no-store");
    QTest::newRow("for all") << QByteArray("GET") << QByteArray("/open") << QByteArray("no-cache");
    QTest::newRow("head") << QByteArray("HEAD") << QByteArray("/open") << QByteArray("no-cache");
    QTest::newRow("tokens") << QByteArray("POST") << QByteArray("/sign") << QByteArray("no-store");
}

void AnswerWriterTest::saysWhatMayBeKept()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, cacheControl);
    QCOMPARE(write(method, path, {}, answerOf(5)).headers.value("cache-control"), cacheControl);
    const Error error{Error::Kind::Internal, "internal"_L1, {}};
    QCOMPARE(write(method, path, {}, error).headers.value("cache-control"), QByteArray("no-store"));
}

void AnswerWriterTest::sendsNothingTwice()
{
    const net::Response first = write("GET", "/mine", {}, answerOf(5));
    const QByteArray etag = first.headers.value("etag");
    QVERIFY(etag.startsWith("W/"));
    const net::Response same = write("GET", "/mine", {{"if-none-match", etag}}, answerOf(5));
    QCOMPARE(same.status, 304);
    QVERIFY(same.body.isEmpty());
    QCOMPARE(same.headers.value("etag"), etag);
    QCOMPARE(write("GET", "/mine", {{"if-none-match", etag}}, answerOf(6)).status, 200);
}

void AnswerWriterTest::tagsOnlyWhatIsCheap()
{
    QVERIFY(!write("POST", "/sign", {}, answerOf(5)).headers.contains("etag"));
    QVERIFY(!write("GET", "/mine", {}, answerOf(Long)).headers.contains("etag"));
}

void AnswerWriterTest::packs_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("accepts");
    QTest::addColumn<bool>("packed");
    QTest::addColumn<bool>("varies");

    QTest::newRow("a short answer") << qsizetype(900) << QByteArray("gzip") << false << false;
    QTest::newRow("a longer one") << qsizetype(2000) << QByteArray("gzip") << true << true;
    QTest::newRow("unasked") << qsizetype(2000) << QByteArray() << false << true;
    QTest::newRow("refused") << qsizetype(2000) << QByteArray("gzip;q=0") << false << true;
}

void AnswerWriterTest::packs()
{
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, accepts);
    QFETCH(bool, packed);
    QFETCH(bool, varies);
    const auto response = write("GET", "/mine", {{"accept-encoding", accepts}}, answerOf(size));
    QCOMPARE(response.headers.value("content-encoding"), packed ? "gzip" : QByteArray());
    QCOMPARE(response.headers.value("vary"), varies ? "Accept-Encoding" : QByteArray());
    QCOMPARE(response.body.startsWith("\x1f\x8b"), packed);
    QCOMPARE(response.body.size() < size, packed);
}

void AnswerWriterTest::saysThatWhatIsNotSentAgainVaries_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("varies");

    QTest::newRow("a short answer") << qsizetype(900) << false;
    QTest::newRow("a longer one") << qsizetype(2000) << true;
}

void AnswerWriterTest::saysThatWhatIsNotSentAgainVaries()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, varies);
    const net::Response whole = write("GET", "/mine", {}, answerOf(size));
    const net::Response same =
        write("GET", "/mine", {{"if-none-match", whole.headers.value("etag")}}, answerOf(size));
    QCOMPARE(same.status, 304);
    QCOMPARE(same.headers.value("vary"), whole.headers.value("vary"));
    QCOMPARE(same.headers.contains("vary"), varies);
}

void AnswerWriterTest::packsLongAnswersElsewhere()
{
    std::thread pool;
    bool wasElsewhere = false;
    m_fixture.context.offload = [&](std::function<void()> work) {
        pool = std::thread(std::move(work));
        return wasElsewhere = true;
    };
    const auto response = write("GET", "/mine", {{"accept-encoding", "gzip"}}, answerOf(Long));
    pool.join();
    m_fixture.context.offload = {};
    QVERIFY(wasElsewhere);
    QCOMPARE(response.headers.value("content-encoding"), QByteArray("gzip"));
}

void AnswerWriterTest::sendsPlainWhenNobodyHasTimeToPack()
{
    m_fixture.context.offload = [](const std::function<void()> &) { return false; };
    const auto response = write("GET", "/mine", {{"accept-encoding", "gzip"}}, answerOf(Long));
    m_fixture.context.offload = {};
    QVERIFY(!response.headers.contains("content-encoding"));
    QVERIFY(response.body.size() > Long);
}

void AnswerWriterTest::keepsNothingThatIsNeededFromItsPlace()
{
    bool isOffered = false;
    m_fixture.context.offload = [&](const std::function<void()> &) { return isOffered = true; };
    m_fixture.context.offloadOptional = [](const std::function<void()> &) { return false; };
    const auto response = write("GET", "/mine", {{"accept-encoding", "gzip"}}, answerOf(Long));
    m_fixture.context.offload = {};
    m_fixture.context.offloadOptional = {};
    QVERIFY(!isOffered);
    QVERIFY(response.body.size() > Long);
}

void AnswerWriterTest::reportsAFileThatIsNotThere()
{
    Answer answer;
    answer.file = FileAnswer{u"/nowhere/at/all"_s, "image/png", u"a.png"_s, true, "\"t\""};
    const auto response = write("GET", "/open", {}, answer);
    QCOMPARE(response.status, 404);
    QVERIFY(!response.body.contains("nowhere"));
    QVERIFY(response.body.contains("\"dialect\":\"one\""));
}

void AnswerWriterTest::logsAndCountsAFileThatTheDiskDoesNotGive()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.png"_s);
    QVERIFY(QFile::link(path, path)); // Nobody reads that.
    Answer answer;
    answer.file = FileAnswer{path, "image/png", u"a.png"_s, true, "\"t\""};
    QTest::ignoreMessage(
        QtWarningMsg,
        QRegularExpression(u"failed \"one/open\" request \"r7\" .* detail \"%1"_s.arg(path)));
    QCOMPARE(write("GET", "/open", {{"x-request-id", "r7"}}, answer).status, 503);
    QVERIFY(m_fixture.metrics.text().contains(
        R"(linnet_request_failures_total{dialect="one",endpoint="open",kind="unavailable"} 1)"));
}

void AnswerWriterTest::keepsToItselfWhatIsForOne()
{
    for (const char *name : {"authorization", "cookie"})
        QCOMPARE(write("GET", "/open", {{name, "x"}}, answerOf(5)).headers.value("cache-control"),
                 QByteArray("no-store"));
}

void AnswerWriterTest::streamsWhatIsMadeOnTheWay()
{
    Answer answer;
    answer.stream = StreamAnswer{"text/csv", u"list.csv"_s, [] { return endOfStream(); }};
    const net::Response response = write("GET", "/mine", {}, answer);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.value("content-type"), QByteArray("text/csv"));
    QVERIFY(response.headers.value("content-disposition").startsWith("attachment; "));
    QCOMPARE(response.headers.value("cache-control"), QByteArray("no-store"));
    QVERIFY(response.source);
    QCOMPARE(response.source->size(), net::BodySource::Untold);
    answer.stream->name.clear(); // To be shown.
    QVERIFY(!write("GET", "/mine", {}, answer).headers.contains("content-disposition"));
}

//! A form of the page has to be able to say where it comes from.
void AnswerWriterTest::showsPages()
{
    Answer answer;
    answer.page = PageAnswer{"<!DOCTYPE html>"};
    const net::Response response = write("GET", "/open", {}, answer);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("<!DOCTYPE html>"));
    QCOMPARE(response.headers.value("content-type"), QByteArray("text/html; charset=utf-8"));
    QCOMPARE(response.headers.value("cache-control"), QByteArray("no-store"));
    QCOMPARE(response.headers.value("referrer-policy"), QByteArray("same-origin"));
}

void AnswerWriterTest::setsCookies()
{
    Answer answer = answerOf(5);
    answer.cookies = {{"jwt", "abc", std::chrono::seconds(60)}, {"accessToken"}};
    const auto cookiesOf = [this, &answer] {
        QByteArrayList cookies;
        const net::Response response = write("POST", "/sign", {}, answer);
        for (const net::Header &header : response.headers) {
            if (header.name == "set-cookie")
                cookies.append(header.value);
        }
        return cookies;
    };
    QCOMPARE(cookiesOf(),
             (QByteArrayList{"jwt=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Strict",
                             "accessToken=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict"}));
    m_fixture.rules.replace({.publicUrl = u"https://chat.example.org"_s});
    const QByteArrayList secure = cookiesOf();
    m_fixture.rules.replace({});
    for (const QByteArray &cookie : secure)
        QVERIFY2(cookie.endsWith("; Secure"), cookie.constData());
}

QTEST_GUILESS_MAIN(AnswerWriterTest)
#include "tst_answerwriter.moc"
