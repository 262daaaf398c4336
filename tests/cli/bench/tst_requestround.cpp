// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench/requestround.h"
#include "tests/support/fakeapi.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class RequestRoundTest : public QObject
{
    Q_OBJECT

private slots:
    void asksSoOften_data();
    void asksSoOften();
    void waitsWhereItAskedTooOften();
    void endsAtTheFirstError();

private:
    RequestRound::Connections connections(const FakeApi &api, int count) const;

    QTemporaryDir m_folder;
};

RequestRound::Connections RequestRoundTest::connections(const FakeApi &api, int count) const
{
    static const ContextStore store(m_folder.filePath(u"contexts.json"_s));
    const auto address = parseServerAddress(api.url());
    RequestRound::Connections connections;
    for (int i = 0; address && i < count; ++i)
        connections.push_back(std::make_unique<ServerConnection>(
            Target{.server = *address, .contextName = {}, .context = {}, .token = "abc"}, store,
            TransportSettings()));
    return connections;
}

void RequestRoundTest::asksSoOften_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("requests");

    QTest::newRow("over one") << 1 << 5;
    QTest::newRow("over several") << 4 << 50;
    QTest::newRow("less than there are") << 4 << 2;
    QTest::newRow("nothing") << 2 << 0;
}

void RequestRoundTest::asksSoOften()
{
    QFETCH(int, connections);
    QFETCH(int, requests);
    FakeApi api;
    api.answer("GET /page?limit=5", "{}");
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, u"5"_s);
    RequestRound round({u"/page"_s, query, requests});
    const auto times = round.run(this->connections(api, connections), [](int) {});
    QVERIFY(times);
    QCOMPARE(times->each.size(), size_t(requests));
    QCOMPARE(api.requests().size(), requests);
    for (const auto took : times->each)
        QVERIFY(took.count() > 0 && took <= times->all);
    for (const FakeApi::Request &request : api.requests())
        QVERIFY(request.hasHeader("Authorization: Bearer abc"));
}

//! The pause is no part of what the request took.
void RequestRoundTest::waitsWhereItAskedTooOften()
{
    FakeApi api;
    api.answer("GET /page", R"({"error":{"code":"rate_limited","message":"Later."}})", 429);
    api.answer("GET /page", "{}");
    RequestRound round({u"/page"_s, {}, 1});
    const auto times = round.run(connections(api, 1), [](int) {});
    QVERIFY(times);
    QCOMPARE(api.requests().size(), 2);
    QVERIFY(times->all >= std::chrono::seconds(1));
    QVERIFY(times->each.front() < times->all - std::chrono::milliseconds(900));
}

void RequestRoundTest::endsAtTheFirstError()
{
    FakeApi api;
    api.answer("GET /page", "{}");
    api.answer("GET /page", R"({"error":{"code":"no","message":"No."}})", 403);
    RequestRound round({u"/page"_s, {}, 1000});
    const auto times = round.run(connections(api, 3), [](int) {});
    QVERIFY(!times);
    QCOMPARE(times.error().message, u"No."_s);
    QVERIFY(api.requests().size() <= 1 + 3);
}

QTEST_GUILESS_MAIN(RequestRoundTest)
#include "tst_requestround.moc"
