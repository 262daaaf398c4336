// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MernDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_mern = std::make_unique<MernFixture>(); }
    void cleanup() { m_mern.reset(); }

    void servesPathsOfTheCookieFamilyToo();
    void hasNoEventTwice();
    void speaksInItsOwnWords();
    void hearsOfWhatPagesDo();

private:
    std::unique_ptr<MernFixture> m_mern;
};

void MernDialectTest::servesPathsOfTheCookieFamilyToo()
{
    const auto row = [this](Method method, const char *path) {
        return m_mern->pageTable->findRoute(method, path).row;
    };
    QVERIFY(row(Method::Post, "/api/auth/login"));
    QCOMPARE(row(Method::Post, "/api/user/auth/login"), row(Method::Post, "/api/auth/login"));
    QCOMPARE(row(Method::Get, "/api/user/users/1"), row(Method::Get, "/api/users/1"));
    QCOMPARE(row(Method::Get, "/api/message/messages/1"), row(Method::Get, "/api/messages/1"));
    for (const char *path : {"/api/auth/login", "/api/messages"})
        QVERIFY(!row(Method::Delete, path));
    QCOMPARE(row(Method::Get, "/api/messages/1")->endpoint.sharedWith,
             QList<QLatin1String>{"cookie"_L1});
}

void MernDialectTest::hasNoEventTwice()
{
    QStringList events;
    for (const EndpointRow &row : m_mern->pageTable->rows()) {
        if (!row.endpoint.event.isEmpty())
            events.append(row.endpoint.event);
    }
    QCOMPARE(events.size(), 11);
    QCOMPARE(events.removeDuplicates(), 0);
}

void MernDialectTest::speaksInItsOwnWords()
{
    const Error none{Error::Kind::Unauthenticated, "authentication_required"_L1, u"No"_s};
    QCOMPARE(m_mern->mern.connectError(none), u"Authentication error: Token required"_s);
    QCOMPARE(m_mern->mern.errorAcknowledgement(none)["message"_L1],
             QJsonValue(u"Access token Missing"_s));
    QCOMPARE(m_mern->mern.translate({Error::Kind::NotFound, "not_a_member"_L1, u"x"_s}).message,
             u"Chat not found"_s);
}

void MernDialectTest::hearsOfWhatPagesDo()
{
    QCOMPARE(m_mern->mern.receipts(), ReceiptSource::Presence);
    QCOMPARE(m_mern->mern.presence(), PresenceNews::List);
    QCOMPARE(m_mern->mern.socketProof(), SocketProof::NamedUser);
    QVERIFY(m_mern->mern.showsUrls());
}

QTEST_GUILESS_MAIN(MernDialectTest)
#include "tst_merndialect.moc"
