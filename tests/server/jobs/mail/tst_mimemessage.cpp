// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mimemessage.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

MimeMessage message()
{
    return {.id = "17.abcd@example.org",
            .date = Timestamp(std::chrono::milliseconds(1'800'000'000'000)),
            .from = {u"Linnet"_s, "no-reply@example.org"},
            .to = {{}, "ann@example.org"},
            .subject = u"Hello"_s,
            .text = u"Hello, Ann"_s,
            .html = {},
            .language = u"en"_s};
}

QByteArray header(const MimeMessage &mail)
{
    const QByteArray bytes = mail.toBytes();
    return bytes.left(bytes.indexOf("\r\n\r\n") + 2);
}

bool isMailSafe(const QByteArray &bytes)
{
    const auto lines = bytes.split('\n');
    return std::all_of(lines.begin(), lines.end() - 1, [](const QByteArray &line) {
        return line.endsWith('\r') && line.size() <= 79
            && std::all_of(line.begin(), line.end() - 1,
                           [](char c) { return c >= ' ' && c <= '~'; });
    });
}

} // namespace

class MimeMessageTest : public QObject
{
    Q_OBJECT

private slots:
    void hasWhatAMailNeeds();
    void carriesTextAndHtmlSideBySide();
    void encodesSubjects_data();
    void encodesSubjects();
    void quotesNames_data();
    void quotesNames();
    void encodesText_data();
    void encodesText();
    void cannotBeGivenAnotherHeader();
    void offersToUnsubscribe();
    void keepsToAsciiAndShortLines();
};

void MimeMessageTest::hasWhatAMailNeeds()
{
    QCOMPARE(message().toBytes(),
             "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"
             "From: \"Linnet\"\r\n <no-reply@example.org>\r\n"
             "To: ann@example.org\r\n"
             "Subject: Hello\r\n"
             "Message-ID: <17.abcd@example.org>\r\n"
             "MIME-Version: 1.0\r\n"
             "Auto-Submitted: auto-generated\r\n"
             "Content-Language: en\r\n"
             "Content-Type: text/plain; charset=UTF-8\r\n"
             "Content-Transfer-Encoding: quoted-printable\r\n"
             "\r\n"
             "Hello, Ann\r\n");
}

void MimeMessageTest::carriesTextAndHtmlSideBySide()
{
    MimeMessage mail = message();
    mail.html = u"<p>Hello</p>"_s;

    const QByteArray bytes = mail.toBytes();

    const qsizetype begin = bytes.indexOf("boundary=\"") + 10;
    const QByteArray boundary = bytes.mid(begin, bytes.indexOf('"', begin) - begin);
    QVERIFY(bytes.contains("Content-Type: multipart/alternative;\r\n boundary="));
    QCOMPARE(bytes.count("\r\n--" + boundary + "\r\n"), 2);
    QVERIFY(bytes.endsWith("\r\n--" + boundary + "--\r\n"));
    QVERIFY(bytes.indexOf("text/plain") < bytes.indexOf("text/html"));
    QVERIFY(bytes.contains("\r\n\r\n<p>Hello</p>\r\n"));
}

void MimeMessageTest::encodesSubjects_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QByteArray>("field");

    QTest::newRow("plain") << u"Your code"_s << QByteArray("Your code");
    QTest::newRow("an umlaut") << u"Grüße"_s << QByteArray("=?UTF-8?B?R3LDvMOfZQ==?=");
    QTest::newRow("what looks encoded")
        << u"=?UTF-8?Q?x?="_s << QByteArray("=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
    QTest::newRow("new lines") << u"Hi\r\nBcc: eve@example.org"_s
                               << QByteArray("Hi  Bcc: eve@example.org");
    QTest::newRow("another line end") << u"Hi\u2028there"_s << QByteArray("Hi there");
}

void MimeMessageTest::encodesSubjects()
{
    QFETCH(QString, subject);
    QFETCH(QByteArray, field);

    QCOMPARE(headerText(subject), field);
}

void MimeMessageTest::quotesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("field");

    QTest::newRow("none") << QString() << QByteArray("From: a@example.org\r\n");
    QTest::newRow("quotes") << u"A \"B\" \\ C, D"_s
                            << QByteArray(
                                   "From: \"A \\\"B\\\" \\\\ C, D\"\r\n <a@example.org>\r\n");
    QTest::newRow("beyond ASCII") << u"Hänfling"_s
                                  << QByteArray(
                                         "From: =?UTF-8?B?SMOkbmZsaW5n?=\r\n <a@example.org>\r\n");
    QTest::newRow("new lines") << u"A\nBcc: e@example.org"_s
                               << QByteArray(
                                      "From: \"A Bcc: e@example.org\"\r\n <a@example.org>\r\n");
}

void MimeMessageTest::quotesNames()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, field);
    MimeMessage mail = message();
    mail.from = {name, "a@example.org"};

    QVERIFY2(header(mail).contains(field), header(mail).constData());
}

void MimeMessageTest::encodesText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("quoted");

    QTest::newRow("nothing") << QString() << QByteArray("\r\n");
    QTest::newRow("lines") << u"a\nb\r\nc\rd"_s << QByteArray("a\r\nb\r\nc\r\nd\r\n");
    QTest::newRow("beyond ASCII") << u"1 = ü"_s << QByteArray("1 =3D =C3=BC\r\n");
    QTest::newRow("a blank at the end") << u"a \nb\t"_s << QByteArray("a=20\r\nb=09\r\n");
    QTest::newRow("a dot at the start") << u".\n..a"_s << QByteArray("=2E\r\n=2E.a\r\n");
    QTest::newRow("From at the start") << u"From a"_s << QByteArray("=46rom a\r\n");
    QTest::newRow("a long line") << QString(80, u'a')
                                 << QByteArray(75, 'a') + "=\r\n" + QByteArray(5, 'a') + "\r\n";
}

void MimeMessageTest::encodesText()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, quoted);

    QCOMPARE(quotedPrintable(text), quoted);
}

void MimeMessageTest::cannotBeGivenAnotherHeader()
{
    const QString attack = u"x\r\nBcc: eve@example.org\r\n\r\n--=_\n\u2029Bcc: eve@example.org"_s;
    MimeMessage mail = message();
    mail.from.name = attack;
    mail.to.name = attack;
    mail.subject = attack;
    mail.text = attack;
    mail.unsubscribe = "https://example.org/\r\nBcc: eve@example.org";

    QVERIFY(!header(mail).contains("\nBcc"));
    QCOMPARE(mail.toBytes().count("\r\n\r\n"), 2); // The second is the text's own.
}

void MimeMessageTest::offersToUnsubscribe()
{
    MimeMessage mail = message();
    QVERIFY(!header(mail).contains("List-Unsubscribe"));

    mail.unsubscribe = "https://example.org/out?of=17";

    QVERIFY(header(mail).contains("List-Unsubscribe: \r\n <https://example.org/out?of=17>\r\n"
                                  "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

void MimeMessageTest::keepsToAsciiAndShortLines()
{
    MimeMessage mail = message();
    mail.from.name = QString(100, u'ü');
    mail.subject = u"नमस्ते 😀 "_s.repeated(20);
    mail.text = u"नमस्ते 😀 "_s.repeated(200);
    mail.html = mail.text;

    QVERIFY(isMailSafe(mail.toBytes()));
}

QTEST_GUILESS_MAIN(MimeMessageTest)
#include "tst_mimemessage.moc"
