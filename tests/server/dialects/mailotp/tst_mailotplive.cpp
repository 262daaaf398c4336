// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mailotp/mailotpfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MailOtpLiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_otp = std::make_unique<MailOtpFixture>();
        m_chat = m_otp->directChat(m_otp->alice, m_otp->bob);
    }
    void cleanup() { m_otp.reset(); }

    void opensAndClosesAChat();
    void tellsThatSomebodyTypes();
    void opensNobodyElsesChat();

private:
    QJsonObject here() const { return {{"chatId"_L1, m_chat.toString()}}; }

    ConversationId m_chat;
    std::unique_ptr<MailOtpFixture> m_otp;
};

void MailOtpLiveTest::opensAndClosesAChat()
{
    const auto joined = m_otp->tell("joinChat", m_otp->alice, here());
    QVERIFY(joined && joined->room);
    QCOMPARE(joined->room->direction, RoomMove::Direction::Enter);
    QCOMPARE(joined->room->conversation, m_chat);
    QCOMPARE(m_otp->body(joined), (QJsonObject{{"success"_L1, true}}));
    const auto left = m_otp->tell("leaveChat", m_otp->alice, here());
    QVERIFY(left && left->room);
    QCOMPARE(left->room->direction, RoomMove::Direction::Leave);
}

void MailOtpLiveTest::tellsThatSomebodyTypes()
{
    QCOMPARE(m_otp->body(m_otp->tell("typing", m_otp->alice, here())),
             (QJsonObject{{"success"_L1, true}}));
    QVERIFY(m_otp->tell("stopTyping", m_otp->alice, here()));
    const auto told = m_otp->recorder.payloads<TypingChanged>();
    QCOMPARE(told.size(), 2u);
    QVERIFY(told.front().isTyping && !told.back().isTyping);
}

void MailOtpLiveTest::opensNobodyElsesChat()
{
    for (const char *event : {"joinChat", "typing", "stopTyping"}) {
        const auto outcome = m_otp->tell(event, m_otp->carol, here());
        const auto nowhere = m_otp->tell(event, m_otp->carol, {{"chatId"_L1, "7"_L1}});
        QCOMPARE(m_otp->kindOf(outcome), Error::Kind::NotFound);
        QCOMPARE(m_otp->complaint(outcome), m_otp->complaint(nowhere));
    }
}

QTEST_GUILESS_MAIN(MailOtpLiveTest)
#include "tst_mailotplive.moc"
