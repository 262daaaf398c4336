// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/membershipplan.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class MembershipPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void knowsWhoIsThereAtFirstAndAtLast();
    void tellsWhoComesAndGoesOnce();
    void skipsNobody();
    void hasSomebodyAtFirst();

private:
    static QJsonObject member(qint64 joined, const QJsonValue &left = {})
    {
        return {{"role"_L1, u"member"_s}, {"joinedSeq"_L1, joined}, {"leftSeq"_L1, left}};
    }
    static QStringList namesOf(const QJsonArray &members)
    {
        QStringList names;
        for (const auto &each : members)
            names.append(each.isString() ? each.toString() : each["user"_L1].toString());
        return names;
    }

    MembershipPlan m_plan;
};

//! Ann is there all the time, Bob leaves after the second message, and Cid comes after the fourth.
void MembershipPlanTest::init()
{
    m_plan = {};
    m_plan.add(u"ann"_s, member(0));
    m_plan.add(u"bob"_s, member(0, 2));
    m_plan.add(u"cid"_s, member(4));
}

void MembershipPlanTest::knowsWhoIsThereAtFirstAndAtLast()
{
    QCOMPARE(namesOf(m_plan.beginners()), (QStringList{u"ann"_s, u"bob"_s}));
    QCOMPARE(namesOf(m_plan.remaining()), (QStringList{u"ann"_s, u"cid"_s}));
    QCOMPARE(m_plan.beginners()[0]["role"_L1].toString(), u"member"_s);
}

void MembershipPlanTest::tellsWhoComesAndGoesOnce()
{
    QVERIFY(m_plan.movesBefore(1).isEmpty());
    QVERIFY(m_plan.movesBefore(2).isEmpty());
    const auto third = m_plan.movesBefore(3);
    QCOMPARE(namesOf(third.left), QStringList(u"bob"_s));
    QVERIFY(third.joined.isEmpty());
    QVERIFY(m_plan.movesBefore(4).isEmpty());
    QCOMPARE(namesOf(m_plan.movesBefore(5).joined), QStringList(u"cid"_s));
    QVERIFY(m_plan.rest().isEmpty());
}

void MembershipPlanTest::skipsNobody()
{
    const auto moves = m_plan.movesBefore(9);
    QCOMPARE(namesOf(moves.joined), QStringList(u"cid"_s));
    QCOMPARE(namesOf(moves.left), QStringList(u"bob"_s));
}

void MembershipPlanTest::hasSomebodyAtFirst()
{
    MembershipPlan plan;
    QVERIFY(plan.isEmpty());
    plan.add(u"ann"_s, member(7, 9));
    plan.add(u"bob"_s, member(5));
    QCOMPARE(namesOf(plan.beginners()), QStringList(u"bob"_s));
    const auto rest = plan.rest();
    QCOMPARE(namesOf(rest.joined), QStringList(u"ann"_s));
    QCOMPARE(namesOf(rest.left), QStringList(u"ann"_s));
}

QTEST_GUILESS_MAIN(MembershipPlanTest)
#include "tst_membershipplan.moc"
