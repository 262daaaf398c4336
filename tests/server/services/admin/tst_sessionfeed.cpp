// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sessionfeed.h"
#include "server/services/admin/staffservice.h"
#include "tests/server/services/identity/identityfixture.h"

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

private:
    std::vector<SharedEvent> news();

    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<StaffService> m_staff;
    std::unique_ptr<SessionFeed> m_feed;
    std::mutex m_mutex;
    std::vector<SharedEvent> m_news;
};

void SessionFeedTest::init()
{
    m_news.clear();
    m_identity = std::make_unique<IdentityFixture>();
    const AdminContext context{m_identity->database, m_identity->clock};
    m_staff = std::make_unique<StaffService>(context);
    m_feed = std::make_unique<SessionFeed>(context, m_identity->bus, *m_staff);
    m_identity->bus.listen([this](const SharedEvent &event) {
        const std::lock_guard lock(m_mutex);
        if (std::holds_alternative<SessionNews>(event->payload))
            m_news.push_back(event);
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
    QVERIFY(await(m_staff->setRole(actor, auditor, StaffRole::Auditor)));
    m_feed->watcherCame();
    m_identity->signIn(Bob, u"phone"_s);
    QTRY_COMPARE(news().size(), 1U);
    QCOMPARE(news().front()->audience, (std::vector{auditor, UserId()}));
    QVERIFY(await(m_staff->setRole(actor, auditor, StaffRole::None)));
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

QTEST_GUILESS_MAIN(SessionFeedTest)
#include "tst_sessionfeed.moc"
