// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/memorysink.h"
#include "tests/support/fixeddialect.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MemorySinkTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheBody();
    void sharesItsRoom();

private:
    test::FixedDialect m_dialect{"one"_L1, {}};
};

void MemorySinkTest::keepsTheBody()
{
    MemorySink sink(std::make_shared<BodyBudget>(10), m_dialect);
    QVERIFY(!sink.write("hello"));
    QVERIFY(!sink.write("there"));
    QVERIFY(!sink.finished());
    QCOMPARE(sink.body(), QByteArray("hellothere"));
}

void MemorySinkTest::sharesItsRoom()
{
    const auto budget = std::make_shared<BodyBudget>(10);
    auto one = std::make_unique<MemorySink>(budget, m_dialect);
    MemorySink other(budget, m_dialect);
    QVERIFY(!one->write("hello"));
    const auto refusal = other.write("there!");
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 503);
    QVERIFY(refusal->headers.contains("retry-after"));
    QVERIFY(refusal->body.contains("\"dialect\":\"one\""));
    one.reset();
    QVERIFY(!other.write("there!"));
}

QTEST_GUILESS_MAIN(MemorySinkTest)
#include "tst_memorysink.moc"
