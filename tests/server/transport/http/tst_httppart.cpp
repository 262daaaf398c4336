// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httppart.h"

#include <QSignalSpy>
#include <QTest>

using namespace linnet;

namespace {

class PlainPart : public HttpPart
{
public:
    bool handles(QByteArrayView) const override { return true; }
    void handle(net::Request, net::Reply) override {}
};

class ClosingSocket : public net::WebSocket
{
public:
    explicit ClosingSocket(quint16 &code)
        : m_code(code)
    {}
    void send(const net::Frame &) override {}
    bool makeRoom(qint64, qint64) override { return true; }
    void close(quint16 code, const QByteArray &) override { m_code = code; }
    void abort() override {}
    void ping() override {}
    std::chrono::steady_clock::time_point heardAt() const override { return {}; }
    qint64 backlog() const override { return 0; }

private:
    quint16 &m_code;
};

} // namespace

class HttpPartTest : public QObject
{
    Q_OBJECT

private slots:
    void takesNoBodies();
    void opensNoWebSockets();
};

void HttpPartTest::takesNoBodies()
{
    const net::BodyPlan plan = PlainPart().planBody({});
    QCOMPARE(plan.limit, 0);
    QVERIFY(!plan.sink);
    QVERIFY(!plan.refusal);
}

void HttpPartTest::opensNoWebSockets()
{
    PlainPart part;
    QCOMPARE(part.planUpgrade({}).refusal->status, 404);
    quint16 code = 0;
    part.opened(std::make_unique<ClosingSocket>(code), {});
    QCOMPARE(code, quint16(1008));
}

QTEST_GUILESS_MAIN(HttpPartTest)
#include "tst_httppart.moc"
