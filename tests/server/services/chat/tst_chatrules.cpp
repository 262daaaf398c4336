// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/chatrules.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ChatRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void text_data();
    void text();
    void name_data();
    void name();
    void url_data();
    void url();
    void namesTheField();
};

void ChatRulesTest::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("plain") << u"hello"_s << true;
    QTest::newRow("empty") << QString() << true;
    QTest::newRow("direction controls stay") << u"abc\u202Edef"_s << true;
    QTest::newRow("as many as allowed") << QString(10, u'x') << true;
    QTest::newRow("ten emoji are ten characters") << u"😀"_s.repeated(10) << true;
    QTest::newRow("one too many") << QString(11, u'x') << false;
    QTest::newRow("NUL") << u"a"_s + QChar(0) + u"b"_s << false;
    QTest::newRow("first half of a pair") << QString(QChar(0xD83D)) << false;
    QTest::newRow("second half of a pair") << QString(QChar(0xDE00)) << false;
}

void ChatRulesTest::text()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    QCOMPARE(rules::checkText(text, 10, "text"_L1).has_value(), accepted);
}

void ChatRulesTest::name_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("plain") << u"Ada Lovelace"_s << true;
    QTest::newRow("right to left letters") << u"עדה"_s << true;
    QTest::newRow("a family of one emoji") << u"👨‍👩‍👧"_s << true;
    QTest::newRow("a hundred characters") << QString(100, u'x') << true;
    QTest::newRow("one more") << QString(101, u'x') << false;
    QTest::newRow("blank") << u" \t "_s << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("line break") << u"a\nb"_s << false;
    QTest::newRow("escape") << u"a\u001B[31m"_s << false;
    QTest::newRow("override") << u"exe\u202Egpj"_s << false;
    QTest::newRow("isolate") << u"a\u2066b"_s << false;
    QTest::newRow("line separator") << u"a\u2028b"_s << false;
}

void ChatRulesTest::name()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    QCOMPARE(rules::checkName(text, "name"_L1).has_value(), accepted);
}

void ChatRulesTest::url_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("none") << QString() << true;
    QTest::newRow("https") << u"https://example.org/a.png"_s << true;
    QTest::newRow("http") << u"http://example.org/a.png?x=1"_s << true;
    QTest::newRow("our own") << u"/api/v1/media/files/abc.png"_s << true;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("script in capitals") << u"JaVaScRiPt:alert(1)"_s << false;
    QTest::newRow("data") << u"data:text/html,x"_s << false;
    QTest::newRow("another host without a scheme") << u"//example.org/a.png"_s << false;
    QTest::newRow("another host with a backslash") << u"/\\example.org/a.png"_s << false;
    QTest::newRow("no host") << u"https:///a.png"_s << false;
    QTest::newRow("a word") << u"picture"_s << false;
    QTest::newRow("line break in a path") << u"/a\nb"_s << false;
    QTest::newRow("endless") << u"/"_s + QString(3000, u'x') << false;
}

void ChatRulesTest::url()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    QCOMPARE(rules::checkUrl(text, "url"_L1).has_value(), accepted);
}

void ChatRulesTest::namesTheField()
{
    const auto checked = rules::checkName(QString(), "displayName"_L1);
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(checked.error().message, u"displayName must not be blank"_s);
}

QTEST_GUILESS_MAIN(ChatRulesTest)
#include "tst_chatrules.moc"
