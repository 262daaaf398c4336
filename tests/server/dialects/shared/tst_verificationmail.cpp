// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/verificationmail.h"
#include "tests/server/dialects/pagefixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class VerificationMailTest : public QObject
{
    Q_OBJECT

private slots:
    void mailsALinkThatProvesTheAddress();
    void doesWithoutWhereNoneCanBeSent();

private:
    static void finish(QCoro::Task<> task)
    {
        bool isDone = false;
        std::move(task).then([&isDone] { isDone = true; });
        QTRY_VERIFY(isDone);
    }

    static Call callOf(PageFixture &page)
    {
        SignUp signUp;
        signUp.email = u"dora@example.org"_s;
        signUp.password = u"secret password"_s;
        const auto user = await(page.signUps.signUp(signUp));
        if (!user)
            qFatal("not signed up");
        Call call;
        call.caller.user = user->id;
        call.caller.address = QHostAddress(QHostAddress::LocalHost);
        return call;
    }
};

void VerificationMailTest::mailsALinkThatProvesTheAddress()
{
    PageFixture page;
    finish(mailVerificationLink(&page.verification, callOf(page)));
    const auto proven = await(page.verification.verify(page.mailedToken()));
    QVERIFY(proven && proven->isEmailVerified);
}

void VerificationMailTest::doesWithoutWhereNoneCanBeSent()
{
    PageFixture page;
    const Mailer none(page.ids, page.clock, page.box, Mailer::Mode::Refuses);
    const MailLinks links(none, page.clock, {});
    EmailVerificationService verification(page.identity, page.passwords, links, CodePolicy());
    finish(mailVerificationLink(&verification, callOf(page)));
    QVERIFY(page.mailedToken().isEmpty());
}

QTEST_GUILESS_MAIN(VerificationMailTest)
#include "tst_verificationmail.moc"
