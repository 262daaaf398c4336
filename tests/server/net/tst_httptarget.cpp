// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httptarget.h"

#include <QTest>

using namespace linnet::net;

class HttpTargetTest : public QObject
{
    Q_OBJECT

private slots:
    void normalises_data();
    void normalises();
    void refuses_data();
    void refuses();
    void takesTargetsApart_data();
    void takesTargetsApart();
    void knowsAuthorities_data();
    void knowsAuthorities();
};

void HttpTargetTest::normalises_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("path");

    const auto row = [](const char *raw, const char *path) {
        QTest::newRow(raw) << QByteArray(raw) << QByteArray(path);
    };
    row("/", "/");
    row("/a/b", "/a/b");
    row("/a/b/", "/a/b/");
    row("//", "/");
    row("//a///b//", "/a/b/");
    row("/./a/./b/.", "/a/b/");
    row("/a/../b", "/b");
    row("/a/..", "/");
    row("/a/b/..", "/a/");
    row("/..", "/");
    row("/../../../etc/passwd", "/etc/passwd");
    row("/a/../../b", "/b");
    row("/%2e%2e/%2E%2e/b", "/b");
    row("/a/%2e/b", "/a/b");
    row("/a%2f..%2Fb", "/b");
    row("/%252e%252e/b", "/%2e%2e/b");
    row("/...", "/...");
    row("/.a/..b/c.", "/.a/..b/c.");
    row("/a%20b", "/a b");
    row("/%41%4a%4A", "/AJJ");
    row("/gr%C3%BC%c3%9f", "/gr\xc3\xbc\xc3\x9f");
    row("/%F0%9F%91%8D", "/\xf0\x9f\x91\x8d");
    row("/a;b=c,d:e@f!g$h&i'(j)*k+l", "/a;b=c,d:e@f!g$h&i'(j)*k+l");
}

void HttpTargetTest::normalises()
{
    QFETCH(QByteArray, raw);
    const auto path = normalisedPath(raw);
    QVERIFY(path);
    QTEST(*path, "path");
}

void HttpTargetTest::refuses_data()
{
    QTest::addColumn<QByteArray>("raw");

    for (const char *raw : {"",        "a",          "%2f",        "/%",
                            "/%1",     "/%g1",       "/%1g",       "/%00",
                            "/%0d%0a", "/%7f",       "/%5c",       "/\\",
                            "/%c0%ae", "/%e0%80%ae", "/%ed%a0%80", "/%f5%80%80%80",
                            "/%80",    "/ ",         "/\"",        "/\xc3\xbc"})
        QTest::newRow(raw) << QByteArray(raw);
}

void HttpTargetTest::refuses()
{
    QFETCH(QByteArray, raw);
    QVERIFY(!normalisedPath(raw));
}

void HttpTargetTest::takesTargetsApart_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");

    const auto row = [](const char *text, const char *authority, const char *path,
                        const char *query) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(authority) << QByteArray(path)
                            << QByteArray(query);
    };
    row("*", "", "*", "");
    row("/a?b", "", "/a", "b");
    row("/a?", "", "/a", "");
    row("/a?b?c/d", "", "/a", "b?c/d");
    row("/?%41", "", "/", "%41");
    row("//host/a", "", "/host/a", "");
    row("http://host/a?b", "host", "/a", "b");
    row("HTTPS://Host:1", "host:1", "/", "");
    row("http://[::1]:80/", "[::1]:80", "/", "");
}

void HttpTargetTest::takesTargetsApart()
{
    QFETCH(QByteArray, text);
    const auto target = HttpTarget::parse(text);
    QVERIFY(target);
    QTEST(target->authority, "authority");
    QTEST(target->path, "path");
    QTEST(target->query, "query");
}

void HttpTargetTest::knowsAuthorities_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isValid");

    const auto row = [](const char *text, bool isValid) {
        QTest::newRow(text) << QByteArray(text) << isValid;
    };
    row("a", true);
    row("a.b-c_d~e", true);
    row("a:80", true);
    row("a:65535", true);
    row("a:65536", false);
    row("a:0080", true);
    row("a:000080", false);
    row("1.2.3.4:1", true);
    row("[::1]", true);
    row("[::ffff:1.2.3.4]:80", true);
    row("[v1.x]", false);
    row("::1", false);
    row("", false);
    row(":80", false);
    row("a%20b", true);
    row("a%2", false);
}

void HttpTargetTest::knowsAuthorities()
{
    QFETCH(QByteArray, text);
    QTEST(isAuthority(text), "isValid");
}

QTEST_GUILESS_MAIN(HttpTargetTest)
#include "tst_httptarget.moc"
