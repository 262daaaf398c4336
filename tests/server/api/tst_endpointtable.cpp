// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpointtable.h"
#include "tests/support/fixeddialect.h"

#include <QTest>

using namespace linnet;
using test::FixedDialect;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

Endpoint row(QLatin1String name, Method method, QLatin1String path, QLatin1String event = {})
{
    return {name,
            method,
            path,
            event,
            Access::User,
            Cost::Read,
            {{"id"_L1}, {"other"_L1}, {"name"_L1}},
            nothing};
}

} // namespace

class EndpointTableTest : public QObject
{
    Q_OBJECT

private slots:
    void findsRoutesAndEventsOfEachDialect();
    void findsARowAtEachOfItsPlaces();
    void knowsWhosePathsBeginLikeThat_data();
    void knowsWhosePathsBeginLikeThat();
    void refusesToStartOn_data();
    void refusesToStartOn();
};

void EndpointTableTest::findsRoutesAndEventsOfEachDialect()
{
    FixedDialect one("one"_L1, {row("a.get"_L1, Method::Get, "/a/{id}"_L1, "a:get"_L1)});
    FixedDialect two("two"_L1,
                     {row("a.put"_L1, Method::Put, "/a/{other}"_L1),
                      row("a.get"_L1, Method::None, {}, "a:get"_L1)});
    const auto table = EndpointTable::make({&one, &two});
    QVERIFY(table);

    const auto get = (*table)->findRoute(Method::Get, "/a/1");
    QCOMPARE(get.row->dialect, &one);
    QCOMPARE(get.captures, (QJsonObject{{u"id"_s, u"1"_s}}));
    const auto put = (*table)->findRoute(Method::Put, "/a/1");
    QCOMPARE(put.row->dialect, &two);
    QCOMPARE(put.captures, (QJsonObject{{u"other"_s, u"1"_s}}));
    QCOMPARE((*table)->findEvent(&one, "a:get")->dialect, &one);
    QCOMPARE((*table)->findEvent(&two, "a:get")->dialect, &two);
    QVERIFY(!(*table)->findEvent(&one, "a:put"));
    QCOMPARE((*table)->findDialect(u"two"), &two);
    QVERIFY(!(*table)->findDialect(u"three"));
}

void EndpointTableTest::findsARowAtEachOfItsPlaces()
{
    Endpoint put = row("a.put"_L1, Method::Put, "/v1/a/{id}"_L1, "a:put"_L1);
    put.aliases = {{Method::Patch, "/v1/a/{id}"}, {Method::Post, "/api/{other}/of/{id}"}};
    FixedDialect one("one"_L1, {put});
    const auto table = EndpointTable::make({&one});
    QVERIFY(table);

    QCOMPARE((*table)->rows().size(), size_t(1));
    const EndpointRow *const only = (*table)->rows().data();
    QCOMPARE((*table)->findRoute(Method::Put, "/v1/a/1").row, only);
    QCOMPARE((*table)->findRoute(Method::Patch, "/v1/a/1").row, only);
    QCOMPARE((*table)->findEvent(&one, "a:put"), only);
    const auto post = (*table)->findRoute(Method::Post, "/api/x/of/y");
    QCOMPARE(post.row, only);
    QCOMPARE(post.captures, (QJsonObject{{u"other"_s, u"x"_s}, {u"id"_s, u"y"_s}}));
    QVERIFY(!(*table)->findRoute(Method::Post, "/v1/a/1").row);
}

void EndpointTableTest::knowsWhosePathsBeginLikeThat_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("dialect");

    QTest::newRow("nobody's") << QByteArray("/x") << QString();
    QTest::newRow("shared") << QByteArray("/api/x") << QString();
    QTest::newRow("of the first") << QByteArray("/api/a/1/x") << u"one"_s;
    QTest::newRow("of the second") << QByteArray("/api/b/x") << u"two"_s;
    QTest::newRow("with another method") << QByteArray("/api/a/1") << u"one"_s;
    QTest::newRow("of an alias") << QByteArray("/v1/x") << u"two"_s;
}

void EndpointTableTest::knowsWhosePathsBeginLikeThat()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, dialect);
    Endpoint b = row("b"_L1, Method::Put, "/api/b"_L1);
    b.aliases = {{Method::Put, "/v1/b"}};
    FixedDialect one("one"_L1, {row("a"_L1, Method::Put, "/api/a/{id}"_L1)});
    FixedDialect two("two"_L1, {b});
    const auto table = EndpointTable::make({&one, &two});
    QVERIFY(table);

    const auto route = (*table)->findRoute(Method::Get, path);
    QVERIFY(!route.row);
    QCOMPARE(route.dialect ? QString(route.dialect->name()) : QString(), dialect);
}

void EndpointTableTest::refusesToStartOn_data()
{
    QTest::addColumn<QList<QList<Endpoint>>>("dialects");
    QTest::addColumn<QString>("message");

    const Endpoint get = row("a.get"_L1, Method::Get, "/a/{id}"_L1);
    const Endpoint same = row("b.get"_L1, Method::Get, "/a/{name}"_L1);
    const Endpoint event = row("c"_L1, Method::None, {}, "x"_L1);
    const Endpoint sameEvent = row("d"_L1, Method::None, {}, "x"_L1);
    const Endpoint undeclared = row("f"_L1, Method::Get, "/a/{x}"_L1);
    Endpoint alias = row("g"_L1, Method::Post, "/b"_L1);
    alias.aliases = {{Method::Get, "/a/{other}"}};
    Endpoint undeclaredAlias = row("h"_L1, Method::Post, "/b"_L1);
    undeclaredAlias.aliases = {{Method::Post, "/c/{y}"}};
    Endpoint idle = get;
    idle.handler = nullptr;
    QTest::newRow("two rows of one dialect on one path")
        << QList<QList<Endpoint>>{{get, same}} << u"one a.get and one b.get share a place"_s;
    QTest::newRow("two dialects on one path")
        << QList<QList<Endpoint>>{{get}, {same}} << u"one a.get and two b.get share a place"_s;
    QTest::newRow("two rows of one dialect on one event")
        << QList<QList<Endpoint>>{{event, sameEvent}} << u"one c and one d share a place"_s;
    QTest::newRow("a row without a handler")
        << QList<QList<Endpoint>>{{idle}} << u"one a.get has no handler"_s;
    QTest::newRow("a path parameter the schema does not name")
        << QList<QList<Endpoint>>{{undeclared}} << u"one f does not say what {x} is"_s;
    QTest::newRow("a row and the alias of another on one path")
        << QList<QList<Endpoint>>{{get}, {alias}} << u"one a.get and two g share a place"_s;
    QTest::newRow("a parameter of an alias the schema does not name")
        << QList<QList<Endpoint>>{{undeclaredAlias}} << u"one h does not say what {y} is"_s;
    QTest::newRow("a row nobody can reach")
        << QList<QList<Endpoint>>{{row("e"_L1, Method::None, {})}}
        << u"one e can be reached by nobody"_s;
}

void EndpointTableTest::refusesToStartOn()
{
    QFETCH(QList<QList<Endpoint>>, dialects);
    QFETCH(QString, message);
    FixedDialect one("one"_L1, dialects.value(0));
    FixedDialect two("two"_L1, dialects.value(1));

    const auto table = EndpointTable::make({&one, &two});

    QVERIFY(!table);
    QCOMPARE(table.error().message, message);
}

QTEST_GUILESS_MAIN(EndpointTableTest)
#include "tst_endpointtable.moc"
