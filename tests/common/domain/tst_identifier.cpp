// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/identifier.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class IdentifierTest : public QObject
{
    Q_OBJECT

private slots:
    void parsesAPhoneNumber_data();
    void parsesAPhoneNumber();
    void parsesAnEmailAddress_data();
    void parsesAnEmailAddress();
    void parsesAUsername_data();
    void parsesAUsername();
    void tellsKindsApart();
};

void IdentifierTest::parsesAPhoneNumber_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("usual") << u"+4915112345678"_s << true;
    QTest::newRow("shortest") << u"+1234567"_s << true;
    QTest::newRow("one too short") << u"+123456"_s << false;
    QTest::newRow("longest") << u"+123456789012345"_s << true;
    QTest::newRow("one too long") << u"+1234567890123456"_s << false;
    QTest::newRow("no plus") << u"4915112345678"_s << false;
    QTest::newRow("two plus") << u"++4915112345678"_s << false;
    QTest::newRow("begins with zero") << u"+0915112345678"_s << false;
    QTest::newRow("spaces") << u"+49 151 12345678"_s << false;
    QTest::newRow("line end") << u"+4915112345678\n"_s << false;
    QTest::newRow("Arabic digits") << u"+٤٩١٥١١٢٣٤٥"_s << false;
    QTest::newRow("letters") << u"+49151CALLME"_s << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("only a plus") << u"+"_s << false;
}

void IdentifierTest::parsesAPhoneNumber()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);

    const auto phone = parsePhone(text);

    QCOMPARE(phone.has_value(), accepted);
    if (accepted)
        QCOMPARE(*phone, (Identifier{Identifier::Kind::Phone, text}));
}

void IdentifierTest::parsesAnEmailAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");

    QTest::newRow("usual") << u"alice@example.org"_s << u"alice@example.org"_s;
    QTest::newRow("another case") << u"Alice@EXAMPLE.Org"_s << u"alice@example.org"_s;
    QTest::newRow("blanks around it") << u" alice@example.org\n"_s << u"alice@example.org"_s;
    QTest::newRow("a tag and dots")
        << u"a.l+chat@mail.example.org"_s << u"a.l+chat@mail.example.org"_s;
    QTest::newRow("an international domain")
        << u"a@bücher.example"_s << u"a@xn--bcher-kva.example"_s;
    QTest::newRow("the machine itself") << u"root@localhost"_s << u"root@localhost"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("no at sign") << u"alice.example.org"_s << QString();
    QTest::newRow("two at signs") << u"a@b@example.org"_s << QString();
    QTest::newRow("nothing before it") << u"@example.org"_s << QString();
    QTest::newRow("nothing after it") << u"alice@"_s << QString();
    QTest::newRow("a domain of one word") << u"alice@example"_s << QString();
    QTest::newRow("a domain that ends in a dot") << u"alice@example.org."_s << QString();
    QTest::newRow("two dots") << u"a..b@example.org"_s << QString();
    QTest::newRow("a dot first") << u".a@example.org"_s << QString();
    QTest::newRow("a blank inside") << u"a b@example.org"_s << QString();
    QTest::newRow("a second header") << u"a@example.org\r\nBcc: b@example.org"_s << QString();
    QTest::newRow("a list") << u"a@example.org,b@example.org"_s << QString();
    QTest::newRow("a name") << u"Alice <alice@example.org>"_s << QString();
    QTest::newRow("an address in brackets") << u"a@[127.0.0.1]"_s << QString();
    QTest::newRow("a hyphen first") << u"a@-example.org"_s << QString();
    QTest::newRow("letters beyond ASCII") << u"аlice@example.org"_s << QString();
    QTest::newRow("too long before the sign") << QString(65, u'a') + u"@example.org"_s << QString();
    QTest::newRow("too long") << u"a@"_s + QString(60, u'a').append(u'.').repeated(5) + u"org"_s
                              << QString();
}

void IdentifierTest::parsesAnEmailAddress()
{
    QFETCH(QString, text);
    QFETCH(QString, value);

    const auto email = parseEmail(text);

    QCOMPARE(email.has_value(), !value.isEmpty());
    if (email)
        QCOMPARE(*email, (Identifier{Identifier::Kind::Email, value}));
}

void IdentifierTest::parsesAUsername_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("usual") << u"Alice_W.2-b"_s << true;
    QTest::newRow("shortest") << u"abc"_s << true;
    QTest::newRow("one too short") << u"ab"_s << false;
    QTest::newRow("longest") << QString(30, u'a') << true;
    QTest::newRow("one too long") << QString(31, u'a') << false;
    QTest::newRow("a dot first") << u".alice"_s << false;
    QTest::newRow("a number") << u"12345678"_s << false;
    QTest::newRow("a number and a letter") << u"1234567b"_s << true;
    QTest::newRow("a blank") << u"alice w"_s << false;
    QTest::newRow("letters beyond ASCII") << u"аlice"_s << false;
    QTest::newRow("a slash") << u"a/b/c"_s << false;
    QTest::newRow("a line end") << u"alice\n"_s << false;
    QTest::newRow("a word of a path") << u"currentUser"_s << false;
    QTest::newRow("another one") << u"AUTH"_s << false;
    QTest::newRow("what looks like the operator") << u"Administrator"_s << false;
}

void IdentifierTest::parsesAUsername()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);

    const auto name = parseUsername(text);

    QCOMPARE(name.has_value(), accepted);
    if (name)
        QCOMPARE(*name, (Identifier{Identifier::Kind::Username, text.toLower()}));
}

void IdentifierTest::tellsKindsApart()
{
    QCOMPARE(parseIdentifier(u"+4915112345678"_s)->kind, Identifier::Kind::Phone);
    QCOMPARE(parseIdentifier(u"Alice@example.org"_s)->kind, Identifier::Kind::Email);
    QCOMPARE(parseIdentifier(u"Alice"_s)->kind, Identifier::Kind::Username);
    QVERIFY(!parseIdentifier(u"+alice"_s));
    QVERIFY(!parseIdentifier(u"alice@"_s));
    QVERIFY(!parseIdentifier(QString()));
}

QTEST_GUILESS_MAIN(IdentifierTest)
#include "tst_identifier.moc"
