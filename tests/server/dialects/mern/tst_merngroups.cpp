// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MernGroupsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_mern = std::make_unique<MernFixture>(); }
    void cleanup() { m_mern.reset(); }

    void takesTheListAsAnArrayAndAsText();
    void answersTheOtherFamilyToo();
    void wantsATitleAndOthers();
    void renames();
    void addsAndRemovesOneAtATime();
    void showsTheGroupToWhoHasJustLeft();
    void refusesWhoIsNotInIt();

private:
    MernFixture::Outcome create(const QJsonObject &params)
    {
        return m_mern->ask(Method::Post, "/api/chat/group", m_mern->alice, params);
    }
    MernFixture::Outcome change(const QByteArray &what, UserId by, const QString &group,
                                UserId whom)
    {
        return m_mern->ask(Method::Put, "/api/chat/" + what, by,
                           {{"chatId"_L1, group}, {"userId"_L1, whom.toString()}});
    }
    QString newGroup()
    {
        const QJsonArray others{m_mern->bob.toString()};
        const auto outcome = create({{"name"_L1, "Project"_L1}, {"users"_L1, others}});
        return m_mern->body(outcome)["_id"_L1].toString();
    }
    qsizetype sizeOf(const MernFixture::Outcome &outcome) const
    {
        return m_mern->body(outcome)["users"_L1].toArray().size();
    }

    std::unique_ptr<MernFixture> m_mern;
};

void MernGroupsTest::takesTheListAsAnArrayAndAsText()
{
    const QJsonArray others{m_mern->bob.toString(), m_mern->carol.toString()};
    const QString text = QString::fromUtf8(QJsonDocument(others).toJson(QJsonDocument::Compact));
    for (const QJsonValue &users : {QJsonValue(others), QJsonValue(text)}) {
        const auto outcome = create({{"name"_L1, "Project"_L1}, {"users"_L1, users}});
        QCOMPARE(outcome->outcome, Answer::Outcome::Created);
        QCOMPARE(sizeOf(outcome), 3);
        QCOMPARE(m_mern->body(outcome)["groupAdmin"_L1]["_id"_L1],
                 QJsonValue(m_mern->alice.toString()));
    }
}

void MernGroupsTest::answersTheOtherFamilyToo()
{
    const QJsonArray others{m_mern->bob.toString()};
    const QJsonObject body = m_mern->body(create(
        {{"groupName"_L1, "Project"_L1}, {"bio"_L1, "Plans"_L1}, {"participants"_L1, others}}));
    const QJsonObject chat = body["chat"_L1].toObject();
    QCOMPARE(body["success"_L1], QJsonValue(true));
    QCOMPARE(chat["groupName"_L1], QJsonValue(u"Project"_s));
    QCOMPARE(chat["bio"_L1], QJsonValue(u"Plans"_s));
    QCOMPARE(chat["adminId"_L1], QJsonValue(m_mern->alice.toString()));
    QCOMPARE(chat["participants"_L1].toArray().size(), 2);
}

void MernGroupsTest::wantsATitleAndOthers()
{
    const QJsonArray others{m_mern->bob.toString()};
    const QString missing = u"Please fill all the fields"_s;
    QCOMPARE(m_mern->complaint(create({{"users"_L1, others}})), missing);
    QCOMPARE(m_mern->complaint(create({{"name"_L1, "Project"_L1}})), missing);
    QCOMPARE(m_mern->complaint(create({{"name"_L1, "Project"_L1}, {"users"_L1, "["_L1}})), missing);
}

void MernGroupsTest::renames()
{
    const auto renamed = m_mern->ask(Method::Put, "/api/chat/rename", m_mern->alice,
                                     {{"chatId"_L1, newGroup()}, {"chatName"_L1, "Holidays"_L1}});
    QCOMPARE(m_mern->body(renamed)["chatName"_L1], QJsonValue(u"Holidays"_s));
}

void MernGroupsTest::addsAndRemovesOneAtATime()
{
    const QString group = newGroup();
    QCOMPARE(sizeOf(change("groupadd", m_mern->alice, group, m_mern->carol)), 3);
    QCOMPARE(sizeOf(change("groupremove", m_mern->alice, group, m_mern->carol)), 2);
}

void MernGroupsTest::showsTheGroupToWhoHasJustLeft()
{
    const QString group = newGroup();
    const auto left = change("groupremove", m_mern->bob, group, m_mern->bob);
    QCOMPARE(m_mern->body(left)["_id"_L1], QJsonValue(group));
}

void MernGroupsTest::refusesWhoIsNotInIt()
{
    const QString group = newGroup();
    QVERIFY(!change("groupadd", m_mern->mallory, group, m_mern->mallory));
    QVERIFY(!change("groupremove", m_mern->mallory, group, m_mern->bob));
    QVERIFY(!change("groupadd", m_mern->alice, u"x"_s, m_mern->carol));
}

QTEST_GUILESS_MAIN(MernGroupsTest)
#include "tst_merngroups.moc"
