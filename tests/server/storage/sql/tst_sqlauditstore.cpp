// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlauditstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlAuditStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void chainsWhatIsAdded();
    void pagesBothWays();
    void sorts_data();
    void sorts();
    void listsOneAction();
    void findsWhomItWasDoneTo();
};

void SqlAuditStoreTest::chainsWhatIsAdded()
{
    test::TestStores stores;
    const auto first = stores->audit.append({.at = test::at(5),
                                             .actor = u"local:0"_s,
                                             .address = u"::1"_s,
                                             .requestId = u"r1"_s,
                                             .action = u"user.suspend"_s,
                                             .target = u"user:2"_s,
                                             .before = u"{}"_s,
                                             .after = u"{\"why\":\"Grüße 🐦\"}"_s});
    QVERIFY(first);
    QCOMPARE(first->number, 1);
    QCOMPARE(first->hash, chainHash({}, *first));
    const auto second = stores->audit.append({.at = test::at(6), .action = u"user.resume"_s});
    QVERIFY(second);
    QCOMPARE(second->number, 2);
    QCOMPARE(second->hash, chainHash(first->hash, *second));

    const auto stored = stores->audit.listAfter(0, 10);
    QVERIFY(stored);
    QCOMPARE(stored->size(), 2U);
    const AuditEntry &read = stored->front();
    QCOMPARE(read.at, first->at);
    QCOMPARE(read.actor, first->actor);
    QCOMPARE(read.address, first->address);
    QCOMPARE(read.requestId, first->requestId);
    QCOMPARE(read.action, first->action);
    QCOMPARE(read.target, first->target);
    QCOMPARE(read.after, first->after);
    QCOMPARE(chainHash({}, read), read.hash);
}

void SqlAuditStoreTest::pagesBothWays()
{
    test::TestStores stores;
    for (int i = 0; i < 5; ++i)
        QVERIFY(stores->audit.append({.action = QString::number(i)}));
    const auto numbers = [](const auto &entries) {
        std::vector<qint64> found;
        for (const AuditEntry &entry : *entries)
            found.push_back(entry.number);
        return found;
    };
    QCOMPARE(numbers(stores->audit.list({.limit = 2})), (std::vector<qint64>{5, 4}));
    QCOMPARE(numbers(stores->audit.list({.after = ListPlace{4}})), (std::vector<qint64>{3, 2, 1}));
    QCOMPARE(numbers(stores->audit.listAfter(3, 9)), (std::vector<qint64>{4, 5}));
}

void SqlAuditStoreTest::sorts_data()
{
    QTest::addColumn<QList<qint64>>("numbers");

    QTest::newRow("number") << QList<qint64>{1, 2, 3, 4};
    QTest::newRow("-number") << QList<qint64>{4, 3, 2, 1};
    QTest::newRow("actor") << QList<qint64>{3, 4, 1, 2};
    QTest::newRow("-actor") << QList<qint64>{2, 1, 4, 3};
    QTest::newRow("action") << QList<qint64>{1, 3, 2, 4};
    QTest::newRow("target") << QList<qint64>{4, 1, 2, 3};
}

//! One entry to a page, with and without a filter.
void SqlAuditStoreTest::sorts()
{
    QFETCH(const QList<qint64>, numbers);
    test::TestStores stores;
    for (const auto &[actor, action, target] :
         {std::tuple(u"user:2"_s, u"a"_s, u"b"_s), std::tuple(u"user:2"_s, u"b"_s, u"b"_s),
          std::tuple(u"user:1"_s, u"a"_s, u"c"_s), std::tuple(u"user:1"_s, u"b"_s, u"a"_s)})
        QVERIFY(stores->audit.append({.actor = actor, .action = action, .target = target}));
    for (const QString &expression : {u""_s, u"number>0"_s}) {
        ListQuery query{
            .filter = parseFilter(expression, auditFields(), test::at(0)).value(),
            .order = parseOrder(QString::fromLatin1(QTest::currentDataTag()), auditKeys()).value(),
            .limit = 1};
        QList<qint64> found;
        for (auto page = stores->audit.list(query); !page->empty();
             page = stores->audit.list(query)) {
            found.append(page->front().number);
            query.after = placeOf(page->front(), query.order);
        }
        QCOMPARE(found, numbers);
    }
}

void SqlAuditStoreTest::listsOneAction()
{
    test::TestStores stores;
    for (int i = 0; i < 6; ++i)
        QVERIFY(stores->audit.append({.action = i % 2 == 0 ? u"even"_s : u"odd"_s}));
    const auto page = stores->audit.listOf(u"odd"_s, 2, 6);
    QVERIFY(page);
    QCOMPARE(page->size(), 2U);
    QCOMPARE(page->front().number, 4);
    QCOMPARE(page->back().number, 2);
    QVERIFY(stores->audit.listOf(u"none"_s, 9)->empty());
}

void SqlAuditStoreTest::findsWhomItWasDoneTo()
{
    test::TestStores stores;
    QVERIFY(stores->audit.append({.target = u"user:7"_s, .after = u"{}"_s}));
    QVERIFY(stores->audit.append({.target = u"sessions"_s, .after = uR"({"users":["17","7"]})"_s}));
    QVERIFY(stores->audit.append({.target = u"session:7"_s, .after = uR"({"users":["70"]})"_s}));
    QVERIFY(stores->audit.append({.target = u"group:7"_s, .after = uR"({"title":"7"})"_s}));
    const auto numbers = [&stores](const QString &expression) {
        QList<qint64> found;
        const Filter filter = parseFilter(expression, auditFields(), test::at(0)).value();
        const auto entries = stores->audit.list({.filter = filter});
        for (const AuditEntry &entry : entries.value())
            found.append(entry.number);
        return found;
    };
    QCOMPARE(numbers(u"user_id:7"_s), (QList<qint64>{2, 1}));
    QCOMPARE(numbers(u"user_id:17,70"_s), (QList<qint64>{3, 2}));
    QCOMPARE(numbers(u"-user_id:7"_s), (QList<qint64>{4, 3}));
}

QTEST_GUILESS_MAIN(SqlAuditStoreTest)
#include "tst_sqlauditstore.moc"
