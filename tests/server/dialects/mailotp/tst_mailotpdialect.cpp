// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mailotp/mailotpfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MailOtpDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_otp = std::make_unique<MailOtpFixture>(); }
    void cleanup() { m_otp.reset(); }

    void servesItsPaths_data();
    void servesItsPaths();
    void speaksInItsOwnWords();
    void showsPicturesByWholeUrls();

private:
    std::unique_ptr<MailOtpFixture> m_otp;
};

void MailOtpDialectTest::servesItsPaths_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Access>("access");
    QTest::newRow("sign in") << Method::Post << QByteArray("/api/v1/login") << Access::Public;
    QTest::newRow("verify") << Method::Post << QByteArray("/api/v1/verify") << Access::Public;
    QTest::newRow("somebody") << Method::Get << QByteArray("/api/v1/user/1") << Access::Public;
    QTest::newRow("oneself") << Method::Get << QByteArray("/api/v1/me") << Access::User;
    QTest::newRow("all people") << Method::Get << QByteArray("/api/v1/user/all") << Access::User;
    QTest::newRow("all chats") << Method::Get << QByteArray("/api/v1/chat/all") << Access::User;
    QTest::newRow("a chat") << Method::Post << QByteArray("/api/v1/chat/new") << Access::User;
    QTest::newRow("a message") << Method::Post << QByteArray("/api/v1/message") << Access::User;
    QTest::newRow("history") << Method::Get << QByteArray("/api/v1/message/1") << Access::User;
}

void MailOtpDialectTest::servesItsPaths()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, path);
    QFETCH(Access, access);
    const EndpointRow *row = m_otp->pageTable->findRoute(method, path).row;
    QVERIFY(row);
    QCOMPARE(row->endpoint.access, access);
}

void MailOtpDialectTest::speaksInItsOwnWords()
{
    const Error none{Error::Kind::Unauthenticated, "authentication_required"_L1, u"No"_s};
    QCOMPARE(m_otp->mailotp.connectError(none), u"Please Login - No Auth header"_s);
    const QJsonObject said = m_otp->mailotp.errorAcknowledgement(none);
    QCOMPARE(said["message"_L1], QJsonValue(u"Please Login - No Auth header"_s));
    QCOMPARE(said["success"_L1], QJsonValue(false));
}

void MailOtpDialectTest::showsPicturesByWholeUrls()
{
    const auto chat = m_otp->directChat(m_otp->alice, m_otp->bob);
    Draft draft = m_otp->draft(m_otp->alice, chat, u"Look"_s);
    draft.mediaUrl = u"/api/v1/media/files/x.png"_s;
    draft.kind = MessageKind::Image;
    QVERIFY(await(m_otp->messages.send(draft)));
    const auto added = m_otp->recorder.events<MessageAdded>();
    QCOMPARE(added.size(), 1u);
    const auto heard = m_otp->mailotp.encodeFor(*added.front(), u"https://chat.example.org"_s);
    QVERIFY(!heard.empty());
    QVERIFY(heard.front().json.contains("https://chat.example.org/api/v1/media/files/x.png"));
    QVERIFY(!m_otp->mailotp.encode(*added.front()).front().json.contains("https://"));
}

QTEST_GUILESS_MAIN(MailOtpDialectTest)
#include "tst_mailotpdialect.moc"
