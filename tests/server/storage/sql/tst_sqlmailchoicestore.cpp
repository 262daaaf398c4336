// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;

class SqlMailChoiceStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheLastChoice();
    void isOfThoseWhoExist();
};

void SqlMailChoiceStoreTest::keepsTheLastChoice()
{
    test::TestStores stores;
    test::addUser(*stores, UserId(1));
    MailChoiceStore &choices = stores->mailChoices;
    QCOMPARE(choices.find(UserId(1)).value(), MailChoice());
    for (const MailChoice &choice : {MailChoice{false, true}, MailChoice{true, false}}) {
        QVERIFY(choices.put(UserId(1), choice));
        QCOMPARE(choices.find(UserId(1)).value(), choice);
    }
}

void SqlMailChoiceStoreTest::isOfThoseWhoExist()
{
    test::TestStores stores;
    QVERIFY(!stores->mailChoices.put(UserId(1), {}));
}

QTEST_GUILESS_MAIN(SqlMailChoiceStoreTest)
#include "tst_sqlmailchoicestore.moc"
