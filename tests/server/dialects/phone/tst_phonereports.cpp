// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneReportsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void reportsOnce();
    void reportsEveryKind();
    void refuses_data();
    void refuses();

private:
    Result<Answer> file(const QString &kind, const QString &id, const QString &reason = u"spam"_s)
    {
        return m_phone->http(Method::Post, "/api/v1/reports", m_phone->alice,
                             {{"kind"_L1, kind}, {"id"_L1, id}, {"reason"_L1, reason}});
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneReportsTest::reportsOnce()
{
    const QString bob = m_phone->bob.toString();
    const auto first = file(u"user"_s, bob);
    QVERIFY(first);
    QVERIFY(first->outcome == Answer::Outcome::Created);
    QJsonObject report = m_phone->body(first)["report"_L1].toObject();
    QVERIFY(!report.take("id"_L1).toString().isEmpty());
    QCOMPARE(report,
             (QJsonObject{{"kind"_L1, u"user"_s},
                          {"subjectId"_L1, bob},
                          {"reason"_L1, u"spam"_s},
                          {"text"_L1, QString()},
                          {"createdAt"_L1, toIso(m_phone->clock.now())}}));
    const auto again = file(u"user"_s, bob, u"other"_s);
    QVERIFY(again->outcome == Answer::Outcome::Done);
    QCOMPARE(m_phone->body(again), m_phone->body(first));
}

void PhoneReportsTest::reportsEveryKind()
{
    const ConversationId group = m_phone->group(m_phone->bob, {m_phone->alice});
    const Message said = m_phone->say(m_phone->bob, group, u"Buy!"_s);
    QVERIFY(file(u"group"_s, group.toString()));
    QVERIFY(file(u"message"_s, said.id.toString()));
}

void PhoneReportsTest::refuses_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("code");

    const QString invalid = u"invalid_input"_s;
    QTest::newRow("a kind") << u"thing"_s << u"7"_s << u"spam"_s << invalid;
    QTest::newRow("a reason") << u"user"_s << u"102"_s << u"dislike"_s << invalid;
    QTest::newRow("no message") << u"message"_s << u"x"_s << u"spam"_s << u"message_not_found"_s;
    QTest::newRow("nobody") << u"user"_s << u"7"_s << u"spam"_s << u"user_not_found"_s;
    QTest::newRow("no group") << u"group"_s << u"7"_s << u"spam"_s << u"conversation_not_found"_s;
}

void PhoneReportsTest::refuses()
{
    QFETCH(QString, kind);
    QFETCH(QString, id);
    QFETCH(QString, reason);
    QFETCH(QString, code);
    QCOMPARE(QString(file(kind, id, reason).error().code), code);
}

QTEST_GUILESS_MAIN(PhoneReportsTest)
#include "tst_phonereports.moc"
