// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/mailcheck.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MailCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatAnswers();
    void saysWhatTheServerSaid();
    void asksToEndWhatTakesLong();
    void hasNothingToLookAtWithoutAMailServer();

private:
    Mailbox m_mailbox;
    CpuPool m_pool;
};

void MailCheckTest::saysWhatAnswers()
{
    const MailCheck check(m_pool, [](const std::stop_token &) -> Result<QString> {
        return u"mail.example.org answers"_s;
    });
    const Finding finding = await(check.run({}));
    QCOMPARE(finding.state, Finding::State::Ok);
    QVERIFY(finding.text.startsWith(u"mail.example.org answers ("_s));
}

void MailCheckTest::saysWhatTheServerSaid()
{
    const MailCheck check(m_pool, [](const std::stop_token &) -> Result<QString> {
        return Error{Error::Kind::Unavailable, "mail_failed"_L1, u"It does not."_s,
                     u"AUTH was answered with 535 no"_s};
    });
    const Finding finding = await(check.run({}));
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(finding.text.contains(u"AUTH was answered with 535 no"_s));
    QVERIFY(finding.fix.contains(u"passwordFile"_s));
}

void MailCheckTest::asksToEndWhatTakesLong()
{
    std::stop_source stop;
    const MailCheck check(m_pool, [&stop](const std::stop_token &token) -> Result<QString> {
        stop.request_stop();
        return token.stop_requested() ? Result<QString>(u"stopped"_s) : QString();
    });
    QVERIFY(await(check.run(stop.get_token())).text.startsWith(u"stopped"_s));
}

void MailCheckTest::hasNothingToLookAtWithoutAMailServer()
{
    const Finding finding = await(MailCheck(m_pool, {}).run({}));
    QCOMPARE(finding.state, Finding::State::Skipped);
    QVERIFY(finding.fix.contains(u"[mail] host"_s));
}

QTEST_GUILESS_MAIN(MailCheckTest)
#include "tst_mailcheck.moc"
