// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/conversation.h"
#include "common/domain/session.h"
#include "server/services/webhook/webhooknews.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class WebhookNewsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfAccounts();
    void tellsOfSessions();
    void tellsOfGroups();
    void saysNotWhoReportedWhom();

private:
    const Timestamp m_at{std::chrono::seconds(1'700'000'000)};
};

void WebhookNewsTest::tellsOfAccounts()
{
    const WebhookNews created = accountCreated(UserId(7), m_at);
    QCOMPARE(created.event, WebhookEvent::AccountCreated);
    QCOMPARE(created.data, (QJsonObject{{"userId"_L1, u"7"_s}}));
    QCOMPARE(created.at, m_at);
    QCOMPARE(accountErased(UserId(7), m_at).event, WebhookEvent::AccountErased);
    QCOMPARE(accountErased(UserId(7), m_at).data, created.data);
    const WebhookNews suspended = accountSuspended(UserId(7), m_at, m_at);
    QCOMPARE(suspended.event, WebhookEvent::AccountSuspended);
    QCOMPARE(suspended.data, (QJsonObject{{"userId"_L1, u"7"_s}, {"until"_L1, toIso(m_at)}}));
    QVERIFY(accountSuspended(UserId(7), {}, m_at).data["until"_L1].isNull());
}

void WebhookNewsTest::tellsOfSessions()
{
    Session session;
    session.id = SessionId(3);
    session.user = UserId(7);
    session.device = u"phone"_s;
    session.createdAt = m_at;
    const QJsonObject data{{"sessionId"_L1, u"3"_s}, {"userId"_L1, u"7"_s}};
    QCOMPARE(sessionStarted(session).event, WebhookEvent::SessionStarted);
    QCOMPARE(sessionStarted(session).data, data);
    QCOMPARE(sessionStarted(session).at, m_at);
    QCOMPARE(sessionEnded(session, m_at).event, WebhookEvent::SessionEnded);
    QCOMPARE(sessionEnded(session, m_at).data, data);
}

void WebhookNewsTest::tellsOfGroups()
{
    Conversation group;
    group.id = ConversationId(5);
    group.title = u"Cooking"_s;
    group.createdBy = UserId(7);
    group.createdAt = m_at;
    QCOMPARE(groupCreated(group).event, WebhookEvent::GroupCreated);
    QCOMPARE(groupCreated(group).data,
             (QJsonObject{{"groupId"_L1, u"5"_s}, {"ownerId"_L1, u"7"_s}}));
    QCOMPARE(groupDissolved(group.id, m_at).event, WebhookEvent::GroupDissolved);
    QCOMPARE(groupDissolved(group.id, m_at).data, (QJsonObject{{"groupId"_L1, u"5"_s}}));
}

void WebhookNewsTest::saysNotWhoReportedWhom()
{
    Report report;
    report.id = ReportId(9);
    report.reporter = UserId(7);
    report.kind = Report::Kind::User;
    report.subject = 8;
    report.about = UserId(8);
    report.reason = u"spam"_s;
    report.text = u"Help"_s;
    report.createdAt = m_at;
    const WebhookNews news = reportOpened(report);
    QCOMPARE(news.event, WebhookEvent::ReportOpened);
    QCOMPARE(
        news.data,
        (QJsonObject{{"reportId"_L1, u"9"_s}, {"kind"_L1, u"user"_s}, {"reason"_L1, u"spam"_s}}));
}

QTEST_GUILESS_MAIN(WebhookNewsTest)
#include "tst_webhooknews.moc"
