// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/peoplelist.h"
#include "server/services/chat/peopleservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PeopleListTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void listsEverybody();
    void leavesOneselfOut();
    void listsMoreThanAPage();

private:
    QStringList read(PeopleList::Self self);

    std::unique_ptr<ChatFixture> m_chat;
    int m_pages = 0;
};

//! \return the ids of all, as \c m_chat->alice gets them.
QStringList PeopleListTest::read(PeopleList::Self self)
{
    const auto shape = [](const User &user) { return QJsonObject{{u"id"_s, user.id.toString()}}; };
    PeopleService &people = m_chat->people;
    const auto next = pagesOf(std::make_shared<PeopleList>(&people, m_chat->alice, self, shape));
    QStringList ids;
    m_pages = 0;
    for (bool isLast = false; !isLast; ++m_pages) {
        const auto page = await(next());
        if (!page)
            return {u"failed"_s};
        for (const QJsonValue &row : page->rows)
            ids += row[u"id"_s].toString();
        isLast = page->isLast;
    }
    return ids;
}

void PeopleListTest::listsEverybody()
{
    const QStringList ids = read(PeopleList::Self::Listed);
    QCOMPARE(m_pages, 1);
    QVERIFY(ids.contains(m_chat->alice.toString()));
    QVERIFY(ids.contains(m_chat->bob.toString()));
}

void PeopleListTest::leavesOneselfOut()
{
    const QStringList ids = read(PeopleList::Self::LeftOut);
    QVERIFY(!ids.contains(m_chat->alice.toString()));
    QVERIFY(ids.contains(m_chat->bob.toString()));
}

void PeopleListTest::listsMoreThanAPage()
{
    const auto added = await(m_chat->database->write([](Stores &stores) -> Result<> {
        for (int i = 0; i < 500; ++i)
            addUser(stores, UserId(1'000 + i));
        return {};
    }));
    QVERIFY(added);
    const QStringList ids = read(PeopleList::Self::Listed);
    QVERIFY(m_pages > 1);
    QVERIFY(ids.size() > 500);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
}

QTEST_GUILESS_MAIN(PeopleListTest)
#include "tst_peoplelist.moc"
