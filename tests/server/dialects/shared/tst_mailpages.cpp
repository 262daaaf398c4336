// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mailpages.h"
#include "server/services/notification/unsubscribelink.h"
#include "tests/server/dialects/pagefixture.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MailPagesTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_page.reset(); }

    void areForEverybody();
    void askBeforeTheyEndMails();
    void endMails();
    void askBeforeTheyProveAnAddress_data() { verifyPages(); }
    void askBeforeTheyProveAnAddress();
    void proveAnAddress_data() { verifyPages(); }
    void proveAnAddress();
    void refuseWhatIsNoLink_data();
    void refuseWhatIsNoLink();

private:
    static void verifyPages()
    {
        QTest::addColumn<QLatin1String>("path");
        QTest::newRow("the server's own") << VerifyEmailPath;
        QTest::newRow("that a family mails") << "/auth/callback/verify-email"_L1;
    }
    static bool isAt(const Endpoint &row, Method method, QLatin1String path)
    {
        const auto isIt = [&](const Place &place) {
            return place.method == method && place.path == path.latin1();
        };
        return (row.method == method && row.path == path)
            || std::any_of(row.aliases.begin(), row.aliases.end(), isIt);
    }
    Result<Answer> ask(Method method, QLatin1String path, const QString &token)
    {
        for (const Endpoint &row : m_pages->endpoints()) {
            if (!isAt(row, method, path))
                continue;
            Call call;
            call.params = {{"token"_L1, token}};
            call.caller.languages = u"de"_s;
            return await(row.handler(call));
        }
        qFatal("No such row");
    }
    QString declining() const
    {
        return unsubscribeToken({m_page->bob, NewsMail::WhileAway}, m_page->box);
    }
    MailChoice choice() { return await(m_page->mailChoices.find(m_page->bob)).value(); }

    //! \return the token of a link that was mailed to somebody who signed up.
    QString proving()
    {
        SignUp signUp;
        signUp.email = u"dora@example.org"_s;
        signUp.password = u"secret password"_s;
        m_dora = await(m_page->signUps.signUp(signUp))->id;
        if (!await(m_page->verification.send(m_dora, {{}, VerifyEmailPath},
                                             QHostAddress(QHostAddress::LocalHost))))
            qFatal("not mailed");
        return m_page->mailedToken();
    }
    bool isProven()
    {
        return await(m_page->database->read(
                         [this](Stores &stores) { return stores.accounts.find(m_dora); }))
            ->isEmailVerified;
    }

    std::unique_ptr<PageFixture> m_page;
    std::unique_ptr<MailPages> m_pages;
    UserId m_dora;
};

void MailPagesTest::init()
{
    m_page = std::make_unique<PageFixture>();
    m_pages = std::make_unique<MailPages>(m_page->mailChoices, m_page->verification);
}

void MailPagesTest::areForEverybody()
{
    for (const Endpoint &row : m_pages->endpoints())
        QCOMPARE(row.access, Access::Public);
}

void MailPagesTest::askBeforeTheyEndMails()
{
    const auto page = ask(Method::Get, UnsubscribePath, declining());
    QVERIFY(page && page->page);
    QVERIFY(page->page->html.contains("<html lang=\"de\">"));
    QVERIFY(page->page->html.contains("<form method=\"post\">"));
    QVERIFY(choice().whileAway);
}

void MailPagesTest::endMails()
{
    const auto page = ask(Method::Post, UnsubscribePath, declining());
    QVERIFY(page && page->page);
    QVERIFY(!choice().whileAway);
    QVERIFY(choice().friendRequests);
}

void MailPagesTest::askBeforeTheyProveAnAddress()
{
    QFETCH(QLatin1String, path);
    const QString token = proving();
    const auto page = ask(Method::Get, path, token);
    QVERIFY(page && page->page);
    QVERIFY(!isProven());
}

void MailPagesTest::proveAnAddress()
{
    QFETCH(QLatin1String, path);
    const QString token = proving();
    const auto page = ask(Method::Post, path, token);
    QVERIFY(page && page->page);
    QVERIFY(isProven());
    QCOMPARE(ask(Method::Post, path, token).error().code, "link_invalid"_L1);
}

void MailPagesTest::refuseWhatIsNoLink_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QLatin1String>("path");
    QTest::newRow("asking whether mails end") << Method::Get << UnsubscribePath;
    QTest::newRow("ending mails") << Method::Post << UnsubscribePath;
    QTest::newRow("proving an address") << Method::Post << VerifyEmailPath;
}

void MailPagesTest::refuseWhatIsNoLink()
{
    QFETCH(Method, method);
    QFETCH(QLatin1String, path);
    const auto refused = ask(method, path, u"nonsense"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(refused.error().code, "link_invalid"_L1);
}

QTEST_GUILESS_MAIN(MailPagesTest)
#include "tst_mailpages.moc"
