// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailaddress.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MailAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void takesAddresses_data();
    void takesAddresses();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void knowsItsDomain();
};

void MailAddressTest::takesAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("address");

    QTest::newRow("bare") << u"ann@example.org"_s << QString() << QByteArray("ann@example.org");
    QTest::newRow("with a tag") << u"ann.b+x@mail.example.org"_s << QString()
                                << QByteArray("ann.b+x@mail.example.org");
    QTest::newRow("of this machine")
        << u"root@localhost"_s << QString() << QByteArray("root@localhost");
    QTest::newRow("domain beyond ASCII")
        << u"ann@b\u00fccher.example"_s << QString() << QByteArray("ann@xn--bcher-kva.example");
    QTest::newRow("with a name") << u"Linnet <no-reply@example.org>"_s << u"Linnet"_s
                                 << QByteArray("no-reply@example.org");
    QTest::newRow("with a quoted name")
        << u"\"Bird, Song\" <a@example.org>"_s << u"Bird, Song"_s << QByteArray("a@example.org");
    QTest::newRow("in brackets") << u"<a@example.org>"_s << QString()
                                 << QByteArray("a@example.org");
}

void MailAddressTest::takesAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QByteArray, address);

    const auto parsed = parseMailAddress(text);

    QVERIFY(parsed);
    QCOMPARE(parsed->name, name);
    QCOMPARE(parsed->address, address);
}

void MailAddressTest::refusesWhatIsNone_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << QString();
    QTest::newRow("no at") << u"example.org"_s;
    QTest::newRow("two at") << u"a@b@example.org"_s;
    QTest::newRow("nobody") << u"@example.org"_s;
    QTest::newRow("nowhere") << u"ann@"_s;
    QTest::newRow("a space") << u"an n@example.org"_s;
    QTest::newRow("a new line") << u"ann@example.org\r\nBcc: eve@example.org"_s;
    QTest::newRow("a new line at the end") << u"ann@example.org\n"_s;
    QTest::newRow("a command") << u"ann@example.org> SIZE=1\r\nRCPT TO:<eve@example.org"_s;
    QTest::newRow("two of them") << u"ann@example.org,eve@example.org"_s;
    QTest::newRow("quoted") << u"\"a b\"@example.org"_s;
    QTest::newRow("a route") << u"@a,@b:c@example.org"_s;
    QTest::newRow("two dots") << u"a..b@example.org"_s;
    QTest::newRow("beyond ASCII") << u"\u00e4nn@example.org"_s;
    QTest::newRow("a zero") << u"ann"_s + QChar(0) + u"@example.org"_s;
    QTest::newRow("a name in two lines") << u"Ann\r\nBcc: e <a@example.org>"_s;
    QTest::newRow("long local part") << QString(65, u'a') + u"@example.org"_s;
    QTest::newRow("long") << u"a@"_s + QString(63, u'b') + u'.' + QString(63, u'b') + u'.'
            + QString(63, u'b') + u'.' + QString(63, u'b');
}

void MailAddressTest::refusesWhatIsNone()
{
    QFETCH(QString, text);

    QVERIFY(!parseMailAddress(text));
}

void MailAddressTest::knowsItsDomain()
{
    QCOMPARE(parseMailAddress(u"Ann <ann@example.org>"_s)->domain(), "example.org");
}

QTEST_GUILESS_MAIN(MailAddressTest)
#include "tst_mailaddress.moc"
