// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Method)
Q_DECLARE_METATYPE(Access)

class WhisprDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_whispr = std::make_unique<WhisprFixture>(); }
    void cleanupTestCase() { m_whispr.reset(); }

    void hasEveryPathOfTheContract_data();
    void hasEveryPathOfTheContract();
    void hasEveryEventOfTheContract();
    void readsByBeingThere();
    void leavesOtherFamiliesTheirPaths();
    void provesNothingWhereAMailedLinkIsOpened();
    void standsBesideThePhoneFamily();

private:
    std::unique_ptr<WhisprFixture> m_whispr;
};

void WhisprDialectTest::hasEveryPathOfTheContract_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("twin");
    QTest::addColumn<Access>("access");

    const auto open = [](const char *path, const char *twin = nullptr) {
        QTest::newRow(path) << Method::Post << "/v1/auth/" + QByteArray(path) << QByteArray(twin)
                            << Access::Public;
    };
    open("register");
    open("login");
    open("refresh-token");
    open("sign-in-with-google", "/api/auth/sign-in-with-google");
    open("verify-otp", "/api/auth/verify-otp");
    open("resend-otp", "/api/auth/resend-otp");

    QTest::newRow("verify-email") << Method::Get << QByteArray("/v1/auth/verify-email")
                                  << QByteArray("/api/auth/verify-email") << Access::Public;

    const auto row = [](Method method, const char *path) {
        QTest::addRow("%d %s", int(method), path)
            << method << "/v1" + QByteArray(path) << "/api" + QByteArray(path) << Access::User;
    };
    row(Method::Post, "/auth/reset-password");
    row(Method::Get, "/user/currentUser");
    row(Method::Put, "/user/currentUser");
    row(Method::Get, "/user/alice");
    row(Method::Get, "/user/friends");
    row(Method::Post, "/user/friends/remove");
    row(Method::Delete, "/user/friends/remove");
    row(Method::Post, "/friend/sendFriendRequest");
    row(Method::Post, "/friend/acceptFriendRequest");
    row(Method::Get, "/friend/declineFriendRequest/5");
    row(Method::Delete, "/friend/declineFriendRequest/5");
    row(Method::Post, "/chat/message/5");
    row(Method::Get, "/chat/message/5");
    row(Method::Get, "/chat/user-chats");
    row(Method::Get, "/chat/chat-files/5");
    // Its twin is shared with another family, and a row of that one.
    QTest::newRow("a group") << Method::Post << QByteArray("/v1/chat/group") << QByteArray()
                             << Access::User;
    row(Method::Post, "/chat/group/5");
    row(Method::Put, "/chat/group/5");
    row(Method::Post, "/chat/group/add/5");
    row(Method::Post, "/chat/group/remove/5");
    row(Method::Get, "/notifications");
    row(Method::Get, "/notifications/unread-notifications");
    row(Method::Post, "/notifications/mark-as-read");
}

void WhisprDialectTest::hasEveryPathOfTheContract()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, twin);
    QFETCH(Access, access);
    const auto route = m_whispr->pageTable->findRoute(method, path);
    QVERIFY(route.row);
    QCOMPARE(route.row->endpoint.access, access);
    if (!twin.isEmpty())
        QCOMPARE(m_whispr->pageTable->findRoute(method, twin).row, route.row);
}

void WhisprDialectTest::hasEveryEventOfTheContract()
{
    for (const char *event : {"joinRoom", "leaveRoom", "startTyping", "stopTyping"})
        QVERIFY2(m_whispr->pageTable->findEvent(&m_whispr->whispr, event), event);
}

void WhisprDialectTest::readsByBeingThere()
{
    QCOMPARE(m_whispr->whispr.name(), "whispr"_L1);
    QCOMPARE(m_whispr->whispr.receipts(), ReceiptSource::Presence);
    QCOMPARE(m_whispr->whispr.presence(), PresenceNews::List);
    QCOMPARE(m_whispr->whispr.socketProof(), SocketProof::NamedUser);
}

void WhisprDialectTest::leavesOtherFamiliesTheirPaths()
{
    for (const char *path : {"/api/auth/register", "/api/auth/login", "/api/auth/refresh-token"})
        QVERIFY2(!m_whispr->pageTable->findRoute(Method::Post, path).row, path);
}

//! Scanners of mails open them, too: a page of the server asks there.
void WhisprDialectTest::provesNothingWhereAMailedLinkIsOpened()
{
    const QByteArray page = whispr::WhisprSettings().verifyPage.toLatin1();
    QVERIFY(!m_whispr->pageTable->findRoute(Method::Get, page).row);
}

void WhisprDialectTest::standsBesideThePhoneFamily()
{
    QVERIFY(EndpointTable::make({&m_whispr->dialect, &m_whispr->whispr}));
}

QTEST_GUILESS_MAIN(WhisprDialectTest)
#include "tst_whisprdialect.moc"
