// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcodeattemptstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

using State = CodeAttempt::State;

class SqlCodeAttemptStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsWhatBecameOfACode();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();
    void sorts_data();
    void sorts();
    void countsWhatArrived();
    void removesWhatIsOld();
    void forgetsWhoIsErased();

private:
    CodeAttemptStore &attempts() { return (*m_stores)->codeAttempts; }
    void add(qint64 id, State state, int guesses, Identifier::Kind kind = Identifier::Kind::Phone)
    {
        CodeAttempt attempt;
        attempt.id = CodeAttemptId(id);
        attempt.kind = kind;
        attempt.destination = u"+91••••••••1%1"_s.arg(id);
        attempt.account = id == 1 ? UserId(7) : UserId();
        attempt.address = state == State::Issued ? QString() : u"192.0.2.%1"_s.arg(id);
        attempt.state = state;
        attempt.guesses = guesses;
        attempt.requestedAt = at(id * 10);
        QVERIFY(attempts().add(attempt));
    }
    static Filter filter(const QString &expression)
    {
        return parseFilter(expression, codeAttemptFields(), at(0)).value();
    }
    QList<qint64> ids(const CodeAttemptQuery &query)
    {
        QList<qint64> found;
        const auto listed = attempts().list(query);
        for (const CodeAttempt &attempt : listed.value())
            found.append(attempt.id.value());
        return found;
    }

    std::unique_ptr<TestStores> m_stores;
};

void SqlCodeAttemptStoreTest::init()
{
    m_stores = std::make_unique<TestStores>();
    addUser(**m_stores, UserId(7));
    add(1, State::Sent, 0);
    add(2, State::Sent, 3);
    add(3, State::Withheld, 0, Identifier::Kind::Email);
    add(4, State::Issued, 1);
    add(5, State::Sent, 1, Identifier::Kind::Email);
}

void SqlCodeAttemptStoreTest::keepsWhatBecameOfACode()
{
    QVERIFY(attempts().setGuesses(CodeAttemptId(1), 2));
    QVERIFY(attempts().setUsed(CodeAttemptId(1)));
    QVERIFY(attempts().setUndelivered(CodeAttemptId(1))); // So it seemed.
    QVERIFY(attempts().setUndelivered(CodeAttemptId(9))); // There is none, which is fine.
    const auto listed = attempts().list({.filter = filter(u"id:1"_s)});
    QCOMPARE(listed->size(), 1U);
    const CodeAttempt &found = listed->front();
    QVERIFY(found.purpose == CodePurpose::SignIn);
    QVERIFY(found.kind == Identifier::Kind::Phone);
    QVERIFY(found.state == State::Used);
    QCOMPARE(found.destination, u"+91••••••••11"_s);
    QCOMPARE(found.account, UserId(7));
    QCOMPARE(found.address, u"192.0.2.1"_s);
    QCOMPARE(found.guesses, 2);
    QCOMPARE(found.requestedAt, at(10));
}

void SqlCodeAttemptStoreTest::asks_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("all") << QString() << QList<qint64>{5, 4, 3, 2, 1};
    QTest::newRow("the end") << u"to:*12"_s << QList<qint64>{2};
    QTest::newRow("kind") << u"kind:email"_s << QList<qint64>{5, 3};
    QTest::newRow("purpose") << u"purpose:new-password"_s << QList<qint64>();
    QTest::newRow("account") << u"user_id:7"_s << QList<qint64>{1};
    QTest::newRow("nobody's") << u"-user_id:7"_s << QList<qint64>{5, 4, 3, 2};
    QTest::newRow("network") << u"address:192.0.2.4/31"_s << QList<qint64>{5};
    QTest::newRow("state") << u"state:issued,withheld"_s << QList<qint64>{4, 3};
    QTest::newRow("guesses") << u"guesses>=1"_s << QList<qint64>{5, 4, 2};
    QTest::newRow("both") << u"kind:phone state:sent"_s << QList<qint64>{2, 1};
}

void SqlCodeAttemptStoreTest::asks()
{
    QFETCH(QString, expression);
    QFETCH(QList<qint64>, expected);
    QCOMPARE(ids({.filter = filter(expression)}), expected);
    QCOMPARE(attempts().count(filter(expression)).value(), qint64(expected.size()));
}

void SqlCodeAttemptStoreTest::hasAColumnForEveryField()
{
    const Filter all =
        filter(u"id:1 to:*1 kind:phone purpose:sign-in user_id:7 address:192.0.2.0/24 "
               "state:sent guesses:0 requested<+1h"_s);
    QCOMPARE(all.size(), codeAttemptFields().fields.size());
    QCOMPARE(ids({.filter = all}), QList<qint64>{1});
}

void SqlCodeAttemptStoreTest::sorts_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("oldest") << u"requested"_s << QList<qint64>{1, 2, 3, 4, 5};
    QTest::newRow("newest") << u"-requested"_s << QList<qint64>{5, 4, 3, 2, 1};
    QTest::newRow("fewest guesses") << u"guesses"_s << QList<qint64>{1, 3, 4, 5, 2};
    QTest::newRow("most guesses") << u"-guesses"_s << QList<qint64>{2, 5, 4, 3, 1};
}

//! Page by page: what one ends with is where the next one goes on.
void SqlCodeAttemptStoreTest::sorts()
{
    QFETCH(QString, order);
    QFETCH(QList<qint64>, expected);
    CodeAttemptQuery query{.order = *parseCodeAttemptOrder(order), .limit = 2};
    QList<qint64> found;
    for (;;) {
        const auto page = attempts().list(query);
        if (page->empty())
            break;
        for (const CodeAttempt &attempt : *page)
            found.append(attempt.id.value());
        query.after = CodeAttemptPlace{page->back().id, page->back().guesses};
    }
    QCOMPARE(found, expected);
}

void SqlCodeAttemptStoreTest::countsWhatArrived()
{
    QVERIFY(attempts().setUndelivered(CodeAttemptId(1)));
    QVERIFY(attempts().setUsed(CodeAttemptId(2)));
    QVERIFY(attempts().setUsed(CodeAttemptId(4))); // Was never sent.
    const auto delivery = attempts().delivery({});
    QCOMPARE(delivery->size(), 2U);
    const CodeDelivery &mail = delivery->front();
    QVERIFY(mail.kind == Identifier::Kind::Email);
    QCOMPARE(mail.sent, 1);
    QCOMPARE(mail.undelivered, 0);
    QVERIFY(!mail.lastLost);
    const CodeDelivery &phones = delivery->back();
    QVERIFY(phones.kind == Identifier::Kind::Phone);
    QCOMPARE(phones.sent, 2);
    QCOMPARE(phones.undelivered, 1);
    QCOMPARE(phones.used, 1);
    QCOMPARE(phones.lastLost, std::optional(at(10)));
    QCOMPARE(attempts().delivery(filter(u"kind:phone"_s))->size(), 1U);
}

void SqlCodeAttemptStoreTest::removesWhatIsOld()
{
    QVERIFY(attempts().removeBefore(at(30)));
    QCOMPARE(ids({}), (QList<qint64>{5, 4, 3}));
}

void SqlCodeAttemptStoreTest::forgetsWhoIsErased()
{
    const auto counts = (*m_stores)->erasures.eraseIdentity(UserId(7), at(99));
    QCOMPARE(counts.value()[u"codeAttempts"_s].toInt(), 1);
    QCOMPARE(ids({}), (QList<qint64>{5, 4, 3, 2}));
}

QTEST_GUILESS_MAIN(SqlCodeAttemptStoreTest)
#include "tst_sqlcodeattemptstore.moc"
