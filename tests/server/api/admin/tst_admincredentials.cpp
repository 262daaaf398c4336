// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminCredentialsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void mailsALinkToANewPassword();
    void takesASecondFactorAway();
    void invites();

private:
    Result<Answer> ask(const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(Method::Post, "/api/v1/admin" + path, m_admin->alice, params);
    }
    std::unique_ptr<AdminFixture> m_admin;
};

void AdminCredentialsTest::mailsALinkToANewPassword()
{
    QCOMPARE(ask("/users/2/password/reset").error().code, "email_missing"_L1);
    QVERIFY(await(m_admin->identity.database->write([this](Stores &stores) {
        return stores.accounts.setEmail(m_admin->bob, u"bob@example.org"_s, Timestamp());
    })));
    const QJsonObject sent = AdminFixture::body(ask("/users/2/password/reset"));
    QCOMPARE(sent["sentTo"_L1], QJsonValue(u"bob@example.org"_s));
    QCOMPARE(m_admin->identity.takeMail()->to, u"bob@example.org"_s);
}

void AdminCredentialsTest::takesASecondFactorAway()
{
    const QByteArray path = "/users/" + test::Bob.value.toUtf8() + "/second-factor/reset";
    const UserId bob = m_admin->identity.signIn(test::Bob, u"phone"_s).user.id;
    QVERIFY(await(m_admin->identity.database->write([bob](Stores &stores) {
        return stores.secondFactors.put({bob, "sealed", 0, Timestamp()});
    })));
    const QJsonObject ending{{"endSessions"_L1, true}};
    QJsonObject dry = ending;
    dry["dryRun"_L1] = true;
    for (const QJsonObject &asked : {dry, ending})
        QCOMPARE(AdminFixture::body(ask(path, asked))["endedSessions"_L1], QJsonValue(1));
    QCOMPARE(ask(path).error().code, "second_factor_missing"_L1);
}

void AdminCredentialsTest::invites()
{
    const QJsonObject asked{{"email"_L1, u"carol@example.org"_s}, {"name"_L1, u"Carol"_s}};
    const auto invited = ask("/invitations", asked);
    QCOMPARE(AdminFixture::body(invited)["name"_L1], QJsonValue(u"Carol"_s));
    QCOMPARE(AdminFixture::body(invited)["sentTo"_L1], QJsonValue(u"carol@example.org"_s));
    QCOMPARE(invited->outcome, Answer::Outcome::Created);
    QCOMPARE(ask("/invitations", asked)->outcome, Answer::Outcome::Done);
    QCOMPARE(ask("/invitations", {{"email"_L1, u"carol"_s}}).error().message,
             u"email must be an e-mail address"_s);
}

QTEST_GUILESS_MAIN(AdminCredentialsTest)
#include "tst_admincredentials.moc"
