// SPDX-License-Identifier: GPL-3.0-or-later
// The profile "app" as a harness uses it that makes its own tokens: it knows the key, issuer and
// audience from the configuration it wrote.
#include "server/services/identity/jwk.h"
#include "server/services/identity/jws.h"
#include "tests/scenario/harness.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief A client on Socket.IO that was let in with \p token.
class Chatter : public WebSocketClient
{
public:
    Chatter(const Harness &harness, const QByteArray &token)
        : WebSocketClient(harness.port(), "/socket.io/?EIO=4&transport=websocket")
    {
        hear();
        say(R"(40{"token":")" + token + R"("})");
        isIn = hear().startsWith("40{");
    }

    //! \return the answer to \p event; what else is heard meanwhile is left out.
    QJsonObject ask(const QByteArray &event, const QJsonObject &argument)
    {
        const QByteArray id = QByteArray::number(++m_asked);
        say("42" + id + "[\"" + event + "\"," + toText(argument) + ']');
        QByteArray heard = hear();
        while (!heard.isNull() && !heard.startsWith("43" + id + '['))
            heard = hear();
        return QJsonDocument::fromJson(heard.mid(heard.indexOf('['))).array().at(0).toObject();
    }

    bool isIn = false;

private:
    int m_asked = 0;
};

} // namespace

class AppProfileTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void startsFromNothing();
    void keepsWhatItIsToldWhereItIsTold();
    void refusesAnOpenKeyOtherwise();
    void knowsTokensMadeElsewhere();
    void refusesOtherTokens_data();
    void refusesOtherTokens();
    void judgesAnySignature_data();
    void judgesAnySignature();
    void judgesWhatIsNoSignature_data();
    void judgesWhatIsNoSignature();
    void tellsTheLastCode();
    void storesAMessageOnceAndPagesBySequence();
    void startsAgainAndDrains();

private:
    std::unique_ptr<Harness> m_harness = std::make_unique<Harness>();
    QString m_alice;
    QString m_bob;
};

void AppProfileTest::init()
{
    m_harness->start();
    if (m_alice.isEmpty()) {
        m_alice = m_harness->signUp(u"+15550000001"_s);
        m_bob = m_harness->signUp(u"+15550000002"_s);
    }
    QVERIFY(!m_alice.isEmpty() && !m_bob.isEmpty());
}

void AppProfileTest::cleanup()
{
    m_harness->stop();
}

void AppProfileTest::startsFromNothing() // D27
{
    m_harness->stop(); // There is one server to a thread.
    const auto isOnTime = [] {
        QElapsedTimer elapsed;
        elapsed.start();
        Harness fresh;
        fresh.start();
        return waitUntil([&fresh] { return fresh.get("/readyz").status == 200; })
            && elapsed.elapsed() < 20'000;
    };
    QVERIFY(onceInTenTries(isOnTime));
}

void AppProfileTest::keepsWhatItIsToldWhereItIsTold() // D28
{
    QVERIFY(QFile::exists(m_harness->path("data/messages.db")));
    QVERIFY(QFile::exists(m_harness->path("data/codes.secret")));
}

void AppProfileTest::refusesAnOpenKeyOtherwise()
{
    m_harness->stop();
    const Harness other;
    App app({}, other.config(Profile::None));
    const auto started = app.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, "private_file_mode"_L1);
}

void AppProfileTest::knowsTokensMadeElsewhere() // D23
{
    const auto me = m_harness->get("/api/v1/users/me", mint(claimsFor(m_alice)));
    QCOMPARE(me.status, 200);
    QVERIFY(me.body.contains("+15550000001"));
    QVERIFY(Chatter(*m_harness, mint(claimsFor(m_alice))).isIn);
}

void AppProfileTest::refusesOtherTokens_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<int>("status");

    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QTest::newRow("a subject that does not exist") << u"sub"_s << QJsonValue(u"999"_s) << 404;
    QTest::newRow("no subject") << u"sub"_s << QJsonValue(QJsonValue::Undefined) << 401;
    QTest::newRow("another issuer") << u"iss"_s << QJsonValue(u"somebody"_s) << 401;
    QTest::newRow("another audience") << u"aud"_s << QJsonValue(u"others"_s) << 401;
    QTest::newRow("expired") << u"exp"_s << QJsonValue(now - 120) << 401;
    QTest::newRow("never expires") << u"exp"_s << QJsonValue(QJsonValue::Undefined) << 401;
    QTest::newRow("not yet valid") << u"nbf"_s << QJsonValue(now + 600) << 401;
}

void AppProfileTest::refusesOtherTokens() // D23
{
    QFETCH(QString, claim);
    QFETCH(QJsonValue, value);
    QFETCH(int, status);
    QJsonObject claims = claimsFor(m_alice);
    claims.insert(claim, value);
    QCOMPARE(m_harness->get("/api/v1/users/me", mint(claims)).status, status);
    const QJsonObject good = claimsFor(m_alice);
    QCOMPARE(m_harness->get("/api/v1/users/me", mint(good, u"k2"_s)).status, 401);
}

void AppProfileTest::judgesAnySignature_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isCut");
    QTest::addColumn<bool>("isValid");

    QTest::newRow("JSON") << "{}"_ba << false << true;
    QTest::newRow("any text") << "foo"_ba << false << true;
    QTest::newRow("bytes") << "\xff\x01"_ba << false << true;
    QTest::newRow("without its signature") << "foo"_ba << true << false;
}

void AppProfileTest::judgesAnySignature() // D24
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, isCut);
    QFETCH(bool, isValid);
    static const RsaKey key = RsaKey::generate(2048).value();
    QByteArray jws = signJws({{u"alg"_s, u"RS256"_s}}, payload, key);
    if (isCut)
        jws.truncate(jws.lastIndexOf('.') + 1);
    const auto judged = m_harness->post(
        "/conformance/jws", {{u"jws"_s, QString::fromLatin1(jws)}, {u"jwk"_s, toJwk(key, "any")}});
    QCOMPARE(judged.status, 200);
    QCOMPARE(objectIn(judged), (QJsonObject{{u"valid"_s, isValid}}));
}

void AppProfileTest::judgesWhatIsNoSignature_data()
{
    QTest::addColumn<QString>("jws");

    QTest::newRow("nothing") << QString();
    QTest::newRow("one part") << u"Zm9v"_s;
    QTest::newRow("only dots") << u".."_s;
    QTest::newRow("JSON") << uR"({"payload":"Zm9v","signatures":[]})"_s;
}

void AppProfileTest::judgesWhatIsNoSignature() // D24
{
    QFETCH(QString, jws);
    static const RsaKey key = RsaKey::generate(2048).value();
    const auto judged =
        m_harness->post("/conformance/jws", {{u"jws"_s, jws}, {u"jwk"_s, toJwk(key, "any")}});
    QCOMPARE(judged.status, 200);
    QCOMPARE(objectIn(judged), (QJsonObject{{u"valid"_s, false}}));
}

void AppProfileTest::tellsTheLastCode() // D25
{
    QCOMPARE(m_harness->get("/conformance/otp?phone=+15559999999").status, 404);
    m_harness->post("/api/v1/auth/request-otp", {{u"phoneNumber"_s, u"+15559999999"_s}});
    const QJsonObject told = objectIn(m_harness->get("/conformance/otp?phone=%2B15559999999"));
    QCOMPARE(told["code"_L1].toString().size(), 6);
    QCOMPARE(told["otp"_L1], told["code"_L1]);
}

void AppProfileTest::storesAMessageOnceAndPagesBySequence() // D26
{
    const QByteArray token = mint(claimsFor(m_alice));
    const QJsonObject opened = objectIn(
        m_harness->post("/api/v1/chat/conversations/direct", {{u"recipientId"_s, m_bob}}, token));
    const QString chat = opened["conversation"_L1]["id"_L1].toString();
    Chatter alice(*m_harness, token);
    QString first;
    for (int i = 1; i <= 5; ++i) {
        const QJsonObject answer = alice.ask("message:send",
                                             {{u"conversationId"_s, chat},
                                              {u"textContent"_s, u"hello"_s},
                                              {u"contentType"_s, u"text"_s},
                                              {u"clientMessageId"_s, u"c%1"_s.arg(i)}});
        QCOMPARE(answer["message"_L1]["seq"_L1].toInt(), i);
        if (i == 1)
            first = answer["message"_L1]["id"_L1].toString();
    }
    const QJsonObject again = alice.ask("message:send",
                                        {{u"conversationId"_s, chat},
                                         {u"textContent"_s, u"hello"_s},
                                         {u"contentType"_s, u"text"_s},
                                         {u"clientMessageId"_s, u"c1"_s}});
    QCOMPARE(again["message"_L1]["id"_L1], QJsonValue(first));
    const QByteArray messages =
        "/api/v1/chat/conversations/" + chat.toUtf8() + "/messages?limit=2&beforeSeq=4";
    const QJsonObject page = objectIn(m_harness->get(messages, token));
    QCOMPARE(page["messages"_L1][0]["seq"_L1].toInt(), 3);
    QCOMPARE(page["messages"_L1][1]["seq"_L1].toInt(), 2);
    QCOMPARE(page["nextCursor"_L1], QJsonValue(u"2"_s));
}

void AppProfileTest::startsAgainAndDrains() // D27
{
    m_harness->stop();
    m_harness->start();
    QCOMPARE(m_harness->get("/api/v1/users/me", mint(claimsFor(m_alice))).status, 200);
    Chatter alice(*m_harness, mint(claimsFor(m_alice)));
    QSignalSpy drained(&m_harness->app(), &App::drained);
    m_harness->app().drain(std::chrono::seconds(5));
    QVERIFY(alice.waitForClose());
    QVERIFY(waitFor(drained));
}

QTEST_GUILESS_MAIN(AppProfileTest)
#include "tst_appprofile.moc"
