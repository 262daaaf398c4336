// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bytessource.h"

#include <QTest>

using namespace linnet::net;

namespace {

Response answer()
{
    Response response;
    response.headers = {
        {"content-type", "text/plain"}, {"content-encoding", "gzip"}, {"etag", "\"1\""},
        {"cache-control", "no-cache"},  {"x-request-id", "r7"},       {"vary", "Origin"}};
    response.body = "0123456789";
    return response;
}

} // namespace

class BytesSourceTest : public QObject
{
    Q_OBJECT

private slots:
    void givesItsBytesInPieces();
    void refusesWhatThereIsNoRoomFor();
    void givesItsRoomBack();

private:
    const std::shared_ptr<PlaceBudget> m_budget = std::make_shared<PlaceBudget>(15);
};

void BytesSourceTest::givesItsBytesInPieces()
{
    Response response = answer();
    sendInPieces(response, m_budget, "place");
    QCOMPARE(response.status, 200);
    QVERIFY(response.source);
    QCOMPARE(response.source->size(), 10);
    QCOMPARE(response.source->read(7), QByteArray("0123456"));
    QCOMPARE(response.source->read(7), QByteArray("789"));
    QCOMPARE(response.source->read(7), QByteArray());
}

void BytesSourceTest::refusesWhatThereIsNoRoomFor()
{
    Response first = answer();
    sendInPieces(first, m_budget, "place");
    Response second = answer();
    sendInPieces(second, m_budget, "place");
    QVERIFY(!second.source);
    QCOMPARE(second.status, 503);
    QVERIFY(second.body.startsWith(R"({"error":"busy")"));
    QVERIFY(!second.closes);
    QCOMPARE(second.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(second.headers.value("cache-control"), QByteArray("no-store"));
    QVERIFY(second.headers.value("retry-after").toInt() > 0);
    QCOMPARE(second.headers.value("x-request-id"), QByteArray("r7"));
    QCOMPARE(second.headers.value("vary"), QByteArray("Origin"));
    QVERIFY(!second.headers.contains("content-encoding"));
    QVERIFY(!second.headers.contains("etag"));
}

void BytesSourceTest::givesItsRoomBack()
{
    for (int i = 0; i < 3; ++i) {
        Response response = answer();
        sendInPieces(response, m_budget, "place");
        QVERIFY(response.source);
    }
}

QTEST_GUILESS_MAIN(BytesSourceTest)
#include "tst_bytessource.moc"
