// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/mediatype.h"

#include <QTest>

using namespace linnet;

class MediaTypeTest : public QObject
{
    Q_OBJECT

private slots:
    void detect_data();
    void detect();
    void seesAnyPrefixWithoutHarm();
};

void MediaTypeTest::detect_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("contentType");

    const auto bytes = [](const char *hex, const char *rest = "") {
        return QByteArray::fromHex(hex) + rest;
    };
    QTest::newRow("jpeg") << bytes("ffd8ffe0") << QByteArray("image/jpeg");
    QTest::newRow("png") << bytes("89504e470d0a1a0a") << QByteArray("image/png");
    QTest::newRow("gif") << QByteArray("GIF89a") << QByteArray("image/gif");
    QTest::newRow("webp") << QByteArray("RIFF\1\2\3\4WEBPVP8 ") << QByteArray("image/webp");
    QTest::newRow("wav") << QByteArray("RIFF\1\2\3\4WAVEfmt ") << QByteArray("audio/wav");
    QTest::newRow("wave without riff") << bytes("0001020304050607", "WAVEfmt ") << QByteArray();
    QTest::newRow("mp4") << bytes("00000018", "ftypisom") << QByteArray("video/mp4");
    for (const char *brand : {"heic", "heix", "hevc", "mif1", "msf1", "avif", "avis"})
        QTest::newRow(brand) << bytes("00000018", "ftyp") + brand << QByteArray();
    QTest::newRow("quicktime") << bytes("00000014", "ftypqt  ") << QByteArray("video/quicktime");
    QTest::newRow("a film that begins with its index")
        << bytes("00000010", "moov12345678") << QByteArray("video/quicktime");
    QTest::newRow("a film that begins with its pictures")
        << bytes("0000000c", "mdat") + bytes("00112233") << QByteArray("video/quicktime");
    QTest::newRow("a film whose pictures are long") << bytes("00000001", "mdat")
            + bytes("000000000000001400112233") << QByteArray("video/quicktime");
    QTest::newRow("a film that begins with room")
        << bytes("00000008", "wide") + bytes("0000000c", "mdat") + bytes("00112233")
        << QByteArray("video/quicktime");
    QTest::newRow("a film that begins with much room") << bytes("0000000c", "free")
            + bytes("00000000") + bytes("00000009", "skip") + bytes("00")
            + bytes("00000010", "moov12345678") << QByteArray("video/quicktime");
    QTest::newRow("a film that begins with more room than is looked at")
        << bytes("00100000", "free") + QByteArray(MediaHeadBytes - 8, '\0')
        << QByteArray("video/quicktime");
    QTest::newRow("a film that begins with a preview")
        << bytes("00000014", "pnot") + QByteArray(12, '\0') << QByteArray("video/quicktime");
    QTest::newRow("a film shorter than it says") << bytes("00000010", "moov1234") << QByteArray();
    QTest::newRow("room and nothing else") << bytes("00000008", "wide") << QByteArray();
    QTest::newRow("room and something else")
        << bytes("00000008", "wide") + bytes("7f454c46010101000000000000000000") << QByteArray();
    QTest::newRow("a wide that is too wide")
        << bytes("0000000c", "wide") + bytes("00000000") + bytes("00000010", "moov12345678")
        << QByteArray();
    QTest::newRow("an index without a size") << bytes("00000000", "moov12345678") << QByteArray();
    QTest::newRow("an index of nothing") << bytes("00000008", "moov") << QByteArray();
    QTest::newRow("a program that calls itself a film")
        << QByteArray("MZ\x90\0mdat", 8) + QByteArray(MediaHeadBytes, '\0') << QByteArray();
    QTest::newRow("a page that calls itself a film")
        << QByteArray("<!--mdat--><script>alert(1)</script>\0", 38) << QByteArray();
    QTest::newRow("text that begins like a film")
        << QByteArray("\t\t\t\tmoov") << QByteArray("text/plain");
    QTest::newRow("m4a") << bytes("00000014", "ftypM4A ") << QByteArray("audio/mp4");
    QTest::newRow("mp3 with tag") << QByteArray("ID3\4") << QByteArray("audio/mpeg");
    QTest::newRow("mp3 frame") << bytes("fffb9064") << QByteArray("audio/mpeg");
    QTest::newRow("aac frame") << bytes("fff15080") << QByteArray("audio/aac");
    QTest::newRow("ogg") << QByteArray("OggS\0", 5) << QByteArray("audio/ogg");
    QTest::newRow("pdf") << QByteArray("%PDF-1.7") << QByteArray("application/pdf");
    QTest::newRow("doc") << bytes("d0cf11e0a1b11ae1") << QByteArray("application/msword");
    QTest::newRow("docx")
        << QByteArray("PK\3\4....[Content_Types].xml....word/document.xml")
        << QByteArray("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    QTest::newRow("another archive") << QByteArray("PK\3\4....evil.exe\0\1", 18) << QByteArray();
    QTest::newRow("text") << QByteArray("Grüße\n") << QByteArray("text/plain");
    // Served as text/plain with nosniff, so markup stays text.
    QTest::newRow("html is text") << QByteArray("<script>alert(1)</script>")
                                  << QByteArray("text/plain");
    QTest::newRow("invalid utf-8") << bytes("c328") << QByteArray();
    QTest::newRow("a text in UTF-16") << bytes("fffe41004200") << QByteArray();
    QTest::newRow("control characters") << bytes("610062") << QByteArray();
    QTest::newRow("elf") << bytes("7f454c46") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void MediaTypeTest::detect()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, contentType);

    const auto type = detectMediaType(head);

    QCOMPARE(type ? type->contentType : QByteArray(), contentType);
}

void MediaTypeTest::seesAnyPrefixWithoutHarm()
{
    const QByteArray head("RIFF\1\2\3\4WEBPVP8 ");
    QStringList seen;
    for (qsizetype length = 0; length <= head.size(); ++length) {
        const auto type = detectMediaType(QByteArrayView(head).first(length));
        if (type)
            seen.append(QString::fromLatin1(type->contentType));
    }
    seen.removeDuplicates();
    QCOMPARE(seen, (QStringList{QStringLiteral("text/plain"), QStringLiteral("image/webp")}));
}

QTEST_GUILESS_MAIN(MediaTypeTest)
#include "tst_mediatype.moc"
