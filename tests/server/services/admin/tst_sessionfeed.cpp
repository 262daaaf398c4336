// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sessionfeed.h"
#include "server/services/admin/staffservice.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SessionFeedTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void tellsOfSignInsAndEnds();
    void tellsThoseWhoMaySeeSessions();
    void looksNothingUpWhileNobodyWatches();
    void tellsMoreThanItLooksUpAtOnce();
    void saysHowManyItCannotTell();
    void saysWhatCouldNotBeLookedUp();

private:
    std::vector<SharedEvent> news();
    std::vector<SessionNewsMissed> missed();

    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<StaffService> m_staff;
    std::unique_ptr<SessionFeed> m_feed;
    std::mutex m_mutex;
    std::vector<SharedEvent> m_news;
    std::vector<SessionNewsMissed> m_missed;
};

void SessionFeedTest::init()
{
    m_news.clear();
    m_missed.clear();
    m_identity = std::make_unique<IdentityFixture>();
    const AdminContext context{m_identity->database, m_identity->clock};
    m_staff = std::make_unique<StaffService>(context);
    m_feed = std::make_unique<SessionFeed>(context, m_identity->bus, *m_staff);
    m_identity->bus.listen([this](const SharedEvent &event) {
        const std::lock_guard lock(m_mutex);
        if (std::holds_alternative<SessionNews>(event->payload))
            m_news.push_back(event);
        if (const auto *missed = std::get_if<SessionNewsMissed>(&event->payload))
            m_missed.push_back(*missed);
    });
}

void SessionFeedTest::cleanup()
{
    m_identity->database.close();
    m_feed.reset();
    m_staff.reset();
    m_identity.reset();
}

std::vector<SharedEvent> SessionFeedTest::news()
{
    const std::lock_guard lock(m_mutex);
    return m_news;
}

std::vector<SessionNewsMissed> SessionFeedTest::missed()
{
    const std::lock_guard lock(m_mutex);
    return m_missed;
}

void SessionFeedTest::tellsOfSignInsAndEnds()
{
    m_feed->watcherCame();
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    QTRY_COMPARE(news().size(), 1U);
    QVERIFY(await(m_identity->sessions.revoke(alice.session.id, {u"local:0"_s, u"lost"_s})));
    QTRY_COMPARE(news().size(), 2U);
    const auto &began = std::get<SessionNews>(news().front()->payload);
    QVERIFY(began.kind == SessionNews::Kind::Began);
    QCOMPARE(began.view.session.id, alice.session.id);
    QCOMPARE(began.view.userName, alice.user.displayName);
    const auto &ended = std::get<SessionNews>(news().back()->payload);
    QVERIFY(ended.kind == SessionNews::Kind::Ended);
    QCOMPARE(ended.view.session.revokedBy, u"local:0"_s);
    QCOMPARE(ended.view.session.revokedWhy, u"lost"_s);
}

void SessionFeedTest::tellsThoseWhoMaySeeSessions()
{
    const UserId auditor = m_identity->signIn(Alice, u"phone"_s).user.id;
    const Actor actor = Actor::local(0, {});
    QVERIFY(await(m_staff->setRole(actor, auditor, StaffRole::Auditor, Run::ForReal)));
    m_feed->watcherCame();
    m_identity->signIn(Bob, u"phone"_s);
    QTRY_COMPARE(news().size(), 1U);
    QCOMPARE(news().front()->audience, (std::vector{auditor, UserId()}));
    QVERIFY(await(m_staff->setRole(actor, auditor, StaffRole::None, Run::ForReal)));
    m_identity->signIn(Bob, u"tablet"_s);
    QTRY_COMPARE(news().size(), 2U);
    QCOMPARE(news().back()->audience, std::vector{UserId()});
}

void SessionFeedTest::looksNothingUpWhileNobodyWatches()
{
    m_feed->watcherCame();
    m_feed->watcherWent();
    m_identity->signIn(Alice, u"phone"_s);
    m_feed->watcherCame();
    const SignedIn bob = m_identity->signIn(Bob, u"phone"_s);
    QTRY_COMPARE(news().size(), 1U);
    QCOMPARE(std::get<SessionNews>(news().front()->payload).view.session.id, bob.session.id);
}

void SessionFeedTest::tellsMoreThanItLooksUpAtOnce()
{
    constexpr int Count = 450;
    std::vector<Session> sessions(Count);
    QVERIFY(await(m_identity->database->write([&](Stores &stores) -> Result<> {
        addUser(stores, UserId(1));
        for (Session &session : sessions) {
            session.id = m_identity->ids.next<SessionId>();
            session.user = UserId(1);
            session.expiresAt = m_identity->clock.now() + std::chrono::hours(1);
            if (const auto added = stores.sessions.add(session); !added)
                return added;
        }
        return {};
    })));
    m_feed->watcherCame();
    m_identity->sessions.announce(sessions);
    QTRY_COMPARE(news().size(), size_t(Count));
    for (size_t i = 0; i < Count; ++i)
        QCOMPARE(std::get<SessionNews>(news()[i]->payload).view.session.id, sessions[i].id);
}

//! The feed tells on this thread, so that all of them wait before the first is told.
void SessionFeedTest::saysHowManyItCannotTell()
{
    constexpr int TooMany = 50;
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    m_feed->watcherCame();
    const Timestamp before = m_identity->clock.now();
    for (size_t i = 0; i < SessionFeed::MostWaiting + TooMany; ++i)
        m_identity->bus.publish({SessionRevoked{alice.session.id, alice.user.id}, {}, {}});
    QVERIFY(waitUntil([&] { return news().size() == SessionFeed::MostWaiting; }, LongPatience));
    QTRY_COMPARE(missed().size(), 1U);
    QCOMPARE(missed().front().count, qint64(TooMany));
    QVERIFY(missed().front().at >= before);

    const SignedIn bob = m_identity->signIn(Bob, u"phone"_s);
    QTRY_COMPARE(std::get<SessionNews>(news().back()->payload).view.session.id, bob.session.id);
    QCOMPARE(missed().size(), 1U);
}

void SessionFeedTest::saysWhatCouldNotBeLookedUp()
{
    TestDatabase busy({.queueLimit = 0});
    SessionFeed feed({busy, m_identity->clock}, m_identity->bus, *m_staff);
    feed.watcherCame();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"news of sessions were not told"_s));
    for (const qint64 id : {1, 2})
        m_identity->bus.publish({SessionRevoked{SessionId(id), UserId(1)}, {}, {}});
    QTRY_COMPARE(missed().size(), 1U);
    QCOMPARE(missed().front().count, 2);
    QCOMPARE(news().size(), 0U);
}

QTEST_GUILESS_MAIN(SessionFeedTest)
#include "tst_sessionfeed.moc"
