// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engineid.h"

#include <QTest>

#include <set>

using namespace linnet::socketio;
using namespace Qt::StringLiterals;

class EngineIdTest : public QObject
{
    Q_OBJECT

private slots:
    void namesItsThread();
    void isNeverTheSame();
    void knowsWhatIsNoId_data();
    void knowsWhatIsNoId();
};

void EngineIdTest::namesItsThread()
{
    for (const int thread : {0, 1, 35, 36, 1295})
        QCOMPARE(threadOf(makeSessionId(thread)), thread);
}

void EngineIdTest::isNeverTheSame()
{
    std::set<QByteArray> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(makeSessionId(0));
    QCOMPARE(ids.size(), size_t(1000));
}

void EngineIdTest::knowsWhatIsNoId_data()
{
    QTest::addColumn<QByteArray>("sid");

    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("short") << "01abc"_ba;
    QTest::newRow("long") << makeSessionId(0) + 'x';
    QTest::newRow("capital letters") << "AA" + makeSessionId(0).mid(2);
    QTest::newRow("a separator") << "/." + makeSessionId(0).mid(2);
}

void EngineIdTest::knowsWhatIsNoId()
{
    QFETCH(QByteArray, sid);
    QCOMPARE(threadOf(sid), -1);
}

QTEST_GUILESS_MAIN(EngineIdTest)
#include "tst_engineid.moc"
