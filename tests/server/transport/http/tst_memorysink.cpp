// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/memorysink.h"

#include <QTest>

using namespace linnet;

class MemorySinkTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheBody();
};

void MemorySinkTest::keepsTheBody()
{
    MemorySink sink;
    QVERIFY(!sink.write("hello"));
    QVERIFY(!sink.write("there"));
    QVERIFY(!sink.finished());
    QCOMPARE(sink.body(), QByteArray("hellothere"));
}

QTEST_GUILESS_MAIN(MemorySinkTest)
#include "tst_memorysink.moc"
