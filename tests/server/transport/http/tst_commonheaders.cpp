// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/commonheaders.h"
#include "tests/support/collectedreply.h"

#include <QTest>

using namespace linnet;

namespace {

const net::Headers common{{"x-request-id", "r1"}, {"vary", "Origin"}};

//! Refuses whatever it is given.
class RefusingSink : public net::BodySink
{
public:
    std::optional<net::Response> write(QByteArrayView) override { return refusal(); }
    std::optional<net::Response> finished() override { return std::nullopt; }

private:
    static net::Response refusal()
    {
        net::Response response;
        response.status = 413;
        return response;
    }
};

} // namespace

class CommonHeadersTest : public QObject
{
    Q_OBJECT

private slots:
    void areAddedUnlessTheResponseKnowsBetter();
    void areAddedToWhateverIsSent();
    void areAddedToWhatASinkRefusesWith();
    void passOnWhetherSomebodyWaits();
};

void CommonHeadersTest::areAddedUnlessTheResponseKnowsBetter()
{
    net::Response response;
    response.headers = {{"x-request-id", "own"}, {"vary", "Accept-Encoding"}};
    addCommonHeaders(response, common);
    QCOMPARE(response.headers.value("x-request-id"), QByteArray("own"));
    QCOMPARE(response.headers.size(), size_t(3));
}

void CommonHeadersTest::areAddedToWhateverIsSent()
{
    test::CollectedReply sent;
    withCommonHeaders(sent.reply(), common).send({});
    QCOMPARE(sent.take().headers.value("x-request-id"), QByteArray("r1"));
    test::CollectedReply dropped;
    {
        const net::Reply reply = withCommonHeaders(dropped.reply(), common);
    }
    const net::Response response = dropped.take();
    QCOMPARE(response.status, 500);
    QCOMPARE(response.headers.value("x-request-id"), QByteArray("r1"));
}

void CommonHeadersTest::areAddedToWhatASinkRefusesWith()
{
    CommonHeadersSink sink(std::make_shared<RefusingSink>(), common);
    const auto refusal = sink.write("x");
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 413);
    QCOMPARE(refusal->headers.value("x-request-id"), QByteArray("r1"));
    QVERIFY(!sink.finished());
}

void CommonHeadersTest::passOnWhetherSomebodyWaits()
{
    test::CollectedReply collected;
    const net::Reply reply = withCommonHeaders(collected.reply(), common);
    QVERIFY(reply.isWaiting());
    collected.hangUp();
    QVERIFY(!reply.isWaiting());
}

QTEST_GUILESS_MAIN(CommonHeadersTest)
#include "tst_commonheaders.moc"
