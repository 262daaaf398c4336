// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <set>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PeopleServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void changesWhatIsSetAndNothingElse();
    void takesAFreeUsername();
    void takesALanguage();
    void listsEverybodyInPages();
    void refusesWhatMayNotBe_data();
    void refusesWhatMayNotBe();
    void findsByNameAndNumber_data();
    void findsByNameAndNumber();
    void findsAFewAtOnce();
    void findsRegisteredContactsOnly();
    void findsContactsInLongAddressBooks();

private:
    std::unique_ptr<ChatFixture> m_chat;
};

void PeopleServiceTest::changesWhatIsSetAndNothingElse()
{
    ProfileChange change;
    change.displayName = u"  Ada  "_s;
    const auto changed = await(m_chat->people.change(m_chat->alice, change));
    QVERIFY(changed);
    QCOMPARE(changed->displayName, u"Ada"_s);
    QCOMPARE(changed->statusText, u"Hello"_s);
    change = {};
    change.statusText = QString();
    QVERIFY(await(m_chat->people.change(m_chat->alice, change)));
    const auto found = await(m_chat->people.find(m_chat->alice));
    QVERIFY(found);
    QCOMPARE(found->displayName, u"Ada"_s);
    QCOMPARE(found->statusText, QString());
    QCOMPARE(found->phone, u"+491510101"_s);
    QCOMPARE(m_chat->recorder.events<ProfileChanged>().size(), 2u);
}

void PeopleServiceTest::takesALanguage()
{
    ProfileChange change;
    change.language = u"pt-BR"_s;
    QVERIFY(await(m_chat->people.change(m_chat->alice, change)));
    QCOMPARE(await(m_chat->people.find(m_chat->alice))->language, u"pt-BR"_s);
    change.language = u"Portuguese"_s;
    QCOMPARE(await(m_chat->people.change(m_chat->alice, change)).error().message,
             u"language must be a language tag, e.g. pt-BR"_s);
    change.language = QString();
    QVERIFY(await(m_chat->people.change(m_chat->alice, change)));
    QVERIFY(await(m_chat->people.find(m_chat->alice))->language.isEmpty());
}

void PeopleServiceTest::takesAFreeUsername()
{
    ProfileChange change;
    change.username = u"Ada.L"_s;
    change.bio = u"Counts"_s;
    const auto changed = await(m_chat->people.change(m_chat->alice, change));
    QVERIFY(changed);
    QCOMPARE(changed->username, u"Ada.L"_s);
    QCOMPARE(changed->bio, u"Counts"_s);
    QVERIFY(await(m_chat->people.change(m_chat->alice, change)));
    const auto found =
        await(m_chat->people.findByIdentifier({Identifier::Kind::Username, u"ada.l"_s}));
    QCOMPARE(found.value(), *changed);

    change.username = u"ADA.L"_s;
    const auto second = await(m_chat->people.change(m_chat->bob, change));
    QCOMPARE(second.error().code, "username_taken"_L1);
    QCOMPARE(second.error().kind, Error::Kind::Conflict);
    change.username = u"status"_s;
    const auto reserved = await(m_chat->people.change(m_chat->bob, change));
    QCOMPARE(reserved.error().code, "username_invalid"_L1);
}

void PeopleServiceTest::listsEverybodyInPages()
{
    std::set<UserId> seen;
    UserId after;
    for (;;) {
        const auto page = await(m_chat->people.list(m_chat->alice, after, 2));
        QVERIFY(page);
        QVERIFY(page->size() <= 2);
        if (page->empty())
            break;
        after = page->back().id;
        for (const User &user : *page)
            QVERIFY(seen.insert(user.id).second);
    }
    QVERIFY(seen.contains(m_chat->alice));
    QVERIFY(seen.contains(m_chat->bob));
    QCOMPARE(seen.size(), await(m_chat->people.list(m_chat->alice))->size());
}

void PeopleServiceTest::refusesWhatMayNotBe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("avatar");
    QTest::addColumn<QString>("status");

    QTest::newRow("blank name") << u" "_s << QString() << QString();
    QTest::newRow("direction override") << u"a\u202Eb"_s << QString() << QString();
    QTest::newRow("script as picture") << u"Ada"_s << u"javascript:alert(1)"_s << QString();
    QTest::newRow("endless status") << u"Ada"_s << QString() << QString(501, u'x');
}

void PeopleServiceTest::refusesWhatMayNotBe()
{
    QFETCH(QString, name);
    QFETCH(QString, avatar);
    QFETCH(QString, status);
    const auto changed = await(m_chat->people.change(m_chat->alice, {name, avatar, status}));
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(await(m_chat->people.find(m_chat->alice))->displayName, u"User 101"_s);
}

void PeopleServiceTest::findsByNameAndNumber_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("found"); // By Alice, so never herself.

    QTest::newRow("name") << u"user 102"_s << QList<qint64>{102};
    QTest::newRow("number") << u"0103"_s << QList<qint64>{103};
    QTest::newRow("all, by a blank") << u" "_s << QList<qint64>{102, 103, 104};
    QTest::newRow("all, by a plus") << u"+"_s << QList<qint64>{102, 103, 104};
    QTest::newRow("nobody") << u"nobody"_s << QList<qint64>{};
    QTest::newRow("wildcards mean themselves") << u"%"_s << QList<qint64>{};
    QTest::newRow("not oneself") << u"User 101"_s << QList<qint64>{};
}

void PeopleServiceTest::findsByNameAndNumber()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, found);
    const auto users = await(m_chat->people.search(m_chat->alice, text));
    QVERIFY(users);
    QList<qint64> ids;
    for (const User &user : *users)
        ids.append(user.id.value());
    QCOMPARE(ids, found);
}

void PeopleServiceTest::findsAFewAtOnce()
{
    const auto added = await(m_chat->database->write([](Stores &stores) -> Result<int> {
        for (qint64 id = 200; id < 230; ++id)
            addUser(stores, UserId(id));
        return 0;
    }));
    QVERIFY(added);
    QCOMPARE(await(m_chat->people.search(m_chat->alice, u" "_s))->size(), 20u);
    QCOMPARE(await(m_chat->people.search(m_chat->alice, u"User 2"_s))->size(), 20u);
}

void PeopleServiceTest::findsRegisteredContactsOnly()
{
    const auto contacts = await(m_chat->people.findContacts(
        m_chat->alice,
        {u"+49 1510-102"_s, u"+491510102"_s, u"+15005550006"_s, u"0151 0103"_s, u"mother"_s,
         QString(), u"+491510101"_s, u"+"_s}));
    QVERIFY(contacts);
    QCOMPARE(contacts->size(), 1u);
    QCOMPARE(contacts->front().id, m_chat->bob);
}

void PeopleServiceTest::findsContactsInLongAddressBooks()
{
    QStringList phones{u"+491510102"_s};
    for (int i = 0; i < 2 * PeopleService::ContactsAtOnce; ++i)
        phones.append(u"+4915%1"_s.arg(20'000'000 + i));
    phones += {u"+491510103"_s, u"+491510102"_s, u"+49 1510 103"_s, u"+999"_s};
    const auto contacts = await(m_chat->people.findContacts(m_chat->alice, phones));
    QVERIFY(contacts);
    QCOMPARE(contacts->size(), 2u);
    QCOMPARE(contacts->front().id, m_chat->bob);
    QCOMPARE(contacts->back().id, m_chat->carol);
}

QTEST_GUILESS_MAIN(PeopleServiceTest)
#include "tst_peopleservice.moc"
