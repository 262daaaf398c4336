// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/groupview.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class GroupViewTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatCanBeDoneInAGroup();
    void canBeAskedByWhatPeopleSay();
    void knowsTheRoles();
};

void GroupViewTest::tellsWhatCanBeDoneInAGroup()
{
    GroupView view{.group = {}, .ownerName = {}, .members = 2};
    QCOMPARE(nameOf(stateOf(view)), "active"_L1);
    view.group.isFrozen = true;
    QCOMPARE(nameOf(stateOf(view)), "frozen"_L1);
    view.members = 0;
    QCOMPARE(nameOf(stateOf(view)), "dissolved"_L1);
    QCOMPARE(groupFrozen().code, "group_frozen"_L1);
    QCOMPARE(groupFrozen().kind, Error::Kind::Forbidden);
}

void GroupViewTest::canBeAskedByWhatPeopleSay()
{
    const auto filter = parseFilter(
        u"cooking owner:al* state:active members>100 messages:0 created<2026-01-01 updated>-7d",
        groupFields(), Timestamp());
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
    QCOMPARE(filter->size(), 7U);
    QCOMPARE(filter->front().field, "title"_L1);
    QVERIFY(!parseFilter(u"state:asleep", groupFields(), Timestamp()));
}

void GroupViewTest::knowsTheRoles()
{
    QCOMPARE(roleNames(), (QStringList{u"member"_s, u"admin"_s}));
    QCOMPARE(parseRole(u"admin"), Role::Admin);
    QCOMPARE(parseRole(u"member"), Role::Member);
    QVERIFY(!parseRole(u"owner"));
}

QTEST_APPLESS_MAIN(GroupViewTest)
#include "tst_groupview.moc"
