// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqljobliststore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlJobListStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void showsAJobWithoutWhatItIsAbout();
    void findsNoOther();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();
    void sorts_data();
    void sorts();

private:
    JobListStore &jobs() { return (*m_stores)->jobList; }
    void add(qint64 id, const QString &kind, qint64 due);
    void end(qint64 now, Job::State state, const QString &error);
    static Filter filter(const QString &expression)
    {
        return parseFilter(expression, jobFields(), at(0)).value();
    }
    QList<qint64> ids(const JobListQuery &query)
    {
        QList<qint64> found;
        const auto listed = jobs().list(query);
        for (const JobView &view : listed.value())
            found.append(view.job.id.value());
        return found;
    }

    std::unique_ptr<TestStores> m_stores;
};

void SqlJobListStoreTest::add(qint64 id, const QString &kind, qint64 due)
{
    QVERIFY((*m_stores)->jobs.add({.id = JobId(id),
                                   .kind = kind,
                                   .key = u"key %1"_s.arg(id),
                                   .payload = "secret",
                                   .dueAt = at(due),
                                   .createdAt = at(id),
                                   .updatedAt = at(id)}));
}

//! Takes what is due at \p now, and settles it.
void SqlJobListStoreTest::end(qint64 now, Job::State state, const QString &error)
{
    const auto job = (*m_stores)->jobs.take({u"mail"_s, 3, at(now), at(now + 60)});
    QVERIFY(job.value());
    QVERIFY((*m_stores)->jobs.settle(
        **job, {.state = state, .at = at(now), .dueAt = at(now), .error = error}));
}

//! 1 is done, 2 is dead, 3 runs, and 4 and 5 wait.
void SqlJobListStoreTest::init()
{
    m_stores = std::make_unique<TestStores>();
    add(1, u"mail"_s, 10);
    end(10, Job::State::Done, {});
    add(2, u"mail"_s, 20);
    end(20, Job::State::Dead, u"550 No such mailbox"_s);
    add(3, u"mail"_s, 15);
    QVERIFY((*m_stores)->jobs.take({u"mail"_s, 3, at(15), at(300)}).value());
    add(4, u"mail"_s, 200);
    add(5, u"backup"_s, 100);
}

void SqlJobListStoreTest::showsAJobWithoutWhatItIsAbout()
{
    const auto dead = jobs().find(JobId(2));
    QVERIFY(dead);
    QCOMPARE(dead->job.kind, u"mail"_s);
    QVERIFY(dead->job.state == Job::State::Dead);
    QCOMPARE(dead->job.attempts, 1);
    QCOMPARE(dead->job.lastError, u"550 No such mailbox"_s);
    QCOMPARE(dead->job.createdAt, at(2));
    QCOMPARE(dead->job.updatedAt, at(20));
    QVERIFY(!dead->node);
    QVERIFY(dead->job.payload.isEmpty());
    QVERIFY(dead->job.key.isEmpty());
    QCOMPARE(jobs().find(JobId(3))->node, std::optional(3));
}

void SqlJobListStoreTest::findsNoOther()
{
    QCOMPARE(jobs().find(JobId(9)).error().code, "job_not_found"_L1);
}

void SqlJobListStoreTest::asks_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("all") << QString() << QList<qint64>{5, 4, 3, 2, 1};
    QTest::newRow("kind") << u"kind:back*"_s << QList<qint64>{5};
    QTest::newRow("state") << u"state:dead,running"_s << QList<qint64>{3, 2};
    QTest::newRow("attempts") << u"attempts:0"_s << QList<qint64>{5, 4};
    QTest::newRow("words") << u"mailbox"_s << QList<qint64>{2};
    QTest::newRow("due, which what has ended is not")
        << u"due>1969-01-01"_s << QList<qint64>{5, 4, 3};
    QTest::newRow("the others") << u"-state:done -kind:mail"_s << QList<qint64>{5};
}

void SqlJobListStoreTest::asks()
{
    QFETCH(QString, expression);
    QFETCH(QList<qint64>, expected);
    QCOMPARE(ids({.filter = filter(expression)}), expected);
    QCOMPARE(jobs().count(filter(expression)).value(), qint64(expected.size()));
}

void SqlJobListStoreTest::hasAColumnForEveryField()
{
    const Filter all = filter(
        u"id:4 kind:mail state:pending attempts:0 -error:none due<+1h created<+1h updated<+1h"_s);
    QCOMPARE(all.size(), jobFields().fields.size());
    QCOMPARE(ids({.filter = all}), QList<qint64>{4});
}

void SqlJobListStoreTest::sorts_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("oldest") << u"created"_s << QList<qint64>{1, 2, 3, 4, 5};
    QTest::newRow("newest") << u"-created"_s << QList<qint64>{5, 4, 3, 2, 1};
    QTest::newRow("due first") << u"due"_s << QList<qint64>{1, 2, 5, 4, 3};
    QTest::newRow("due last") << u"-due"_s << QList<qint64>{3, 4, 5, 2, 1};
    QTest::newRow("updated first") << u"updated"_s << QList<qint64>{4, 5, 1, 3, 2};
    QTest::newRow("updated last") << u"-updated"_s << QList<qint64>{2, 3, 1, 5, 4};
}

//! Page by page: what one ends with is where the next one goes on.
void SqlJobListStoreTest::sorts()
{
    QFETCH(QString, order);
    QFETCH(QList<qint64>, expected);
    JobListQuery query{.order = *parseJobOrder(order), .limit = 2};
    QList<qint64> found;
    for (;;) {
        const auto page = jobs().list(query);
        if (page->empty())
            break;
        for (const JobView &view : *page)
            found.append(view.job.id.value());
        const Job &last = page->back().job;
        query.after = JobPlace{last.id, last.dueAt, last.updatedAt};
    }
    QCOMPARE(found, expected);
}

QTEST_GUILESS_MAIN(SqlJobListStoreTest)
#include "tst_sqljobliststore.moc"
