// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"
#include "server/net/bodyshare.h"

#include <QTest>

using namespace linnet;
using namespace linnet::net;

class TestBodyShare : public QObject
{
    Q_OBJECT

private slots:
    void growsAndShrinks()
    {
        const auto budget = std::make_shared<BodyBudget>(4 * 1000);
        BodyShare share(budget, "a");
        QVERIFY(share.resize(400));
        QVERIFY(share.resize(1000));
        BodyShare other(budget, "b");
        QVERIFY(!other.resize(1));
        QVERIFY(share.resize(999));
        QVERIFY(other.resize(1));
        QVERIFY(!share.resize(1000));
        QVERIFY(share.resize(0));
        QVERIFY(other.resize(1000));
    }

    void givesBackWhenItIsGone()
    {
        const auto budget = std::make_shared<BodyBudget>(4 * 1000);
        BodyShare other(budget, "b");
        {
            BodyShare share(budget, "a");
            QVERIFY(share.resize(1000));
            const BodyShare moved(std::move(share));
            QVERIFY(!other.resize(1000));
        }
        QVERIFY(other.resize(1000));
    }

    void hasRoomForAllOfNoBudget()
    {
        BodyShare share;
        QVERIFY(share.resize(1LL << 40));
        QVERIFY(share.resize(0));
    }
};

QTEST_GUILESS_MAIN(TestBodyShare)
#include "tst_bodyshare.moc"
