// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmaillinkstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

MailLink link(const QByteArray &hash, LinkPurpose purpose, qint64 expiresAt = 100)
{
    return {.hash = hash,
            .purpose = purpose,
            .user = UserId(5),
            .email = u"alice@example.org"_s,
            .expiresAt = at(expiresAt)};
}

} // namespace

class SqlMailLinkStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasAdded();
    void removesThoseOfOnePurpose();
    void removesWhatExpired();
};

void SqlMailLinkStoreTest::findsWhatWasAdded()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->mailLinks.add(link("one", LinkPurpose::NewPassword)));

    const auto found = stores->mailLinks.find("one");

    QVERIFY(found);
    QCOMPARE(found->hash, QByteArray("one"));
    QCOMPARE(found->purpose, LinkPurpose::NewPassword);
    QCOMPARE(found->user, UserId(5));
    QCOMPARE(found->email, u"alice@example.org"_s);
    QCOMPARE(found->expiresAt, at(100));
    QCOMPARE(stores->mailLinks.find("two").error().kind, Error::Kind::NotFound);
}

void SqlMailLinkStoreTest::removesThoseOfOnePurpose()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->mailLinks.add(link("one", LinkPurpose::NewPassword)));
    QVERIFY(stores->mailLinks.add(link("two", LinkPurpose::NewPassword)));
    QVERIFY(stores->mailLinks.add(link("three", LinkPurpose::VerifyEmail)));

    QVERIFY(stores->mailLinks.removeAll(UserId(5), LinkPurpose::NewPassword));

    QVERIFY(!stores->mailLinks.find("one"));
    QVERIFY(!stores->mailLinks.find("two"));
    QVERIFY(stores->mailLinks.find("three"));
}

void SqlMailLinkStoreTest::removesWhatExpired()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->mailLinks.add(link("one", LinkPurpose::NewPassword, 1)));
    QVERIFY(stores->mailLinks.add(link("two", LinkPurpose::NewPassword, 2)));

    QVERIFY(stores->mailLinks.removeExpired(at(2)));

    QVERIFY(!stores->mailLinks.find("one"));
    QVERIFY(stores->mailLinks.find("two"));
}

QTEST_GUILESS_MAIN(SqlMailLinkStoreTest)
#include "tst_sqlmaillinkstore.moc"
