// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/router.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! What a request names: rows are numbered as in this list.
const QList<std::pair<Method, QByteArray>> rows{
    {Method::Get, "/"}, // 0
    {Method::Get, "/api/users/{id}"}, // 1
    {Method::Put, "/api/users/update"}, // 2
    {Method::Put, "/api/users/status"}, // 3
    {Method::Get, "/api/messages/users"}, // 4
    {Method::Get, "/api/messages/{id}"}, // 5
    {Method::Post, "/api/messages/send/{id}"}, // 6
    {Method::Get, "/api/messages/user/{userId}"}, // 7
    {Method::Get, "/api/v1/user/all"}, // 8
    {Method::Get, "/api/v1/user/{id}"}, // 9
    {Method::Get, "/v1/user/currentUser"}, // 10
    {Method::Get, "/v1/user/{username}"}, // 11
    {Method::Get, "/api/notifications/events"}, // 12
    {Method::Get, "/api/notifications/{userId}"}, // 13
    {Method::Post, "/api/user/auth/login"}, // 14
    {Method::Get, "/api/user/{username}"}, // 15
    {Method::Get, "/groups/{id}/members"}, // 16
    {Method::Delete, "/groups/{id}/members/{uid}"}, // 17
    {Method::Get, "/a/b/c"}, // 18
    {Method::Get, "/a/{x}/d"}, // 19
    {Method::Get, "/{x}/{y}/e"}, // 20
};

Router makeRouter()
{
    Router router;
    for (int row = 0; row < rows.size(); ++row)
        router.add(rows[row].first, rows[row].second, row);
    return router;
}

} // namespace

class RouterTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheRow_data();
    void findsTheRow();
    void saysWhatAPathWouldTake();
    void saysWhoseAPathWouldBe_data();
    void saysWhoseAPathWouldBe();
    void refusesASecondRowOfTheSamePlace();
    void namesTheParameters();
};

void RouterTest::findsTheRow_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("row");
    QTest::addColumn<QStringList>("captures");

    const auto add = [](const char *name, Method method, const char *path, int row,
                        const QStringList &captures = {}) {
        QTest::newRow(name) << int(method) << QByteArray(path) << row << captures;
    };
    add("root", Method::Get, "/", 0);
    add("parameter", Method::Get, "/api/users/17", 1, {u"17"_s});
    add("literal beats parameter", Method::Put, "/api/users/update", 2);
    add("another literal beats it too", Method::Put, "/api/users/status", 3);
    add("parameter where the literal has no such method", Method::Get, "/api/users/update", 1,
        {u"update"_s});
    add("messages of users", Method::Get, "/api/messages/users", 4);
    add("messages of one", Method::Get, "/api/messages/99", 5, {u"99"_s});
    add("a word that only posts take", Method::Get, "/api/messages/send", 5, {u"send"_s});
    add("sending", Method::Post, "/api/messages/send/5", 6, {u"5"_s});
    add("user under messages", Method::Get, "/api/messages/user/5", 7, {u"5"_s});
    add("all users", Method::Get, "/api/v1/user/all", 8);
    add("one user", Method::Get, "/api/v1/user/alla", 9, {u"alla"_s});
    add("current user", Method::Get, "/v1/user/currentUser", 10);
    add("user by name", Method::Get, "/v1/user/current", 11, {u"current"_s});
    add("events", Method::Get, "/api/notifications/events", 12);
    add("notifications of one", Method::Get, "/api/notifications/7", 13, {u"7"_s});
    add("reserved word", Method::Post, "/api/user/auth/login", 14);
    add("the reserved word alone is a name", Method::Get, "/api/user/auth", 15, {u"auth"_s});
    add("two parameters", Method::Delete, "/groups/3/members/4", 17, {u"3"_s, u"4"_s});
    add("back out of one literal", Method::Get, "/a/b/d", 19, {u"b"_s});
    add("back out of two literals", Method::Get, "/a/b/e", 20, {u"a"_s, u"b"_s});
    add("trailing slash", Method::Get, "/api/v1/user/all/", 8);
    add("two trailing slashes", Method::Get, "/api/v1/user/all//", Router::NoRow);
    add("empty parameter", Method::Get, "/api/users//", Router::NoRow);
    add("too short", Method::Get, "/api", Router::NoRow);
    add("too long", Method::Get, "/api/users/1/2", Router::NoRow);
    add("braces are not special in a request", Method::Get, "/api/users/{id}", 1, {u"{id}"_s});
    add("case matters", Method::Put, "/api/users/Update", Router::NoRow);
    add("UTF-8", Method::Get, "/v1/user/z\xc3\xbc", 11, {u"zü"_s});
}

void RouterTest::findsTheRow()
{
    QFETCH(int, method);
    QFETCH(QByteArray, path);
    QFETCH(int, row);
    QFETCH(QStringList, captures);

    const Router::Match match = makeRouter().find(Method(method), path);

    QCOMPARE(match.row, row);
    QCOMPARE(match.captures, captures);
}

void RouterTest::saysWhatAPathWouldTake()
{
    const Router router = makeRouter();
    QCOMPARE(router.find(Method::Delete, "/api/users/update").allowed,
             (std::vector{Method::Get, Method::Put}));
    QCOMPARE(router.find(Method::Post, "/groups/1/members").allowed, std::vector{Method::Get});
    QVERIFY(router.find(Method::Get, "/nowhere").allowed.empty());
}

void RouterTest::saysWhoseAPathWouldBe_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");

    QTest::newRow("nobody's") << QByteArray("/") + "healthz" << 20 << 20; // "{x}" leads on.
    QTest::newRow("of many") << QByteArray("/api") << 1 << 15;
    QTest::newRow("of some") << QByteArray("/api/messages") << 4 << 7;
    QTest::newRow("of one") << QByteArray("/groups/1/x") << 16 << 17;
    QTest::newRow("with another method") << QByteArray("/api/v1/user/all") << 8 << 8;
}

void RouterTest::saysWhoseAPathWouldBe()
{
    QFETCH(QByteArray, path);
    QFETCH(int, first);
    QFETCH(int, last);
    const auto match = makeRouter().find(Method::Patch, path);
    QCOMPARE(match.row, Router::NoRow);
    QCOMPARE(match.nearest.first, first);
    QCOMPARE(match.nearest.last, last);
}

void RouterTest::refusesASecondRowOfTheSamePlace()
{
    Router router = makeRouter();
    QCOMPARE(router.add(Method::Get, "/api/users/{other}", 50), 1);
    QCOMPARE(router.add(Method::Put, "/api/users/update", 51), 2);
    QCOMPARE(router.add(Method::Patch, "/api/users/update", 52), Router::NoRow);
}

void RouterTest::namesTheParameters()
{
    QCOMPARE(Router::parameterNames("/groups/{id}/members/{uid}"),
             (QStringList{u"id"_s, u"uid"_s}));
    QCOMPARE(Router::parameterNames("/groups"), QStringList());
}

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
