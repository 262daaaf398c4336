// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/suspension.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

} // namespace

class SuspensionTest : public QObject
{
    Q_OBJECT

private slots:
    void isOverByItself();
    void tellsItsEndAndNotItsReason();
};

void SuspensionTest::isOverByItself()
{
    Suspension suspension{.at = at(5)};
    QVERIFY(suspension.isInForce(at(1'000'000)));
    suspension.until = at(10);
    QVERIFY(suspension.isInForce(at(9)));
    QVERIFY(!suspension.isInForce(at(10)));
}

void SuspensionTest::tellsItsEndAndNotItsReason()
{
    Suspension suspension{.at = at(5), .reason = u"Spam"_s};
    QCOMPARE(accountSuspended(suspension).code, "account_suspended"_L1);
    QCOMPARE(accountSuspended(suspension).kind, Error::Kind::Forbidden);
    QCOMPARE(accountSuspended(suspension).message, u"This account is suspended."_s);
    suspension.until = at(1'798'761'600'000);
    QCOMPARE(accountSuspended(suspension).message,
             u"This account is suspended until 2027-01-01T00:00:00.000Z."_s);
}

QTEST_APPLESS_MAIN(SuspensionTest)
#include "tst_suspension.moc"
