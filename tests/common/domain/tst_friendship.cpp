// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/friendship.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class FriendshipTest : public QObject
{
    Q_OBJECT

private slots:
    void isReadAsItIsWritten();
};

void FriendshipTest::isReadAsItIsWritten()
{
    for (const FriendshipState state :
         {FriendshipState::Pending, FriendshipState::Accepted, FriendshipState::Declined,
          FriendshipState::Withdrawn, FriendshipState::Removed})
        QCOMPARE(parseFriendshipState(QString(nameOf(state))), state);
    QCOMPARE(nameOf(FriendshipState::Withdrawn), "withdrawn"_L1);
    QCOMPARE(parseFriendshipState(u"Friends"), std::nullopt);
    QCOMPARE(parseFriendshipState(u""), std::nullopt);
}

QTEST_GUILESS_MAIN(FriendshipTest)
#include "tst_friendship.moc"
