// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/logcodesender.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class LogCodeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTheCodeToTheLog();

private:
    Mailbox m_mailbox;
};

void LogCodeSenderTest::writesTheCodeToTheLog()
{
    QTest::ignoreMessage(QtInfoMsg, "The one-time code of +911111111111 is 123456");

    QVERIFY(await(LogCodeSender().send({*parsePhone(u"+911111111111"_s), u"123456"_s, {}})));
}

QTEST_GUILESS_MAIN(LogCodeSenderTest)
#include "tst_logcodesender.moc"
