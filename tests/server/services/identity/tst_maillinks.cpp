// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/maillinks.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const LinkPage Page{u"http://evil.example"_s, u"/reset"_s};

struct Fixture : IdentityFixture
{
    Fixture()
    {
        const auto signedUp =
            await(signUps.signUp({.email = AliceMail.value, .password = u"correct horse"_s}));
        alice = *signedUp;
    }

    //! \return the token of a link that was mailed.
    QString send(LinkPurpose purpose)
    {
        const auto sent = await(database->write(
            [this, purpose](Stores &stores) { return links.send(stores, purpose, alice, Page); }));
        return sent ? takeMail()->values["link"_L1].toString().section(u"token="_s, 1) : QString();
    }

    QString take(LinkPurpose purpose, const QString &token)
    {
        const auto taken = await(database->write(
            [this, purpose, token](Stores &stores) { return links.take(stores, purpose, token); }));
        return taken ? u"ok"_s : QString(taken.error().code);
    }

    User alice;
};

} // namespace

class MailLinksTest : public QObject
{
    Q_OBJECT

private slots:
    void leadToThePublicAddress();
    void doNotLeadWhereTheCallerSays_data();
    void doNotLeadWhereTheCallerSays();
    void areGoodOnce();
    void areGoodForOnePurpose();
    void expire();
    void endWhenANewOneIsSent();
    void areNotGoodForAnotherAddress();
};

void MailLinksTest::leadToThePublicAddress()
{
    Fixture fixture;
    QVERIFY(await(fixture.database->write([&](Stores &stores) {
        return fixture.links.send(stores, LinkPurpose::NewPassword, fixture.alice, Page);
    })));

    const auto mail = fixture.takeMail();

    QCOMPARE(mail->to, AliceMail.value);
    QCOMPARE(mail->templateName, u"password-reset"_s);
    QVERIFY(
        mail->values["link"_L1].toString().startsWith(u"https://chat.example.org/reset?token="));
    QCOMPARE(mail->values["minutes"_L1].toString(), u"15"_s);
}

void MailLinksTest::doNotLeadWhereTheCallerSays_data()
{
    QTest::addColumn<QString>("origin");
    QTest::addColumn<bool>("believed");

    QTest::newRow("somewhere") << u"https://evil.example"_s << false;
    QTest::newRow("nowhere") << QString() << false;
    QTest::newRow("a name that begins like this machine")
        << u"http://localhost.evil.example"_s << false;
    QTest::newRow("this machine") << u"http://localhost:3000"_s << true;
    QTest::newRow("its address") << u"http://127.0.0.1:3000"_s << true;
    QTest::newRow("its newer address") << u"http://[::1]:3000"_s << true;
}

void MailLinksTest::doNotLeadWhereTheCallerSays()
{
    QFETCH(QString, origin);
    QFETCH(bool, believed);
    Fixture fixture;
    const MailLinks links(fixture.mailer, fixture.clock, {});

    const auto checked = links.check({origin, u"/reset"_s});

    QCOMPARE(checked.has_value(), believed);
    if (!believed)
        QCOMPARE(checked.error().code, "public_url_missing"_L1);
}

void MailLinksTest::areGoodOnce()
{
    Fixture fixture;
    const QString token = fixture.send(LinkPurpose::VerifyEmail);
    QCOMPARE(token.size(), 64);
    QCOMPARE(fixture.take(LinkPurpose::VerifyEmail, token.left(63)), u"link_invalid"_s);
    QCOMPARE(fixture.take(LinkPurpose::VerifyEmail, {}), u"link_invalid"_s);

    QCOMPARE(fixture.take(LinkPurpose::VerifyEmail, token), u"ok"_s);

    QCOMPARE(fixture.take(LinkPurpose::VerifyEmail, token), u"link_invalid"_s);
}

void MailLinksTest::areGoodForOnePurpose()
{
    Fixture fixture;
    const QString token = fixture.send(LinkPurpose::VerifyEmail);

    QCOMPARE(fixture.take(LinkPurpose::NewPassword, token), u"link_invalid"_s);
    QCOMPARE(fixture.take(LinkPurpose::VerifyEmail, token), u"ok"_s);
}

void MailLinksTest::expire()
{
    Fixture fixture;
    const QString token = fixture.send(LinkPurpose::NewPassword);
    fixture.clock.advance(std::chrono::minutes(15));
    QVERIFY(await(fixture.codes.tidy()));

    QCOMPARE(fixture.take(LinkPurpose::NewPassword, token), u"link_expired"_s);
}

void MailLinksTest::endWhenANewOneIsSent()
{
    Fixture fixture;
    const QString first = fixture.send(LinkPurpose::NewPassword);
    const QString second = fixture.send(LinkPurpose::NewPassword);

    QCOMPARE(fixture.take(LinkPurpose::NewPassword, first), u"link_invalid"_s);
    QCOMPARE(fixture.take(LinkPurpose::NewPassword, second), u"ok"_s);
}

void MailLinksTest::areNotGoodForAnotherAddress()
{
    Fixture fixture;
    const QString token = fixture.send(LinkPurpose::VerifyEmail);
    QVERIFY(await(fixture.verification.changeEmail(
        {fixture.alice.id, {}, Somewhere, u"correct horse"_s}, u"new@example.org"_s)));

    QCOMPARE(fixture.take(LinkPurpose::VerifyEmail, token), u"link_invalid"_s);
}

QTEST_GUILESS_MAIN(MailLinksTest)
#include "tst_maillinks.moc"
