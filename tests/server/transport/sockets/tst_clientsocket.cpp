// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/clientsocket.h"

#include <QTest>

#include <set>

using namespace linnet;

class ClientSocketTest : public QObject
{
    Q_OBJECT

private slots:
    void givesArgumentsAsWritten();
    void keepsOfARequestWhatMayMatterLater_data();
    void keepsOfARequestWhatMayMatterLater();
    void namesEveryReasonDifferently();
};

void ClientSocketTest::givesArgumentsAsWritten()
{
    const Arguments arguments{R"(["a", {"b":1.0,"a":[2]} ,3e1])", {}};
    const auto values = arguments.values();
    QCOMPARE(values.size(), size_t(3));
    QCOMPARE(values[1].toByteArray(), QByteArray(R"({"b":1.0,"a":[2]})"));
    QCOMPARE(values[2].toByteArray(), QByteArray("3e1"));
    QVERIFY(Arguments{}.values().empty());
}

void ClientSocketTest::keepsOfARequestWhatMayMatterLater_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isKept");
    for (const char *name :
         {"authorization", "cookie", "user-agent", "origin", "referer", "sec-fetch-site", "host",
          "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"accept", "accept-language", "sec-websocket-key", "upgrade"})
        QTest::newRow(name) << QByteArray(name) << false;
}

void ClientSocketTest::keepsOfARequestWhatMayMatterLater()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, isKept);
    net::Request request;
    request.headers = {{name, "one"}, {"x-other", "two"}, {name, "three"}};
    const auto slim = withoutBallast(request);
    QByteArrayList kept;
    for (const net::Header &header : slim->headers)
        kept.append(header.name + ": " + header.value);
    const QByteArrayList both{name + ": one", name + ": three"};
    QCOMPARE(kept, isKept ? both : QByteArrayList());
}

void ClientSocketTest::namesEveryReasonDifferently()
{
    std::set<QByteArray> names;
    for (int reason = 0; reason <= int(CloseReason::Unauthenticated); ++reason)
        names.insert(toText(CloseReason(reason)));
    QCOMPARE(names.size(), size_t(CloseReason::Unauthenticated) + 1);
}

QTEST_GUILESS_MAIN(ClientSocketTest)
#include "tst_clientsocket.moc"
