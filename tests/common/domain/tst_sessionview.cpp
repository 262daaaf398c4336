// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/sessionview.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

} // namespace

class SessionViewTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatASessionIsDoing();
    void canBeAskedByWhatPeopleSay();
    void namesSessionsAndThoseThatLive();
};

void SessionViewTest::tellsWhatASessionIsDoing()
{
    Session session;
    session.expiresAt = at(10);
    QCOMPARE(stateOf(session, at(9)), SessionState::Active);
    QCOMPARE(stateOf(session, at(10)), SessionState::Expired);
    session.revokedAt = at(5);
    QCOMPARE(stateOf(session, at(9)), SessionState::Revoked);
    QCOMPARE(stateOf(session, at(10)), SessionState::Revoked);
    QCOMPARE(nameOf(SessionState::Active), "active"_L1);
    QCOMPARE(nameOf(SessionState::Expired), "expired"_L1);
    QCOMPARE(nameOf(SessionState::Revoked), "revoked"_L1);
}

void SessionViewTest::canBeAskedByWhatPeopleSay()
{
    const auto filter = parseFilter(
        u"alice state:active last_seen<2026-01-01 address:10.0.0.0/8 -client:\"Old App\"",
        sessionFields(), at(0));
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
    QCOMPARE(filter->size(), 5U);
    QVERIFY(!parseFilter(u"state:asleep", sessionFields(), at(0)));
    QVERIFY(!parseFilter(u"address:nowhere", sessionFields(), at(0)));
}

void SessionViewTest::namesSessionsAndThoseThatLive()
{
    const FilterCondition some = oneOf({SessionId(4), SessionId(7)});
    QCOMPARE(some.field, "id"_L1);
    QCOMPARE(std::get<AnyId>(some.value), (AnyId{FilteredId(4), FilteredId(7)}));
    const FilterCondition own = sessionsOf(UserId(3));
    const auto asked = parseFilter(u"user_id:3", sessionFields(), at(0));
    QCOMPARE(own.field, asked->front().field);
    QCOMPARE(std::get<AnyId>(own.value), std::get<AnyId>(asked->front().value));
    const auto active = parseFilter(u"state:active", sessionFields(), at(0));
    QCOMPARE(isActive().field, active->front().field);
    QCOMPARE(std::get<AnyExact>(isActive().value), std::get<AnyExact>(active->front().value));
}

QTEST_APPLESS_MAIN(SessionViewTest)
#include "tst_sessionview.moc"
