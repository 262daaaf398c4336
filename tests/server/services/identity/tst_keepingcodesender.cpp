// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/keepingcodesender.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class KeepingCodeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheLastCodeOfEachDestination();
    void keepsABoundedNumber();

private:
    Mailbox m_mailbox;
};

void KeepingCodeSenderTest::keepsTheLastCodeOfEachDestination()
{
    KeepingCodeSender sender;
    const Identifier alice{Identifier::Kind::Phone, u"+911111111111"_s};
    const Identifier bob{Identifier::Kind::Phone, u"+912222222222"_s};

    QVERIFY(await(sender.send({alice, u"111111"_s, {}})));
    QVERIFY(await(sender.send({bob, u"222222"_s, {}})));
    QVERIFY(await(sender.send({alice, u"333333"_s, {}})));

    QCOMPARE(sender.lastCode(alice), u"333333"_s);
    QCOMPARE(sender.lastCode(bob), u"222222"_s);
    QVERIFY(!sender.lastCode({Identifier::Kind::Email, alice.value}));
    QVERIFY(!sender.lastCode({Identifier::Kind::Phone, u"+913333333333"_s}));
}

void KeepingCodeSenderTest::keepsABoundedNumber()
{
    KeepingCodeSender sender;
    const auto phone = [](qsizetype i) {
        return Identifier{Identifier::Kind::Phone, QString::number(i)};
    };
    for (qsizetype i = 0; i <= KeepingCodeSender::MostKept; ++i)
        QVERIFY(await(sender.send({phone(i), u"1"_s, {}})));

    QVERIFY(!sender.lastCode(phone(0)));
    QVERIFY(sender.lastCode(phone(KeepingCodeSender::MostKept)));
}

QTEST_GUILESS_MAIN(KeepingCodeSenderTest)
#include "tst_keepingcodesender.moc"
