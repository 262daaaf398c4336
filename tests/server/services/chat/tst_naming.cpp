// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/naming.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class NamingTest : public QObject
{
    Q_OBJECT

private slots:
    void namesThreeAndCountsTheRest_data();
    void namesThreeAndCountsTheRest();
};

void NamingTest::namesThreeAndCountsTheRest_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one") << QStringList{u"Ann"_s} << u"Ann"_s;
    QTest::newRow("two") << QStringList{u"Ann"_s, u"Bob"_s} << u"Ann and Bob"_s;
    QTest::newRow("three") << QStringList{u"Ann"_s, u"Bob"_s, u"Cem"_s} << u"Ann, Bob and Cem"_s;
    QTest::newRow("five") << QStringList{u"Ann"_s, u"Bob"_s, u"Cem"_s, u"Dan"_s, u"Eve"_s}
                          << u"Ann, Bob, Cem and 2 others"_s;
}

void NamingTest::namesThreeAndCountsTheRest()
{
    QFETCH(QStringList, names);
    QFETCH(QString, expected);
    std::vector<User> users;
    for (const QString &name : names)
        users.push_back({.displayName = name});
    QCOMPARE(namesOf(users), expected);
}

QTEST_GUILESS_MAIN(NamingTest)
#include "tst_naming.moc"
