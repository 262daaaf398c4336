// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/privacyservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PrivacyServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void hidesNothingAtFirst();
    void changesWhatIsNamed();
    void tellsOfAChangeOnce();
    void doesNotKnowStrangers();

private:
    void setAvatar(UserId user, Audience audience)
    {
        PrivacyChange change;
        change.avatar = audience;
        ChatFixture::orFatal(await(m_chat->privacy.change(user, change)));
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void PrivacyServiceTest::hidesNothingAtFirst()
{
    QCOMPARE(*await(m_chat->privacy.find(m_chat->alice)), Privacy());
}

void PrivacyServiceTest::changesWhatIsNamed()
{
    PrivacyChange change;
    change.lastSeen = Audience::Nobody;
    change.readReceipts = false;
    Privacy expected{Audience::Nobody, Audience::Everyone, Audience::Everyone, false};
    QCOMPARE(*await(m_chat->privacy.change(m_chat->alice, change)), expected);
    PrivacyChange next;
    next.avatar = Audience::Friends;
    next.groups = Audience::Nobody;
    expected.avatar = Audience::Friends;
    expected.groups = Audience::Nobody;
    QCOMPARE(*await(m_chat->privacy.change(m_chat->alice, next)), expected);
    QCOMPARE(*await(m_chat->privacy.find(m_chat->alice)), expected);
    QCOMPARE(*await(m_chat->privacy.find(m_chat->bob)), Privacy());
}

void PrivacyServiceTest::tellsOfAChangeOnce()
{
    setAvatar(m_chat->alice, Audience::Nobody);
    setAvatar(m_chat->alice, Audience::Nobody);
    const auto events = m_chat->recorder.events<PrivacyChanged>();
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events.front()->audience, std::vector{m_chat->alice});
    const auto &changed = std::get<PrivacyChanged>(events.front()->payload);
    QCOMPARE(changed.before, Privacy());
    QCOMPARE(changed.now.avatar, Audience::Nobody);
}

void PrivacyServiceTest::doesNotKnowStrangers()
{
    QCOMPARE(await(m_chat->privacy.find(UserId(999))).error().kind, Error::Kind::NotFound);
    QCOMPARE(await(m_chat->privacy.change(UserId(999), {})).error().kind, Error::Kind::NotFound);
    QVERIFY(m_chat->recorder.events<PrivacyChanged>().empty());
}

QTEST_GUILESS_MAIN(PrivacyServiceTest)
#include "tst_privacyservice.moc"
