// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordrules.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PasswordRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void judgesANewPassword_data();
    void judgesANewPassword();
};

void PasswordRulesTest::judgesANewPassword_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("minimum");
    QTest::addColumn<QString>("code");

    const QString good = u"ok"_s;
    const QString tooShort = u"password_too_short"_s;
    QTest::newRow("shortest") << u"zebra-7x"_s << 8 << 0 << good;
    QTest::newRow("one too short") << u"zebra-7"_s << 8 << 0 << tooShort;
    QTest::newRow("empty") << QString() << 8 << 0 << tooShort;
    QTest::newRow("eight letters beyond the basic plane") << u"𝒳𝒴𝒵𝒲🐎🐎🐎🐎"_s << 8 << 0 << good;
    QTest::newRow("four letters beyond the basic plane") << u"🐎🐎🐎🐎"_s << 8 << 0 << tooShort;
    QTest::newRow("a ligature is as long as its letters") << u"abcd ﬃ"_s << 8 << 0 << good;
    QTest::newRow("no digits, no capitals") << u"correct horse"_s << 8 << 0 << good;
    QTest::newRow("longest") << QString(256, u'ä') << 8 << 0 << good;
    QTest::newRow("one too long") << QString(257, u'ä') << 8 << 0 << u"password_too_long"_s;
    QTest::newRow("endless") << QString(1 << 20, u'ﬃ') << 8 << 0 << u"password_too_long"_s;
    QTest::newRow("common") << u"password123"_s << 8 << 0 << u"password_common"_s;
    QTest::newRow("common in capitals") << u"QwertyUiop"_s << 8 << 0 << u"password_common"_s;
    QTest::newRow("an existing client's shortest") << u"secret"_s << 6 << 0 << good;
    QTest::newRow("an existing client's one too short") << u"secre"_s << 6 << 0 << tooShort;
    QTest::newRow("an existing client's common one") << u"password123"_s << 6 << 0 << good;
    QTest::newRow("the operator wants more") << u"zebra-7xy"_s << 8 << 10 << tooShort;
    QTest::newRow("of existing clients, too") << u"zebra-7"_s << 6 << 8 << tooShort;
    QTest::newRow("and no common ones then") << u"password123"_s << 6 << 8 << u"password_common"_s;
    QTest::newRow("the operator wants less") << u"zebra-7"_s << 8 << 6 << tooShort;
}

void PasswordRulesTest::judgesANewPassword()
{
    QFETCH(QString, password);
    QFETCH(int, least);
    QFETCH(int, minimum);
    QFETCH(QString, code);

    const auto judged = checkNewPassword(password, least, PasswordPolicy{minimum});

    QCOMPARE(judged ? u"ok"_s : QString(judged.error().code), code);
    if (!judged) {
        QCOMPARE(judged.error().kind, Error::Kind::InvalidInput);
        QVERIFY(judged.error().message.startsWith(u"password "));
        QVERIFY(password.isEmpty() || !judged.error().message.contains(password));
    }
}

QTEST_GUILESS_MAIN(PasswordRulesTest)
#include "tst_passwordrules.moc"
