// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/maskedidentifier.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MaskedIdentifierTest : public QObject
{
    Q_OBJECT

private slots:
    void hidesTheMiddle_data();
    void hidesTheMiddle();
    void hidesWhomATextIsAbout_data();
    void hidesWhomATextIsAbout();
};

void MaskedIdentifierTest::hidesTheMiddle_data()
{
    QTest::addColumn<Identifier>("identifier");
    QTest::addColumn<QString>("shown");

    using Kind = Identifier::Kind;
    QTest::newRow("phone") << Identifier{Kind::Phone, u"+911234567890"_s} << u"+91••••••••90"_s;
    QTest::newRow("shortest phone") << Identifier{Kind::Phone, u"+1234567"_s} << u"+12•••67"_s;
    QTest::newRow("mail") << Identifier{Kind::Email, u"alice.w@example.org"_s}
                          << u"a•••@example.org"_s;
    QTest::newRow("mail with an at sign in quotes")
        << Identifier{Kind::Email, u"\"a@b\"@example.org"_s} << u"\"•••@example.org"_s;
    QTest::newRow("user name") << Identifier{Kind::Username, u"alice"_s} << u"a•••"_s;
}

void MaskedIdentifierTest::hidesTheMiddle()
{
    QFETCH(Identifier, identifier);
    QFETCH(QString, shown);
    QCOMPARE(masked(identifier), shown);
}

void MaskedIdentifierTest::hidesWhomATextIsAbout_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");

    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("nobody") << u"550 5.1.1 nobody here"_s << u"550 5.1.1 nobody here"_s;
    QTest::newRow("mail") << u"550 <ann.b@example.org>: full, ask postmaster@example.org"_s
                          << u"550 <a•••@example.org>: full, ask p•••@example.org"_s;
    QTest::newRow("mail of one letter") << u"to:a@example.org"_s << u"to:a•••@example.org"_s;
    QTest::newRow("mail with a name in quotes")
        << u"<\"ann b\"@example.org>"_s << u"<•••@example.org>"_s;
    QTest::newRow("mail of another script") << u"ünal@例え.jp"_s << u"ü•••@例え.jp"_s;
    QTest::newRow("a sign alone") << u"at @ noon"_s << u"at @ noon"_s;
    QTest::newRow("code and telephone")
        << u"spam: code 482913 for +911234567890"_s << u"spam: code ••• for +•••"_s;
    QTest::newRow("lines") << u"one\r\n two\tthree"_s << u"one two three"_s;
    QTest::newRow("what steers a terminal")
        << u"\x1b[2Jgone\x07 \u202eback\u009b"_s << u"[2Jgone back"_s;
}

void MaskedIdentifierTest::hidesWhomATextIsAbout()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(maskedText(text), shown);
}

QTEST_GUILESS_MAIN(MaskedIdentifierTest)
#include "tst_maskedidentifier.moc"
