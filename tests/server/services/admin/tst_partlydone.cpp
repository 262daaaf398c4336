// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/partlydone.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PartlyDoneTest : public QObject
{
    Q_OBJECT

private slots:
    void saysHowFarItCame();
    void leavesAnErrorAloneWhereNothingWasDone();
};

namespace {

const Error Full{Error::Kind::Unavailable, "storage_full"_L1, u"No room."_s};

} // namespace

void PartlyDoneTest::saysHowFarItCame()
{
    const Error error = partlyDone(Full, 500, u"sessions"_s);
    QCOMPARE(error.message,
             u"No room. It was done to 500 sessions before that; ask again for the rest."_s);
    QCOMPARE(error.code, Full.code);
    QCOMPARE(error.kind, Full.kind);
}

void PartlyDoneTest::leavesAnErrorAloneWhereNothingWasDone()
{
    QCOMPARE(partlyDone(Full, 0, u"sessions"_s).message, Full.message);
}

QTEST_GUILESS_MAIN(PartlyDoneTest)
#include "tst_partlydone.moc"
