// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/reportservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ReportServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void keepsWhatAMessageSaid();
    void keepsWhatSomebodyShowed();
    void keepsWhatAGroupWasCalled();
    void isTheSameReportUntilItIsSettled();
    void isAnothersReportOfTheSame();
    void findsNothingThatTheyCannotSee();
    void takesNothingOfTheirOwn();
    void refusesReasonsAndTexts();
    void takesSoManyAtATime();
    void tellsNobody();

private:
    using Kind = Report::Kind;

    Result<FiledReport> file(UserId reporter, Kind kind, qint64 subject,
                             const QString &reason = u"spam"_s, const QString &text = {})
    {
        return await(m_chat->reports.file({reporter, kind, subject, reason, text}));
    }
    QString codeOf(UserId reporter, Kind kind, qint64 subject)
    {
        const auto filed = file(reporter, kind, subject);
        return filed ? QString() : QString(filed.error().code);
    }

    std::unique_ptr<ChatFixture> m_chat;
    ConversationId m_direct;
};

void ReportServiceTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_direct = m_chat->directChat(m_chat->alice, m_chat->bob);
}

void ReportServiceTest::keepsWhatAMessageSaid()
{
    const Message said = m_chat->say(m_chat->bob, m_direct, u"Buy!"_s);
    const auto filed = file(m_chat->alice, Kind::Message, said.id.value(), u"spam"_s, u"Again"_s);
    QVERIFY(filed);
    QVERIFY(filed->isNew);
    const Timestamp now = m_chat->clock.now();
    QVERIFY(await(m_chat->database->write(
        [said, now](Stores &stores) { return stores.messages.edit(said.id, u"Hello"_s, now); })));
    QVERIFY(await(m_chat->database->write(
        [said, now](Stores &stores) { return stores.messages.remove(said.id, now); })));
    const ReportId id = filed->report.id;
    const auto kept = await(
        m_chat->database->read([id](Stores &stores) { return stores.reports.find(id, UserId()); }));
    QVERIFY(kept);
    QCOMPARE(kept->report, filed->report);
    QCOMPARE(kept->report.evidence["text"_L1].toString(), u"Buy!"_s);
    QCOMPARE(kept->report.evidence["kind"_L1].toString(), u"text"_s);
    QCOMPARE(kept->report.about, m_chat->bob);
    QCOMPARE(kept->report.conversation, std::optional(m_direct));
    QCOMPARE(kept->report.text, u"Again"_s);
    QCOMPARE(kept->report.state, Report::State::Open);
}

void ReportServiceTest::keepsWhatSomebodyShowed()
{
    QVERIFY(await(m_chat->people.change(m_chat->bob, {u"Bank"_s, u"/bank.png"_s, u"Pay me"_s})));
    const auto filed = file(m_chat->alice, Kind::User, m_chat->bob.value(), u"impersonation"_s);
    QVERIFY(filed);
    const QJsonObject &evidence = filed->report.evidence;
    QCOMPARE(evidence["name"_L1].toString(), u"Bank"_s);
    QCOMPARE(evidence["status"_L1].toString(), u"Pay me"_s);
    QCOMPARE(evidence["picture"_L1].toString(), u"/bank.png"_s);
    QVERIFY(!evidence.contains("phone"_L1));
    QVERIFY(!filed->report.conversation);
}

void ReportServiceTest::keepsWhatAGroupWasCalled()
{
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice});
    const auto filed = file(m_chat->alice, Kind::Group, group.value());
    QVERIFY(filed);
    QCOMPARE(filed->report.evidence["title"_L1].toString(), u"Project Team"_s);
    QCOMPARE(filed->report.about, m_chat->bob);
}

void ReportServiceTest::isTheSameReportUntilItIsSettled()
{
    const qint64 bob = m_chat->bob.value();
    Report first = file(m_chat->alice, Kind::User, bob).value().report;
    const auto again = file(m_chat->alice, Kind::User, bob, u"other"_s, u"More"_s);
    QVERIFY(!again->isNew);
    QCOMPARE(again->report, first);
    first.state = Report::State::Dismissed;
    QVERIFY(await(
        m_chat->database->write([first](Stores &stores) { return stores.reports.update(first); })));
    const auto other = file(m_chat->alice, Kind::User, bob, u"other"_s);
    QVERIFY(other->isNew);
    QVERIFY(other->report.id > first.id);
}

void ReportServiceTest::isAnothersReportOfTheSame()
{
    const qint64 bob = m_chat->bob.value();
    QVERIFY(file(m_chat->alice, Kind::User, bob)->isNew);
    QVERIFY(file(m_chat->carol, Kind::User, bob)->isNew);
}

void ReportServiceTest::findsNothingThatTheyCannotSee()
{
    const Message said = m_chat->say(m_chat->bob, m_direct, u"Hi"_s);
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice});
    const UserId mallory = m_chat->mallory;
    QCOMPARE(codeOf(mallory, Kind::Message, said.id.value()), u"message_not_found"_s);
    QCOMPARE(codeOf(mallory, Kind::Message, 7), u"message_not_found"_s);
    QCOMPARE(codeOf(mallory, Kind::Group, group.value()), u"conversation_not_found"_s);
    QCOMPARE(codeOf(m_chat->alice, Kind::Group, m_direct.value()), u"conversation_not_found"_s);
    QCOMPARE(codeOf(mallory, Kind::User, 7), u"user_not_found"_s);
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, mallory)));
    QCOMPARE(codeOf(mallory, Kind::User, m_chat->bob.value()), u"user_not_found"_s);
    QCOMPARE(codeOf(m_chat->bob, Kind::User, mallory.value()), QString());
}

void ReportServiceTest::takesNothingOfTheirOwn()
{
    const Message said = m_chat->say(m_chat->alice, m_direct, u"Hi"_s);
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice});
    QVERIFY(await(m_chat->groups.add(m_chat->bob, group, {m_chat->carol})));
    const auto lines = await(m_chat->database->read([=, this](Stores &stores) {
        return stores.messages.list({.conversation = group, .viewer = m_chat->alice});
    }));
    QVERIFY(!lines->empty());
    const UserId alice = m_chat->alice;
    QCOMPARE(codeOf(alice, Kind::Message, said.id.value()), u"invalid_input"_s);
    QCOMPARE(codeOf(alice, Kind::User, alice.value()), u"invalid_input"_s);
    QCOMPARE(lines->front().message.kind, MessageKind::System);
    QCOMPARE(codeOf(alice, Kind::Message, lines->front().message.id.value()), u"invalid_input"_s);
}

void ReportServiceTest::refusesReasonsAndTexts()
{
    const qint64 bob = m_chat->bob.value();
    const auto unknown = file(m_chat->alice, Kind::User, bob, u"dislike"_s);
    QVERIFY(unknown.error().message.startsWith(u"reason must be one of spam, "_s));
    const QString longText(ReportService::MostTextCodePoints + 1, u'x');
    const auto tooLong = file(m_chat->alice, Kind::User, bob, u"spam"_s, longText);
    QCOMPARE(tooLong.error().kind, Error::Kind::InvalidInput);
    QVERIFY(file(m_chat->alice, Kind::User, bob, u"spam"_s, longText.chopped(1)));
}

void ReportServiceTest::takesSoManyAtATime()
{
    for (int i = 0; i < ReportService::MostUnsettled; ++i) {
        const Message said = m_chat->say(m_chat->bob, m_direct, u"Hi"_s);
        QVERIFY(file(m_chat->alice, Kind::Message, said.id.value()));
    }
    const Message said = m_chat->say(m_chat->bob, m_direct, u"Hi"_s);
    QCOMPARE(codeOf(m_chat->alice, Kind::Message, said.id.value()), u"too_many_reports"_s);
    QCOMPARE(codeOf(m_chat->carol, Kind::User, m_chat->bob.value()), QString());
}

void ReportServiceTest::tellsNobody()
{
    const Message said = m_chat->say(m_chat->bob, m_direct, u"Hi"_s);
    int published = 0;
    m_chat->bus.listen([&published](const SharedEvent &) { ++published; });
    QVERIFY(file(m_chat->alice, Kind::Message, said.id.value()));
    QCOMPARE(published, 0);
    const auto told = await(m_chat->database->read(
        [this](Stores &stores) { return stores.notifications.list({.user = m_chat->bob}); }));
    QVERIFY(told->empty());
}

QTEST_GUILESS_MAIN(ReportServiceTest)
#include "tst_reportservice.moc"
