// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otplockoutservice.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/fakesettingtarget.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const Actor Operator{{}, u"local:0"_s, {}, u"request"_s};

} // namespace

class OtpLockoutServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void listsNobodyAtFirst();
    void listsWhoHadTooMany();
    void listsCodesThatWereGuessedAt();
    void tellsStrangersGuessesApart();
    void letsThemHaveSomeAgainAtHome();
    void letsThemHaveSomeAgain();
    void writesDownWhoUnlocked();
    void knowsSubjects_data();
    void knowsSubjects();
    void refusesSubjects_data();
    void refusesSubjects();
    void rehearsesUnlocking();
    void pagesThroughAllLists();
    void takesNoOtherCursor();

private:
    //! Has Alice ask until she is refused.
    void lockOut()
    {
        for (int i = 0; i < 20; ++i) {
            m_identity->clock.advance(std::chrono::minutes(2));
            if (!await(m_identity->codes.request(Alice, Somewhere)))
                return;
        }
        QFAIL("She can ask for ever.");
    }
    std::vector<OtpLockout> list() { return await(m_lockouts->list(200))->lockouts; }

    std::unique_ptr<IdentityFixture> m_identity;
    FakeSettingTarget m_policies;
    std::unique_ptr<OtpLockoutService> m_lockouts;
};

void OtpLockoutServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_lockouts = std::make_unique<OtpLockoutService>(
        AdminContext{m_identity->database, m_identity->clock}, m_policies);
}

void OtpLockoutServiceTest::cleanup()
{
    m_lockouts.reset();
    m_identity.reset();
}

void OtpLockoutServiceTest::listsNobodyAtFirst()
{
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    QVERIFY(list().empty());
}

void OtpLockoutServiceTest::listsWhoHadTooMany()
{
    lockOut();
    const auto lockouts = list();
    QCOMPARE(lockouts.size(), 1U);
    QCOMPARE(lockouts.front().scope, u"destination"_s);
    QCOMPARE(lockouts.front().stretch, u"hour"_s);
    QCOMPARE(lockouts.front().subject, u"+91••••••••11"_s);
    QCOMPARE(lockouts.front().used, 10);
    QCOMPARE(lockouts.front().most, 10);
    QVERIFY(lockouts.front().until > m_identity->clock.now());
    m_identity->clock.advance(std::chrono::hours(1));
    QVERIFY(list().empty());
}

void OtpLockoutServiceTest::listsCodesThatWereGuessedAt()
{
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    for (int i = 0; i < 3; ++i)
        QVERIFY(!await(m_identity->codes.verify(Alice, u"none"_s, Somewhere)));
    const auto lockouts = list();
    QCOMPARE(lockouts.size(), 1U);
    QCOMPARE(lockouts.front().stretch, u"code"_s);
    QCOMPARE(lockouts.front().subject, u"+91••••••••11"_s);
    QCOMPARE(lockouts.front().used, 3);
    QVERIFY(await(m_lockouts->unlock(Operator, u"destination"_s, Alice.value, Run::ForReal)));
    QVERIFY(list().empty());
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
}

void OtpLockoutServiceTest::tellsStrangersGuessesApart()
{
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    for (int i = 0; i < 3; ++i)
        QVERIFY(!await(m_identity->codes.verify(Alice, u"none"_s, QHostAddress(u"203.0.113.1"_s))));
    const auto lockouts = list();
    QCOMPARE(lockouts.size(), 1U);
    QCOMPARE(lockouts.front().scope, u"destination"_s);
    QCOMPARE(lockouts.front().stretch, u"strangers"_s);
    QCOMPARE(lockouts.front().used, 3);
}

void OtpLockoutServiceTest::letsThemHaveSomeAgainAtHome()
{
    const Timestamp end = m_identity->clock.now() + std::chrono::hours(1);
    QVERIFY(await(m_identity->database->write([end](Stores &stores) {
        const auto spent = stores.oneTimeCodes.spend({u"home/hour"_s, u"7 192.0.2.1"_s, end}, 10);
        return spent ? stores.oneTimeCodes.spend({u"home/guesses"_s, u"7"_s, end}, 30) : spent;
    })));
    const auto lockouts = list();
    QCOMPARE(lockouts.size(), 2U);
    QCOMPARE(lockouts.front().scope, u"home"_s);
    QCOMPARE(lockouts.front().subject, u"7 192.0.2.1"_s);
    QCOMPARE(lockouts.back().stretch, u"guesses"_s);
    QCOMPARE(await(m_lockouts->unlock(Operator, u"home"_s, u"7"_s, Run::ForReal)).value(), 2);
    QVERIFY(list().empty());
}

void OtpLockoutServiceTest::letsThemHaveSomeAgain()
{
    lockOut();
    const auto unlocked =
        await(m_lockouts->unlock(Operator, u"destination"_s, Alice.value, Run::ForReal));
    QCOMPARE(unlocked.value(), 2);
    QVERIFY(list().empty());
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    // At once, though the last one was a moment ago.
    QVERIFY(!await(m_identity->codes.request(Alice, Somewhere)));
    QVERIFY(await(m_lockouts->unlock(Operator, u"destination"_s, Alice.value, Run::ForReal)));
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
}

void OtpLockoutServiceTest::writesDownWhoUnlocked()
{
    QCOMPARE(
        await(m_lockouts->unlock(Operator, u"destination"_s, Alice.value, Run::ForReal)).value(),
        0);
    const auto entries = await(m_identity->database->read([](Stores &stores) {
                             return stores.audit.listAfter(0, 9);
                         })).value();
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries.front().action, u"otp.unlock"_s);
    QCOMPARE(entries.front().target, u"destination:+91••••••••11"_s);
    QCOMPARE(entries.front().actor, u"local:0"_s);
}

void OtpLockoutServiceTest::knowsSubjects_data()
{
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("subject");

    QTest::newRow("phone") << u"destination"_s << u"+911111111111"_s << u"+911111111111"_s;
    QTest::newRow("mail") << u"destination"_s << u"Ann@Example.org"_s << u"ann@example.org"_s;
    QTest::newRow("account") << u"account"_s << u"7"_s << u"7"_s;
    QTest::newRow("home") << u"home"_s << u"7"_s << u"7"_s;
    QTest::newRow("a home") << u"home"_s << u"7 2001:db8::1:2"_s << u"7 2001:db8::"_s;
    QTest::newRow("IPv4") << u"address"_s << u"192.0.2.1"_s << u"192.0.2.1"_s;
    QTest::newRow("IPv6") << u"address"_s << u"2001:db8::1:2"_s << u"2001:db8::"_s;
    QTest::newRow("everybody") << u"total"_s << QString() << QString();
}

void OtpLockoutServiceTest::knowsSubjects()
{
    QFETCH(QString, scope);
    QFETCH(QString, text);
    QFETCH(QString, subject);
    QCOMPARE(OtpLockoutService::subjectOf(scope, text).value(), subject);
}

void OtpLockoutServiceTest::refusesSubjects_data()
{
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");

    QTest::newRow("no destination")
        << u"destination"_s << u"!"_s << u"subject must be a phone number or an e-mail address"_s;
    QTest::newRow("no account") << u"account"_s << u"alice"_s
                                << u"subject must be an account's id"_s;
    QTest::newRow("no home")
        << u"home"_s << u"7 there"_s
        << u"subject must be an account's id, with an address after it or without"_s;
    QTest::newRow("no address") << u"address"_s << u"300.1.1.1"_s
                                << u"subject must be an IPv4 or IPv6 address"_s;
    QTest::newRow("somebody of everybody")
        << u"total"_s << u"7"_s << u"subject must be empty: the total is everybody's"_s;
    QTest::newRow("no scope") << u"planet"_s << u"7"_s
                              << u"scope must be destination, account, home, address or total"_s;
}

void OtpLockoutServiceTest::refusesSubjects()
{
    QFETCH(QString, scope);
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto refused = OtpLockoutService::subjectOf(scope, text);
    QCOMPARE(refused.error().message, message);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
}

void OtpLockoutServiceTest::rehearsesUnlocking()
{
    lockOut();
    const auto would =
        await(m_lockouts->unlock(Operator, u"destination"_s, Alice.value, Run::Rehearsal));
    QVERIFY(would.value() > 0);
    QCOMPARE(list().size(), 1U);
}

//! Some of two budgets and a code, which end at the same time or not, two to a page.
void OtpLockoutServiceTest::pagesThroughAllLists()
{
    const Timestamp end = m_identity->clock.now() + std::chrono::minutes(30);
    QVERIFY(await(m_identity->database->write([end](Stores &stores) -> Result<> {
        for (int i = 0; i < 3; ++i) {
            for (const QString &name : {u"address/hour"_s, u"address/day"_s}) {
                const CodeBudget budget{name, u"192.0.2.%1"_s.arg(i), end};
                if (auto spent = stores.oneTimeCodes.spend(budget, 10'000); !spent)
                    return spent.error();
            }
        }
        return {};
    })));
    QVERIFY(await(m_identity->codes.request(Alice, Somewhere)));
    for (int i = 0; i < 3; ++i)
        QVERIFY(!await(m_identity->codes.verify(Alice, u"none"_s, Somewhere)));
    for (const int limit : {1, 2, 3, 200}) {
        QStringList found;
        std::optional<OtpLockoutPlace> after = OtpLockoutPlace();
        while (after) {
            const auto page = await(m_lockouts->list(limit, *after));
            QVERIFY(page->lockouts.size() <= size_t(limit));
            for (const OtpLockout &each : page->lockouts)
                found.append(each.stretch + u' ' + each.subject);
            after = page->next ? OtpLockoutPlace::parse(page->next->toCursor()) : std::nullopt;
        }
        QCOMPARE(found.size(), 7);
        QCOMPARE(QSet<QString>(found.begin(), found.end()).size(), 7);
    }
}

void OtpLockoutServiceTest::takesNoOtherCursor()
{
    for (const QString &cursor : {u""_s, u"1.2"_s, u"1.2.x"_s, u"-1.2.3"_s, u"1.2.3.4"_s})
        QVERIFY2(!OtpLockoutPlace::parse(cursor), qPrintable(cursor));
}

QTEST_GUILESS_MAIN(OtpLockoutServiceTest)
#include "tst_otplockoutservice.moc"
