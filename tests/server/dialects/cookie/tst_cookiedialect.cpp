// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/cookie/cookiefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CookieDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_cookie = std::make_unique<CookieFixture>(); }
    void cleanup() { m_cookie.reset(); }

    void servesEachPathUnderBothPrefixes();
    void speaksInItsOwnWords();
    void tellsOfMessagesWithWholeUrls();

private:
    std::unique_ptr<CookieFixture> m_cookie;
};

void CookieDialectTest::servesEachPathUnderBothPrefixes()
{
    const auto row = [this](Method method, const char *path) {
        return m_cookie->pageTable->findRoute(method, path).row;
    };
    QVERIFY(row(Method::Get, "/api/auth/check"));
    QCOMPARE(row(Method::Get, "/api/user/auth/check"), row(Method::Get, "/api/auth/check"));
    QCOMPARE(row(Method::Get, "/api/user/users"), row(Method::Get, "/api/users"));
    QCOMPARE(row(Method::Post, "/api/message/messages/send/1"),
             row(Method::Post, "/api/messages/send/1"));
    QVERIFY(!row(Method::Get, "/api/message/messages/nothing/at/all"));
}

void CookieDialectTest::speaksInItsOwnWords()
{
    const Error late{Error::Kind::Unauthenticated, "token_expired"_L1, u"Token expired"_s};
    QCOMPARE(m_cookie->cookie.connectError(late), u"Not authorized, token validation failed"_s);
    const QJsonObject said = m_cookie->cookie.errorAcknowledgement(late);
    QCOMPARE(said["message"_L1], QJsonValue(u"Not authorized, token validation failed"_s));
    QCOMPARE(said["valid"_L1], QJsonValue(false));
}

void CookieDialectTest::tellsOfMessagesWithWholeUrls()
{
    m_cookie->directChat(m_cookie->alice, m_cookie->bob);
    const auto chat = m_cookie->directChat(m_cookie->alice, m_cookie->bob);
    Draft draft = m_cookie->draft(m_cookie->alice, chat, u"Look"_s);
    draft.mediaUrl = u"/api/v1/media/files/x.png"_s;
    draft.kind = MessageKind::Image;
    QVERIFY(await(m_cookie->messages.send(draft)));
    const auto added = m_cookie->recorder.events<MessageAdded>();
    QCOMPARE(added.size(), 1u);
    const auto heard = m_cookie->cookie.encodeFor(*added.front(), u"https://chat.example.org"_s);
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard.front().name, QByteArray("newMessage"));
    QVERIFY(heard.front().json.contains("https://chat.example.org/api/v1/media/files/x.png"));
    QVERIFY(!m_cookie->cookie.encode(*added.front()).front().json.contains("https://"));
}

QTEST_GUILESS_MAIN(CookieDialectTest)
#include "tst_cookiedialect.moc"
