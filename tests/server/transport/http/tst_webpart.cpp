// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/webpart.h"
#include "tests/support/collectedreply.h"
#include "tests/support/endpointfixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

QList<Endpoint> rows()
{
    return {{"x"_L1, Method::Post, "/api/x"_L1, {}, Access::User, Cost::Read, {}, nothing}};
}

} // namespace

class WebPartTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void servesFiles_data();
    void servesFiles();
    void sendsAPage();
    void letsPagesDoWhatTheirOwnerSays();
    void sendsNothingTwice();
    void sendsParts();
    void leavesTheApiItsPaths();
    void takesNothing();
    void noticesThatAFileHasGone();

private:
    void write(const QString &name, const QByteArray &content);
    net::Response ask(const QByteArray &method, const QByteArray &path, net::Headers headers = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Live<WebRoot>> m_root;
    test::EndpointFixture m_fixture{rows()};
};

void WebPartTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"api"_s));
    write(u"index.html"_s, "<h1>hello</h1>");
    write(u"app.js"_s, "alert(1)");
    write(u"data.xyz"_s, "?");
    write(u"api/x"_s, "shadow");
    m_root = std::make_unique<Live<WebRoot>>(WebRoot::scan(m_folder->path()));
}

void WebPartTest::write(const QString &name, const QByteArray &content)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

net::Response WebPartTest::ask(const QByteArray &method, const QByteArray &path,
                               net::Headers headers)
{
    net::Request request;
    request.method = method;
    request.path = path;
    request.headers = std::move(headers);
    test::CollectedReply collected;
    WebPart(m_fixture.context, *m_root).handle(std::move(request), collected.reply());
    return collected.take();
}

void WebPartTest::servesFiles_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("the page") << QByteArray("/") << QByteArray("text/html; charset=utf-8")
                              << QByteArray("<h1>hello</h1>");
    QTest::newRow("a script") << QByteArray("/app.js")
                              << QByteArray("text/javascript; charset=utf-8")
                              << QByteArray("alert(1)");
    QTest::newRow("anything") << QByteArray("/data.xyz") << QByteArray("application/octet-stream")
                              << QByteArray("?");
}

void WebPartTest::servesFiles()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QVERIFY(WebPart(m_fixture.context, *m_root).handles(path));
    auto response = ask("GET", path);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.value("content-type"), type);
    QCOMPARE(response.headers.value("x-content-type-options"), QByteArray("nosniff"));
    QCOMPARE(test::bodyOf(response), body);
}

void WebPartTest::sendsAPage()
{
    const auto response = ask("GET", "/");
    const QByteArray policy = response.headers.value("content-security-policy");
    QVERIFY(policy.startsWith("default-src 'self';"));
    QVERIFY(!policy.contains("unsafe"));
    QVERIFY(response.headers.contains("permissions-policy"));
    QCOMPARE(response.headers.value("cache-control"), QByteArray("no-cache"));
    QCOMPARE(response.headers.value("cross-origin-resource-policy"), QByteArray("same-origin"));
}

void WebPartTest::letsPagesDoWhatTheirOwnerSays()
{
    const QByteArray policy = "script-src 'self' 'unsafe-inline'";
    m_root->replace(WebRoot::scan(m_folder->path(), policy));
    const auto response = ask("GET", "/");
    QCOMPARE(response.headers.value("content-security-policy"), policy);
    QVERIFY(response.headers.contains("permissions-policy"));
}

void WebPartTest::sendsNothingTwice()
{
    const QByteArray etag = ask("GET", "/app.js").headers.value("etag");
    QCOMPARE(ask("GET", "/app.js", {{"if-none-match", etag}}).status, 304);
    write(u"app.js"_s, "alert(2); // another length");
    QCOMPARE(ask("GET", "/app.js", {{"if-none-match", etag}}).status, 200);
}

void WebPartTest::sendsParts()
{
    auto response = ask("GET", "/app.js", {{"range", "bytes=0-4"}});
    QCOMPARE(response.status, 206);
    QCOMPARE(test::bodyOf(response), QByteArray("alert"));
}

void WebPartTest::leavesTheApiItsPaths()
{
    QVERIFY(!(*m_root)->find("/api/x").isEmpty());
    QVERIFY(!WebPart(m_fixture.context, *m_root).handles("/api/x"));
    QVERIFY(!WebPart(m_fixture.context, *m_root).handles("/none"));
}

void WebPartTest::takesNothing()
{
    const auto response = ask("POST", "/");
    QCOMPARE(response.status, 405);
    QCOMPARE(response.headers.value("allow"), QByteArray("GET, HEAD, OPTIONS"));
}

void WebPartTest::noticesThatAFileHasGone()
{
    QVERIFY(QFile::remove(m_folder->filePath(u"app.js"_s)));
    QCOMPARE(ask("GET", "/app.js").status, 404);
}

QTEST_GUILESS_MAIN(WebPartTest)
#include "tst_webpart.moc"
