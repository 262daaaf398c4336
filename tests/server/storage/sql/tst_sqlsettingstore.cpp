// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsettingstore.h"
#include "tests/support/teststorage.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlSettingStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsValuesOfEveryKind();
    void replacesAndForgets();
};

void SqlSettingStoreTest::keepsValuesOfEveryKind()
{
    test::TestStores stores;
    const SettingValues values{{u"a.truth"_s, false},
                               {u"a.number"_s, qint64(1) << 53},
                               {u"a.text"_s, u"Grüße, \"🐦\"\n"_s},
                               {u"a.list"_s, QJsonArray{u"x"_s, u""_s}}};
    for (auto each = values.begin(); each != values.end(); ++each)
        QVERIFY(stores->settings.set(each.key(), each.value()));
    QCOMPARE(stores->settings.all().value(), values);
}

void SqlSettingStoreTest::replacesAndForgets()
{
    test::TestStores stores;
    QVERIFY(stores->settings.set(u"a"_s, 1));
    QVERIFY(stores->settings.set(u"b"_s, 2));
    QVERIFY(stores->settings.set(u"a"_s, 3));
    QCOMPARE(stores->settings.all().value(), (SettingValues{{u"a"_s, 3}, {u"b"_s, 2}}));
    QVERIFY(stores->settings.set(u"b"_s, QJsonValue()));
    QVERIFY(stores->settings.set(u"c"_s, QJsonValue()));
    QCOMPARE(stores->settings.all().value(), (SettingValues{{u"a"_s, 3}}));
}

QTEST_GUILESS_MAIN(SqlSettingStoreTest)
#include "tst_sqlsettingstore.moc"
