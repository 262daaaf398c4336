// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/front.h"
#include "tests/support/credentialmatrix.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! \brief A whole server but for the sockets it would listen on.
struct World
{
    explicit World(const Options &options = {})
    {
        config.node.dataDirectory = folder.path();
        foundation = std::move(*Foundation::open(config));
        identity = std::make_unique<IdentityParts>(
            *foundation, std::move(*IdentitySecrets::open(config, foundation->clock)), config,
            options);
        chat = std::make_unique<ChatParts>(*foundation, identity->lastSeen, config);
        front = std::move(*Front::make(config, options, *foundation, *identity, *chat));
    }
    ~World() { foundation->database->stop(); }

    QTemporaryDir folder;
    Mailbox mailbox;
    Config config;
    std::unique_ptr<Foundation> foundation;
    std::unique_ptr<IdentityParts> identity;
    std::unique_ptr<ChatParts> chat;
    std::unique_ptr<Front> front;
};

const EndpointRow *rowOf(const World &world, Method method, QByteArrayView path)
{
    return world.front->endpoints().table.findRoute(method, path).row;
}

} // namespace

class FrontTest : public QObject
{
    Q_OBJECT

private slots:
    void asksEveryRowForCredentials();
    void servesTheServersOwnPages_data();
    void servesTheServersOwnPages();
    void hidesTheHarnessRowsFromANormalServer();
    void showsTheHarnessRowsInItsProfile();
    void refusesANetworkItDoesNotUnderstand();
};

void FrontTest::asksEveryRowForCredentials()
{
    const World world;
    const QStringList complaints =
        test::credentialComplaints(world.front->endpoints(), {"bad", "a.b.c"});
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
}

void FrontTest::servesTheServersOwnPages_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/health", "/healthz", "/readyz", "/.well-known/jwks.json"})
        QTest::newRow(path) << QByteArray(path);
}

void FrontTest::servesTheServersOwnPages()
{
    QFETCH(QByteArray, path);
    const World world;
    const EndpointRow *const row = rowOf(world, Method::Get, path);
    QVERIFY(row);
    QCOMPARE(row->endpoint.access, Access::Public);
}

void FrontTest::hidesTheHarnessRowsFromANormalServer()
{
    const World world;
    QVERIFY(!rowOf(world, Method::Get, "/conformance/otp"));
    QVERIFY(!rowOf(world, Method::Post, "/conformance/jws"));
}

void FrontTest::showsTheHarnessRowsInItsProfile()
{
    const World world(Options{.profile = Profile::App});
    QVERIFY(rowOf(world, Method::Get, "/conformance/otp"));
    QVERIFY(rowOf(world, Method::Post, "/conformance/jws"));
}

void FrontTest::refusesANetworkItDoesNotUnderstand()
{
    const World world;
    Config config = world.config;
    config.trustedProxies = {u"the office"_s};
    const auto front = Front::make(config, {}, *world.foundation, *world.identity, *world.chat);
    QVERIFY(!front);
    QVERIFY(front.error().message.contains(u"the office"_s));
}

QTEST_GUILESS_MAIN(FrontTest)
#include "tst_front.moc"
