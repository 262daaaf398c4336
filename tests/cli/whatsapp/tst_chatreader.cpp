// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatattachment.h"
#include "cli/whatsapp/chatreader.h"

#include <QBuffer>
#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

namespace {

using Kind = ChatEntry::Kind;

std::vector<ChatEntry> readAll(const QByteArray &text, const QStringList &known = {})
{
    QBuffer buffer;
    buffer.setData(text);
    if (!buffer.open(QIODevice::ReadOnly))
        qFatal("A buffer does not open.");
    ChatReader reader(buffer, known);
    std::vector<ChatEntry> entries;
    while (auto entry = reader.next())
        entries.push_back(*entry);
    return entries;
}

QString toText(const ChatStamp &stamp)
{
    return u"%1-%2-%3 %4"_s.arg(stamp.date[0])
        .arg(stamp.date[1])
        .arg(stamp.date[2])
        .arg(stamp.time.toString(Qt::ISODate));
}

} // namespace

class ChatReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsHowLinesBegin_data();
    void knowsHowLinesBegin();
    void knowsWhatBeginsNoMessage_data();
    void knowsWhatBeginsNoMessage();
    void tellsWhoFromWhat_data();
    void tellsWhoFromWhat();
    void takesNamesWithColons();
    void keepsLinesTogether();
    void tellsWhatIsNobodys();
    void findsFiles_data();
    void findsFiles();
    void seesThatFilesAreOmitted_data();
    void seesThatFilesAreOmitted();
    void leavesOutWhatComesBefore();
    void boundsWhatIsTooLong();
    void bearsWhatIsNoText();
};

void ChatReaderTest::knowsHowLinesBegin_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("stamp");
    const auto row = [](const char *name, const QString &line, const QString &stamp) {
        QTest::newRow(name) << line << stamp;
    };
    row("American", u"12/31/21, 9:05 PM - A: x"_s, u"12-31-21 21:05:00"_s);
    row("American, narrow space", u"12/31/21, 9:05\u202FPM - A: x"_s, u"12-31-21 21:05:00"_s);
    row("midnight", u"12/31/21, 12:05 AM - A: x"_s, u"12-31-21 00:05:00"_s);
    row("noon", u"12/31/21, 12:05 PM - A: x"_s, u"12-31-21 12:05:00"_s);
    row("German", u"31.12.21, 21:05 - A: x"_s, u"31-12-21 21:05:00"_s);
    row("German, old", u"31.12.21 um 21:05 - A: x"_s, u"31-12-21 21:05:00"_s);
    row("French, old", u"31/12/2021 à 21:05 - A: x"_s, u"31-12-2021 21:05:00"_s);
    row("Spanish", u"31/12/21, 9:05 p. m. - A: x"_s, u"31-12-21 21:05:00"_s);
    row("Brazilian", u"31/12/2021 21:05 - A: x"_s, u"31-12-2021 21:05:00"_s);
    row("Finnish", u"31.12.2021 klo 21.05 - A: x"_s, u"31-12-2021 21:05:00"_s);
    row("Dutch", u"31-12-2021 21:05 - A: x"_s, u"31-12-2021 21:05:00"_s);
    row("Swedish", u"2021-12-31 21:05 - A: x"_s, u"2021-12-31 21:05:00"_s);
    row("Hungarian", u"2021. 12. 31. 21:05 - A: x"_s, u"2021-12-31 21:05:00"_s);
    row("Arabic digits",
        u"\u200F\u0663\u0661\u200F/\u0661\u0662\u200F/\u0662\u0660\u0662\u0661, "
        u"\u0662\u0661:\u0660\u0665 - A: x"_s,
        u"31-12-2021 21:05:00"_s);
    row("iOS", u"[31/12/2021, 21:05:12] A: x"_s, u"31-12-2021 21:05:12"_s);
    row("iOS, marked", u"\u200E[31/12/2021, 21:05:12] A: x"_s, u"31-12-2021 21:05:12"_s);
    row("iOS, American", u"[12/31/21, 9:05:12\u202FPM] A: x"_s, u"12-31-21 21:05:12"_s);
    row("iOS, German", u"[31.12.21, 21:05:12] A: x"_s, u"31-12-21 21:05:12"_s);
    row("byte order mark", u"\uFEFF31.12.21, 21:05 - A: x"_s, u"31-12-21 21:05:00"_s);
}

void ChatReaderTest::knowsHowLinesBegin()
{
    QFETCH(QString, line);
    QFETCH(QString, stamp);
    const auto entries = readAll(line.toUtf8());
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(toText(entries[0].stamp), stamp);
    QCOMPARE(entries[0].sender, u"A"_s);
    QCOMPARE(entries[0].text, u"x"_s);
}

void ChatReaderTest::knowsWhatBeginsNoMessage_data()
{
    QTest::addColumn<QString>("line");
    for (const QString &line :
         {u"Hello"_s, u""_s, u"12/31/21"_s, u"12/31/21, 13:05 PM - A: x"_s,
          u"12/31/21, 25:05 - A: x"_s, u"12/31/21, 21:05 A: x"_s, u"[31/12/2021, 21:05:12 A: x"_s,
          u"31/12.2021, 21:05 - A: x"_s, u" 31/12/2021, 21:05 - A: x"_s,
          u"12345/1/1, 21:05 - A: x"_s, u"31/12/2021, 21:05 - "_s.repeated(1).chopped(3)})
        QTest::newRow(qPrintable(line)) << line;
}

void ChatReaderTest::knowsWhatBeginsNoMessage()
{
    QFETCH(QString, line);
    QVERIFY(!parseChatHead(line));
}

void ChatReaderTest::tellsWhoFromWhat_data()
{
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QString>("sender");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"Alice: Hi"_s << u"Alice"_s << u"Hi"_s;
    QTest::newRow("colon in the text") << u"Alice: Hi: there"_s << u"Alice"_s << u"Hi: there"_s;
    QTest::newRow("emoji") << u"Zoë 🎉: 👍"_s << u"Zoë 🎉"_s << u"👍"_s;
    QTest::newRow("from right to left") << u"\u200Fאליס: שלום"_s << u"אליס"_s << u"שלום"_s;
    QTest::newRow("number") << u"\u202A+49 151 2345\u202C: Hi"_s << u"+49 151 2345"_s << u"Hi"_s;
    QTest::newRow("nothing said") << u"Alice: "_s << u"Alice"_s << QString();
    QTest::newRow("nothing at all") << u"Alice:"_s << u"Alice"_s << QString();
    QTest::newRow("nobody") << u"Alice added Bob"_s << QString() << u"Alice added Bob"_s;
}

void ChatReaderTest::tellsWhoFromWhat()
{
    QFETCH(QString, rest);
    QFETCH(QString, sender);
    QFETCH(QString, text);
    const auto entries = readAll("31.12.21, 21:05 - " + rest.toUtf8());
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries[0].sender, sender);
    QCOMPARE(entries[0].text, text);
    QCOMPARE(entries[0].kind, sender.isEmpty() ? Kind::System : Kind::Message);
}

void ChatReaderTest::takesNamesWithColons()
{
    const QByteArray line = "31.12.21, 21:05 - Club: Board: Hi";
    QCOMPARE(readAll(line)[0].sender, u"Club"_s);
    const auto entries = readAll(line, {u"Club"_s, u"Club: Board"_s, u"Club: B"_s});
    QCOMPARE(entries[0].sender, u"Club: Board"_s);
    QCOMPARE(entries[0].text, u"Hi"_s);
}

void ChatReaderTest::keepsLinesTogether()
{
    const auto entries = readAll("31.12.21, 21:05 - A: one\r\n\r\ntwo\r\n31.12.21, 21:06 - B: x\n");
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries[0].text, u"one\n\ntwo"_s);
    QCOMPARE(entries[1].text, u"x"_s);
}

void ChatReaderTest::tellsWhatIsNobodys()
{
    const auto entries =
        readAll("[31/12/2021, 21:05:12] Cooks: \u200EMessages and calls are end-to-end encrypted.\n"
                "[31/12/2021, 21:05:13] Alice: \u200EAlice created this group\n"
                "[31/12/2021, 21:05:14] Alice: \u200ELocation: https://maps.google.com/?q=1,2\n"
                "[31/12/2021, 21:05:15] Alice: Hi\n");
    QCOMPARE(entries.size(), 4U);
    QCOMPARE(entries[0].kind, Kind::System);
    QCOMPARE(entries[0].sender, QString());
    QCOMPARE(entries[1].kind, Kind::System);
    QCOMPARE(entries[2].kind, Kind::Message);
    QCOMPARE(entries[2].text, u"Location: https://maps.google.com/?q=1,2"_s);
    QCOMPARE(entries[3].kind, Kind::Message);
}

void ChatReaderTest::findsFiles_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("caption");
    QTest::newRow("Android") << u"IMG-20211231-WA0001.jpg (file attached)"_s
                             << u"IMG-20211231-WA0001.jpg"_s << QString();
    QTest::newRow("with a caption") << u"\u200EIMG-1.jpg (file attached)\nLook at\nthat"_s
                                    << u"IMG-1.jpg"_s << u"Look at\nthat"_s;
    QTest::newRow("German") << u"PTT-1.opus (Datei angehängt)"_s << u"PTT-1.opus"_s << QString();
    QTest::newRow("any language") << u"\u200EIMG-1.jpg (sarudza faira)"_s << u"IMG-1.jpg"_s
                                  << QString();
    QTest::newRow("iOS") << u"\u200E<attached: 00000012-PHOTO-2021-12-31.jpg>"_s
                         << u"00000012-PHOTO-2021-12-31.jpg"_s << QString();
    QTest::newRow("iOS, with a caption")
        << u"Look \u200E<attached: 0-PHOTO.jpg>"_s << u"0-PHOTO.jpg"_s << u"Look"_s;
    QTest::newRow("iOS, French") << u"\u200E<pièce jointe\u202F: 0-PHOTO.jpg>"_s << u"0-PHOTO.jpg"_s
                                 << QString();
    QTest::newRow("a way out") << u"../../etc/passwd.txt (file attached)"_s << QString()
                               << QString();
    QTest::newRow("a way out on iOS") << u"\u200E<attached: ../x.jpg>"_s << QString() << QString();
    QTest::newRow("said by somebody") << u"see a.jpg (the new one)"_s << QString() << QString();
    QTest::newRow("only words") << u"x < y and <attached: nothing>"_s << QString() << QString();
}

void ChatReaderTest::findsFiles()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QString, caption);
    const auto entries = readAll("31.12.21, 21:05 - A: " + text.toUtf8());
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries[0].attachment, name);
    QCOMPARE(entries[0].caption, caption);
}

void ChatReaderTest::seesThatFilesAreOmitted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOmitted");
    QTest::newRow("English") << u"<Media omitted>"_s << true;
    QTest::newRow("German") << u"<Medien ausgeschlossen>"_s << true;
    QTest::newRow("iOS") << u"\u200Eimage omitted"_s << true;
    QTest::newRow("iOS, German") << u"\u200EBild weggelassen"_s << true;
    QTest::newRow("said by somebody") << u"image omitted"_s << false;
    QTest::newRow("something else") << u"<3"_s << false;
}

void ChatReaderTest::seesThatFilesAreOmitted()
{
    QFETCH(QString, text);
    QFETCH(bool, isOmitted);
    QCOMPARE(isOmittedFile(text), isOmitted);
    const auto entries = readAll("[31/12/2021, 21:05:12] A: " + text.toUtf8());
    QCOMPARE(entries[0].isFileOmitted, isOmitted);
    QCOMPARE(entries[0].kind, Kind::Message);
}

void ChatReaderTest::leavesOutWhatComesBefore()
{
    QCOMPARE(readAll("no chat\nat all\n").size(), 0U);
    const auto entries = readAll("some\nlines\n31.12.21, 21:05 - A: x");
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries[0].text, u"x"_s);
}

void ChatReaderTest::boundsWhatIsTooLong()
{
    const QByteArray end = "\n31.12.21, 21:06 - B: y";
    const auto line = readAll("31.12.21, 21:05 - A: " + QByteArray(3'000'000, 'x') + end);
    QCOMPARE(line.size(), 2U);
    QCOMPARE(line[0].text.size(), ChatReader::MostText);
    QVERIFY(line[0].isCut);
    QVERIFY(!line[1].isCut);
    const auto lines =
        readAll("31.12.21, 21:05 - A: " + QByteArray("abcdefgh\n").repeated(100'000) + end);
    QCOMPARE(lines.size(), 2U);
    QCOMPARE(lines[0].text.size(), ChatReader::MostText);
    QVERIFY(lines[0].isCut);
    const auto emoji = readAll("31.12.21, 21:05 - A: x" + QByteArray("👍").repeated(50'000) + end);
    QVERIFY(emoji[0].text.isValidUtf16());
    QCOMPARE(emoji[1].text, u"y"_s);
}

void ChatReaderTest::bearsWhatIsNoText()
{
    const auto entries =
        readAll(QByteArray("31.12.21, 21:05 - A: x\0y\xff\xfe z\n31.12.21, 21:06 - B: \xc3", 51));
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries[0].text, u"x\uFFFDy\uFFFD\uFFFD z"_s);
    QVERIFY(entries[1].text.isValidUtf16());
}

QTEST_GUILESS_MAIN(ChatReaderTest)
#include "tst_chatreader.moc"
