// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/cookie/cookiefixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CookieChatTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_cookie = std::make_unique<CookieFixture>(); }
    void cleanup() { m_cookie.reset(); }

    void listsEverybodyOrEverybodyElse();
    void showsSomebody();
    void writesToAPerson();
    void refusesAnEmptyMessage();
    void knowsNoStrangeReceiver();
    void sendsAPicture();

private:
    CookieFixture::Outcome send(const QString &receiver, const QJsonObject &params)
    {
        return m_cookie->ask(Method::Post, "/api/messages/send/" + receiver.toLatin1(),
                             m_cookie->alice, params);
    }

    std::unique_ptr<CookieFixture> m_cookie;
};

void CookieChatTest::listsEverybodyOrEverybodyElse()
{
    const auto all = m_cookie->ask(Method::Get, "/api/users", m_cookie->alice);
    QCOMPARE(all->body.value().toArray().size(), 4);
    const auto others = m_cookie->ask(Method::Get, "/api/messages/users", m_cookie->alice);
    const QJsonArray rows = others->body.value().toArray();
    QCOMPARE(rows.size(), 3);
    for (const QJsonValue &row : rows)
        QVERIFY(row["_id"_L1].toString() != m_cookie->alice.toString());
}

void CookieChatTest::showsSomebody()
{
    const QJsonObject bob = m_cookie->body(m_cookie->ask(
        Method::Get, "/api/messages/user/" + m_cookie->bob.toString().toLatin1(), m_cookie->alice));
    QCOMPARE(bob["fullName"_L1], QJsonValue(u"User 102"_s));
    const auto nobody = m_cookie->ask(Method::Get, "/api/messages/user/7", m_cookie->alice);
    QCOMPARE(m_cookie->kindOf(nobody), Error::Kind::NotFound);
}

void CookieChatTest::writesToAPerson()
{
    const auto sent = send(m_cookie->bob.toString(), {{"text"_L1, "Hi Bob"_L1}});
    const QJsonObject body = m_cookie->body(sent);
    QCOMPARE(sent->outcome, Answer::Outcome::Created);
    QCOMPARE(body["text"_L1], QJsonValue(u"Hi Bob"_s));
    QCOMPARE(body["senderId"_L1], QJsonValue(m_cookie->alice.toString()));
    QCOMPARE(body["receiverId"_L1], QJsonValue(m_cookie->bob.toString()));
    const auto direct = await(m_cookie->conversations.findDirect(m_cookie->bob, m_cookie->alice));
    QVERIFY(direct && *direct);
    QCOMPARE((*direct)->lastSeq, 1);
}

void CookieChatTest::refusesAnEmptyMessage()
{
    for (const QString &text : {QString(), u"  "_s}) {
        const auto sent = send(m_cookie->bob.toString(), {{"text"_L1, text}});
        QCOMPARE(m_cookie->complaint(sent), u"text or image is required"_s);
    }
}

void CookieChatTest::knowsNoStrangeReceiver()
{
    for (const QString &id : {u"7"_s, u"undefined"_s}) {
        const auto sent = send(id, {{"text"_L1, "Hi"_L1}});
        QCOMPARE(m_cookie->kindOf(sent), Error::Kind::NotFound);
        QCOMPARE(m_cookie->complaint(sent), u"Receiver not found"_s);
    }
}

void CookieChatTest::sendsAPicture()
{
    Call call;
    call.caller.user = m_cookie->alice;
    m_cookie->attach(call, pngPicture());
    const QByteArray path = "/api/messages/send/" + m_cookie->bob.toString().toLatin1();
    const QJsonObject body = m_cookie->body(m_cookie->ask(Method::Post, path, call));
    QVERIFY(body["image"_L1].toString().startsWith(u"https://chat.example.org/"_s));
    QCOMPARE(body["messageType"_L1], QJsonValue(u"image"_s));
}

QTEST_GUILESS_MAIN(CookieChatTest)
#include "tst_cookiechat.moc"
