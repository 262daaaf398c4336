// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/mailbox.h"
#include "server/transport/http/endpointexchange.h"
#include "server/transport/http/memorysink.h"
#include "tests/support/collectedreply.h"
#include "tests/support/endpointfixture.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <thread>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QThread *handledOn = nullptr;

QCoro::Task<Result<Answer>> tell(Call call)
{
    handledOn = QThread::currentThread();
    QJsonObject seen = call.params;
    if (call.file) {
        seen.insert(u"bytes"_s, call.file->size);
        seen.insert(u"isThere"_s, QFile::exists(call.file->path));
    }
    co_return Answer{seen};
}

QList<Endpoint> rows()
{
    const Schema text{{"text"_L1, Field::Type::String, Field::Need::Optional}};
    Endpoint send{"send"_L1, Method::Post, "/send"_L1, {}, Access::User, Cost::Write, text, tell};
    send.fileField = "image"_L1;
    return {send};
}

const QByteArray ShortBody = R"({"text":"hi"})";

QByteArray longBody()
{
    return R"({"text":"hi","image":"data:;base64,)" + QByteArray(90'000, 'x').toBase64() + "\"}";
}

} // namespace

class EndpointExchangeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsShortBodiesAtOnce();
    void readsLongBodiesElsewhere();
    void readsWhatASinkKept();
    void refusesLongBodiesWhenNobodyHasTime();
    void refusesStrangersBeforeTheirBodies();

private:
    net::Request request(const QByteArray &body) const;
    void start(net::Request request);
    net::Response response();

    Mailbox m_mailbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EndpointFixture> m_fixture;
    test::CollectedReply m_collected;
    std::thread m_pool;
    bool m_wasElsewhere = false;
};

void EndpointExchangeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<test::EndpointFixture>(rows());
    m_fixture->rules.replace({.uploads = {m_folder->path(), 1 << 20}});
    m_wasElsewhere = false;
    handledOn = nullptr;
    m_fixture->context.offload = [this](std::function<void()> work) {
        m_pool = std::thread(std::move(work));
        return m_wasElsewhere = true;
    };
}

net::Request EndpointExchangeTest::request(const QByteArray &body) const
{
    net::Request request;
    request.method = "POST";
    request.path = "/send";
    request.headers = {{"authorization", "Bearer alice"}, {"content-type", "application/json"}};
    request.body = body;
    return request;
}

void EndpointExchangeTest::start(net::Request request)
{
    m_collected = test::CollectedReply();
    std::make_shared<EndpointExchange>(m_fixture->context,
                                       m_fixture->table->findRoute(Method::Post, "/send"),
                                       std::move(request), m_collected.reply())
        ->start();
}

net::Response EndpointExchangeTest::response()
{
    [this] { QTRY_VERIFY(m_collected.isThere()); }();
    if (m_pool.joinable())
        m_pool.join();
    return m_collected.take();
}

void EndpointExchangeTest::readsShortBodiesAtOnce()
{
    start(request(ShortBody));
    QVERIFY(m_collected.isThere());
    QVERIFY(!m_wasElsewhere);
    QCOMPARE(response().body, ShortBody);
}

void EndpointExchangeTest::readsLongBodiesElsewhere()
{
    start(request(longBody()));
    const net::Response answer = response();
    QVERIFY(m_wasElsewhere);
    QCOMPARE(handledOn, QThread::currentThread());
    QCOMPARE(answer.body, QByteArray(R"({"bytes":90000,"isThere":true,"text":"hi"})"));
    QTRY_COMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
}

void EndpointExchangeTest::readsWhatASinkKept()
{
    const auto sink = std::make_shared<MemorySink>();
    sink->write(ShortBody);
    net::Request kept = request({});
    kept.sink = sink;
    start(std::move(kept));
    QCOMPARE(response().body, ShortBody);
}

void EndpointExchangeTest::refusesLongBodiesWhenNobodyHasTime()
{
    m_fixture->context.offload = [](const std::function<void()> &) { return false; };
    start(request(longBody()));
    QCOMPARE(response().status, 503);
    QVERIFY(!handledOn);
}

void EndpointExchangeTest::refusesStrangersBeforeTheirBodies()
{
    net::Request anonymous = request(longBody());
    anonymous.headers = {};
    start(std::move(anonymous));
    QCOMPARE(response().status, 401);
    QVERIFY(!m_wasElsewhere);
}

QTEST_GUILESS_MAIN(EndpointExchangeTest)
#include "tst_endpointexchange.moc"
