// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/serverconnection.h"
#include "tests/support/fakeapi.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ServerConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void renewsATokenThatHasRunOut();
    void renewsOnceForSeveralPrograms();
    void saysThatTheSignInHasEnded();
    void keepsTheTokensWhereTheServerIsBroken();
    void neverRenewsATokenThatWasGiven();

private:
    Target target() const
    {
        return {{m_api->url()}, u"home"_s, m_store->load()->byName[u"home"_s]};
    }
    Context kept() const { return m_store->load()->byName.value(u"home"_s); }
    int count(const QByteArray &target) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeApi> m_api;
    std::unique_ptr<ContextStore> m_store;
};

void ServerConnectionTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_api = std::make_unique<FakeApi>();
    m_store = std::make_unique<ContextStore>(m_folder->filePath(u"contexts.json"_s));
    QVERIFY(m_store->update([this](Contexts &contexts) -> Result<> {
        contexts.byName[u"home"_s] = {m_api->url(), u"device"_s, "old", "refresh", u"1"_s, u"A"_s};
        return {};
    }));
}

int ServerConnectionTest::count(const QByteArray &target) const
{
    const auto requests = m_api->requests();
    return int(std::count_if(requests.begin(), requests.end(),
                             [&](const auto &each) { return each.target == target; }));
}

void ServerConnectionTest::renewsATokenThatHasRunOut()
{
    m_api->answer("GET /a", R"({"error":"Token expired"})", 401);
    m_api->answer("GET /a", R"({"ok":true})");
    m_api->answer("POST /api/v1/auth/refresh-token",
                  R"({"accessToken":"new","refreshToken":"next"})");
    ServerConnection connection(target(), *m_store, {});

    QVERIFY(connection.api().get(u"/a"_s));

    const auto requests = m_api->requests();
    QCOMPARE(requests.size(), 3);
    QCOMPARE(requests[1].body, R"({"deviceId":"device","refreshToken":"refresh"})");
    QVERIFY(!requests[1].head.contains("Authorization"));
    QVERIFY(requests[2].hasHeader("Authorization: Bearer new"));
    QCOMPARE(kept().accessToken, "new");
    QCOMPARE(kept().refreshToken, "next");
    QCOMPARE(kept().userName, u"A"_s);
}

void ServerConnectionTest::renewsOnceForSeveralPrograms()
{
    constexpr int Programs = 5;
    m_api->answer("POST /api/v1/auth/refresh-token",
                  R"({"accessToken":"new","refreshToken":"next"})");
    for (int i = 0; i < Programs; ++i) {
        const QByteArray path = "GET /" + QByteArray::number(i);
        m_api->answer(path, R"({"error":"Token expired"})", 401);
        m_api->answer(path, R"({"ok":true})");
    }
    const Target before = target();
    std::vector<std::future<bool>> programs;
    for (int i = 0; i < Programs; ++i)
        programs.push_back(std::async(std::launch::async, [this, before, i] {
            ServerConnection connection(before, *m_store, {});
            return connection.api().get(u"/%1"_s.arg(i)).has_value();
        }));
    for (auto &program : programs)
        QVERIFY(program.get());

    QCOMPARE(count("/api/v1/auth/refresh-token"), 1);
}

void ServerConnectionTest::saysThatTheSignInHasEnded()
{
    m_api->answer("GET /a", R"({"error":"Token expired"})", 401);
    m_api->answer("POST /api/v1/auth/refresh-token", R"({"success":false,"error":"Unknown."})",
                  401);
    ServerConnection connection(target(), *m_store, {});

    const auto reply = connection.api().get(u"/a"_s);

    QCOMPARE(reply.error().kind, Error::Kind::Unauthenticated);
    QVERIFY(reply.error().message.contains(m_api->url()));
}

void ServerConnectionTest::keepsTheTokensWhereTheServerIsBroken()
{
    m_api->answer("GET /a", R"({"error":"Token expired"})", 401);
    m_api->answer("POST /api/v1/auth/refresh-token", R"({"error":"Broken."})", 503);
    ServerConnection connection(target(), *m_store, {});

    QCOMPARE(connection.api().get(u"/a"_s).error().kind, Error::Kind::Unavailable);

    QCOMPARE(kept().refreshToken, "refresh");
}

void ServerConnectionTest::neverRenewsATokenThatWasGiven()
{
    m_api->answer("GET /a", R"({"error":"Token expired"})", 401);
    Target given = target();
    given.token = "given";
    ServerConnection connection(given, *m_store, {});

    QVERIFY(connection.isSignedIn());
    QCOMPARE(connection.api().get(u"/a"_s).error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(m_api->requests().size(), 1);
    QVERIFY(m_api->requests().first().hasHeader("Authorization: Bearer given"));
}

QTEST_GUILESS_MAIN(ServerConnectionTest)
#include "tst_serverconnection.moc"
