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
    void knowsWhoWasThereOnceBefore();
    void saysHowFarEachHadGot();
    void saysWhatIsWrong();

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

void MembershipPlanTest::knowsWhoWasThereOnceBefore()
{
    const QStringList writer{u"cid"_s};
    QCOMPARE(namesOf(m_plan.movesBefore(1, writer).past), writer);
    QVERIFY(m_plan.movesBefore(2, writer).isEmpty());
    QVERIFY(m_plan.movesBefore(2, {u"ann"_s, u"dan"_s, QString()}).isEmpty());
    const auto moves = m_plan.movesBefore(5, writer);
    QCOMPARE(namesOf(moves.joined), writer);
    QVERIFY(moves.past.isEmpty());
}

void MembershipPlanTest::saysHowFarEachHadGot()
{
    ChatPlaces places;
    places.add({{"id"_L1, u"9"_s}, {"seq"_L1, 1}}, u"ann"_s);
    MembershipPlan plan;
    QJsonObject gone = member(0, 1);
    gone["hiddenSeq"_L1] = 1;
    QJsonObject there = member(0);
    there["readSeq"_L1] = 5;
    there["mutedUntil"_L1] = u"2030-01-01T00:00:00.000Z"_s;
    plan.add(u"bob"_s, gone);
    plan.add(u"ann"_s, there);
    const QJsonArray marks = plan.marks(places);
    QCOMPARE(namesOf(marks), (QStringList{u"ann"_s, u"bob"_s}));
    const QJsonObject key{{"sender"_L1, u"ann"_s}, {"clientMessageId"_L1, u"linnet:9"_s}};
    QCOMPARE(marks[0]["read"_L1], QJsonValue(key));
    QVERIFY(marks[0]["delivered"_L1].isNull());
    QVERIFY(marks[0]["hidden"_L1].isNull());
    QCOMPARE(marks[1]["hidden"_L1], QJsonValue(key));
    QCOMPARE(plan.beginners()[1]["mutedUntil"_L1].toString(), u"2030-01-01T00:00:00.000Z"_s);
    QVERIFY(!plan.beginners()[0].toObject().contains("mutedUntil"_L1));
}

void MembershipPlanTest::saysWhatIsWrong()
{
    QCOMPARE(MembershipPlan::problemOf(member(3, 4)), QString());
    QCOMPARE(MembershipPlan::problemOf({{"readSeq"_L1, u"5"_s}}), u"readSeq must be a number."_s);
    QCOMPARE(MembershipPlan::problemOf({{"leftSeq"_L1, true}}), u"leftSeq must be a number."_s);
}

QTEST_GUILESS_MAIN(MembershipPlanTest)
#include "tst_membershipplan.moc"
