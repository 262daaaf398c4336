// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanupTestCase() { m_phone.reset(); }

    void hasEveryPathOfTheContract_data();
    void hasEveryPathOfTheContract();
    void hasEveryEventOfTheContract_data();
    void hasEveryEventOfTheContract();
    void asksForASessionWhereTheContractDoes();
    void speaksInItsOwnShapes();

private:
    std::unique_ptr<PhoneFixture> m_phone;
};

Q_DECLARE_METATYPE(Method)
Q_DECLARE_METATYPE(Access)

void PhoneDialectTest::hasEveryPathOfTheContract_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Access>("access");

    const auto row = [](const char *name, Method method, const char *path,
                        Access access = Access::User) {
        QTest::newRow(name) << method << QByteArray(path) << access;
    };
    row("request otp", Method::Post, "/api/v1/auth/request-otp", Access::Public);
    row("verify otp", Method::Post, "/api/v1/auth/verify-otp", Access::Public);
    row("refresh", Method::Post, "/api/v1/auth/refresh-token", Access::Public);
    row("logout", Method::Post, "/api/v1/auth/logout");
    row("conversations", Method::Get, "/api/v1/chat/conversations");
    row("history", Method::Get, "/api/v1/chat/conversations/5/messages");
    row("direct", Method::Post, "/api/v1/chat/conversations/direct");
    row("read", Method::Post, "/api/v1/chat/conversations/5/read");
    row("me", Method::Get, "/api/v1/users/me");
    row("update me", Method::Put, "/api/v1/users/me");
    row("search", Method::Get, "/api/v1/users/search");
    row("contacts", Method::Post, "/api/v1/users/contacts/sync");
    row("user", Method::Get, "/api/v1/users/5");
    row("upload", Method::Post, "/api/v1/media/upload");
    row("file", Method::Get, "/api/v1/media/files/x.png", Access::Public);
    row("thumbnail", Method::Get, "/api/v1/media/thumbnails/thumb_x.png", Access::Public);
    row("served file", Method::Get, "/api/v1/media/serve/x.png", Access::Public);
    row("create group", Method::Post, "/api/v1/groups");
    row("update group", Method::Put, "/api/v1/groups/5");
    row("members", Method::Get, "/api/v1/groups/5/members");
    row("add members", Method::Post, "/api/v1/groups/5/members");
    row("remove member", Method::Delete, "/api/v1/groups/5/members/6");
}

void PhoneDialectTest::hasEveryPathOfTheContract()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, path);
    QFETCH(Access, access);
    const auto route = m_phone->table->findRoute(method, path);
    QVERIFY(route.row);
    QCOMPARE(route.row->endpoint.access, access);
}

void PhoneDialectTest::hasEveryEventOfTheContract_data()
{
    QTest::addColumn<QByteArray>("event");
    for (const char *event :
         {"message:send", "message:delivered", "message:read", "typing:start", "typing:stop",
          "sync:request", "conversation:join", "conversation:leave"})
        QTest::newRow(event) << QByteArray(event);
}

void PhoneDialectTest::hasEveryEventOfTheContract()
{
    QFETCH(QByteArray, event);
    QVERIFY(m_phone->table->findEvent(&m_phone->dialect, event));
}

void PhoneDialectTest::asksForASessionWhereTheContractDoes()
{
    QStringList open;
    for (const EndpointRow &row : m_phone->table->rows()) {
        if (row.endpoint.access == Access::Public)
            open.append(row.endpoint.path);
    }
    for (const QString &path : open)
        QVERIFY2(path.startsWith(u"/api/v1/auth/") || path.startsWith(u"/api/v1/media/"),
                 qPrintable(path));
}

void PhoneDialectTest::speaksInItsOwnShapes()
{
    QCOMPARE(m_phone->dialect.name(), "phone"_L1);
    const Error error{Error::Kind::Unauthenticated, "authentication_required"_L1, u"x"_s};
    QCOMPARE(m_phone->dialect.connectError(error), u"Authentication required"_s);
    QCOMPARE(m_phone->dialect.errorBody(error)["error"_L1],
             QJsonValue(u"Authentication required"_s));
    QCOMPARE(m_phone->dialect.errorAcknowledgement(error)["success"_L1], QJsonValue(false));
    QCOMPARE(m_phone->dialect.encode({TypingChanged{}, {}, {}}).size(), 2u);
}

QTEST_GUILESS_MAIN(PhoneDialectTest)
#include "tst_phonedialect.moc"
