// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/securitywriter.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : IdentityFixture
{
    Fixture() { alice = signIn(AliceMail, u"one"_s).user; }

    NotificationView add(const User &user, SecurityEvent event)
    {
        return *await(database->write(
            [=, this](Stores &stores) { return security.add(stores, user, event); }));
    }

    NotificationView addSignIn(const User &user)
    {
        const Session session{.id = SessionId(7),
                              .user = user.id,
                              .device = u"Desk"_s,
                              .clientName = u"Browser"_s,
                              .address = u"192.0.2.9"_s,
                              .createdAt = clock.now()};
        return *await(database->write(
            [=, this](Stores &stores) { return security.addSignIn(stores, user, session); }));
    }

    User alice;
};

} // namespace

class SecurityWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfWhatHappened();
    void mailsWhatWeighsMost_data();
    void mailsWhatWeighsMost();
    void saysWhereSomebodySignedIn();
    void mailsPlacesToProvenAddressesAlone();
    void doesWithoutMailWhereNoneCanBeSent();
};

void SecurityWriterTest::tellsOfWhatHappened()
{
    Fixture fixture;
    const auto view = fixture.add(fixture.alice, SecurityEvent::TokenReused);
    QCOMPARE(view.actor->id, fixture.alice.id);
    QCOMPARE(fixture.securityEventsOf(fixture.alice.id), QStringList{u"token_reused"_s});
}

void SecurityWriterTest::mailsWhatWeighsMost_data()
{
    QTest::addColumn<SecurityEvent>("event");
    QTest::addColumn<QString>("templateName"); // Empty: there is no mail.
    QTest::newRow("password") << SecurityEvent::PasswordChanged << u"password-changed"_s;
    QTest::newRow("no password") << SecurityEvent::PasswordRemoved << u"password-removed"_s;
    QTest::newRow("factor off") << SecurityEvent::SecondFactorOff << u"second-factor-off"_s;
    QTest::newRow("address") << SecurityEvent::EmailChanged << u"email-changed"_s;
    QTest::newRow("factor on") << SecurityEvent::SecondFactorOn << QString();
    QTest::newRow("code") << SecurityEvent::RecoveryCodeUsed << QString();
}

void SecurityWriterTest::mailsWhatWeighsMost()
{
    QFETCH(SecurityEvent, event);
    QFETCH(QString, templateName);
    Fixture fixture;
    fixture.add(fixture.alice, event);
    const auto mail = fixture.takeMail();
    QCOMPARE(mail ? mail->templateName : QString(), templateName);
    if (mail)
        QCOMPARE(mail->to, AliceMail.value);
}

void SecurityWriterTest::saysWhereSomebodySignedIn()
{
    Fixture fixture;
    fixture.addSignIn(fixture.alice);
    const auto told = fixture.toldTo(fixture.alice.id, NotificationKind::SignIn);
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told[0].data,
             (QJsonObject{{u"sessionId"_s, u"7"_s},
                          {u"device"_s, u"Desk"_s},
                          {u"client"_s, u"Browser"_s},
                          {u"address"_s, u"192.0.2.9"_s}}));
    const auto mail = fixture.takeMail();
    QCOMPARE(mail->templateName, u"new-sign-in"_s);
    QCOMPARE(mail->values[u"client"_s], QJsonValue(u"Browser"_s));
    QCOMPARE(mail->values[u"time"_s], QJsonValue(toIso(fixture.clock.now())));
}

void SecurityWriterTest::mailsPlacesToProvenAddressesAlone()
{
    Fixture fixture;
    User claimed = fixture.alice;
    claimed.isEmailVerified = false;
    fixture.addSignIn(claimed);
    QVERIFY(!fixture.takeMail());
    fixture.add(claimed, SecurityEvent::PasswordChanged);
    QVERIFY(fixture.takeMail());
    claimed.phone = Alice.value; // The address may be a stranger's.
    fixture.add(claimed, SecurityEvent::PasswordChanged);
    QVERIFY(!fixture.takeMail());
}

void SecurityWriterTest::doesWithoutMailWhereNoneCanBeSent()
{
    Fixture fixture;
    const Mailer none(fixture.ids, fixture.clock, fixture.box, Mailer::Mode::Refuses);
    const SecurityWriter writer(fixture.notificationContext, none);
    const auto added = await(fixture.database->write([&](Stores &stores) {
        return writer.add(stores, fixture.alice, SecurityEvent::PasswordChanged);
    }));
    QVERIFY(added);
    QVERIFY(!fixture.takeMail());
    QCOMPARE(fixture.securityEventsOf(fixture.alice.id), QStringList{u"password_changed"_s});
}

QTEST_GUILESS_MAIN(SecurityWriterTest)
#include "tst_securitywriter.moc"
