// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonesignin.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PhoneSignInTest : public QObject
{
    Q_OBJECT

private slots:
    void saysThatASecondFactorIsNeeded();
    void takesWhoAsksFromTheCall();
};

void PhoneSignInTest::saysThatASecondFactorIsNeeded()
{
    const auto answer = phone::toAnswer(SecondFactorNeeded{"abc", std::chrono::minutes(5)});

    QCOMPARE(answer.body.toObject(),
             (QJsonObject{{"success"_L1, true},
                          {"secondFactorRequired"_L1, true},
                          {"ticket"_L1, u"abc"_s},
                          {"expiresIn"_L1, 300}}));
}

void PhoneSignInTest::takesWhoAsksFromTheCall()
{
    Call call;
    call.caller.address = QHostAddress(u"192.0.2.1"_s);
    call.caller.userAgent = u"Tester/1"_s;
    call.params = {{"deviceId"_L1, u"one"_s}, {"address"_L1, u"198.51.100.1"_s}};

    const SignIn signIn = phone::toSignIn(call, {}, u"secret"_s);

    QCOMPARE(signIn.device, u"one"_s);
    QCOMPARE(signIn.dialect, u"phone"_s);
    QCOMPARE(signIn.address, u"192.0.2.1"_s);
    QCOMPARE(signIn.userAgent, u"Tester/1"_s);
}

QTEST_GUILESS_MAIN(PhoneSignInTest)
#include "tst_phonesignin.moc"
