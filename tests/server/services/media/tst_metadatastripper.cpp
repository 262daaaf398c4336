// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/metadatastripper.h"
#include "tests/support/patience.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QImage>
#include <QImageReader>
#include <QTest>
#include <QtEndian>

using namespace linnet;

namespace {

const QByteArray Secret = "47.3769N 8.5417E, taken by Alice";

QByteArray encoded(const char *format)
{
    QImage image(24, 16, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 10, y * 15, 90));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

QByteArray big32(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray little32(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray jpegSegment(uchar marker, const QByteArray &content)
{
    QByteArray length(2, '\0');
    qToBigEndian(quint16(content.size() + 2), length.data());
    return QByteArray("\xFF") + char(marker) + length + content;
}

QByteArray exif(quint16 orientation)
{
    QByteArray tiff = QByteArray::fromHex("49492a0008000000"
                                          "0100"
                                          "12010300010000000000000000000000");
    qToLittleEndian(orientation, tiff.data() + 18);
    return QByteArray("Exif\0\0", 6) + tiff + Secret;
}

QByteArray jpegWith(quint16 orientation)
{
    return encoded("JPEG").insert(2,
                                  jpegSegment(0xE1, exif(orientation)) + jpegSegment(0xFE, Secret)
                                      + jpegSegment(0xED, "Photoshop 3.0" + Secret));
}

//! \return a picture as encoded() makes it, with \p parts in front of its end.
QByteArray jpegEndingWith(const QByteArray &parts)
{
    const QByteArray picture = encoded("JPEG");
    return picture.chopped(2) + parts + picture.last(2);
}

//! \return \p count scans of the coefficients of one component that hold nothing.
QByteArray emptyScans(int count)
{
    return QByteArray::fromHex("ffda0008010100013f00").repeated(count);
}

// The checksum is not looked at by the stripper, which drops the chunk whole.
QByteArray pngWith()
{
    const QByteArray text = "Author" + QByteArray(1, '\0') + Secret;
    return encoded("PNG").insert(33, big32(quint32(text.size())) + "tEXt" + text + big32(0));
}

// One black pixel, with a comment and an application extension that is not about the picture.
QByteArray gifWith()
{
    const QByteArray block = char(Secret.size()) + Secret + '\0';
    return QByteArray::fromHex("474946383961010001008000000000000000"
                               "00")
        + "\x21\xFE" + block + QByteArray("\x21\xFF\x0BXMP DataXMP", 14) + block
        + QByteArray("\x21\xFF\x0BNETSCAPE2.0\x03\x01\x00\x00\x00", 19)
        + QByteArray::fromHex("2c000000000100010000020244010"
                              "03b");
}

QByteArray webpChunk(const QByteArray &name, const QByteArray &content)
{
    return name + little32(quint32(content.size())) + content
        + (content.size() % 2 ? QByteArray(1, '\0') : QByteArray());
}

QByteArray webpWith()
{
    const QByteArray body = "WEBP" + webpChunk("VP8X", QByteArray::fromHex("0c000000000000000000"))
        + webpChunk("VP8L", "pixels") + webpChunk("EXIF", Secret) + webpChunk("XMP ", Secret);
    return "RIFF" + little32(quint32(body.size())) + body;
}

QImage decoded(const QByteArray &bytes)
{
    return QImage::fromData(bytes);
}

} // namespace

class MetadataStripperTest : public QObject
{
    Q_OBJECT

private slots:
    void takesTheSecretOut_data();
    void takesTheSecretOut();
    void keepsPixels_data();
    void keepsPixels();
    void keepsOrientationOfAJpeg();
    void keepsHowOftenAGifRepeats();
    void clearsTheFlagsOfAWebp();
    void leavesOutWhatFollowsAJpeg();
    void takesAsManyScansOfAJpegAsPicturesHave_data();
    void takesAsManyScansOfAJpegAsPicturesHave();
    void refusesScansInWhatDecodersSkip_data();
    void refusesScansInWhatDecodersSkip();
    void looksNoFurtherThanTheExifReaches();
    void refusesEveryTruncation_data();
    void refusesEveryTruncation();
};

void MetadataStripperTest::takesTheSecretOut_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("contentType");

    QTest::newRow("jpeg") << jpegWith(1) << QByteArray("image/jpeg");
    QTest::newRow("turned jpeg") << jpegWith(6) << QByteArray("image/jpeg");
    QTest::newRow("png") << pngWith() << QByteArray("image/png");
    QTest::newRow("gif") << gifWith() << QByteArray("image/gif");
    QTest::newRow("webp") << webpWith() << QByteArray("image/webp");
}

void MetadataStripperTest::takesTheSecretOut()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, contentType);
    QVERIFY(file.contains(Secret));

    const auto stripped = stripMetadata(file, contentType);

    QVERIFY(stripped);
    QVERIFY(!stripped->contains(Secret));
    QVERIFY(stripped->size() < file.size());
}

void MetadataStripperTest::keepsPixels_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("contentType");

    QTest::newRow("jpeg") << jpegWith(1) << QByteArray("image/jpeg");
    QTest::newRow("png") << encoded("PNG") << QByteArray("image/png");
}

void MetadataStripperTest::keepsPixels()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, contentType);

    const auto stripped = stripMetadata(file, contentType);

    QVERIFY(stripped);
    QVERIFY(!decoded(*stripped).isNull());
    QCOMPARE(decoded(*stripped), decoded(file));
}

void MetadataStripperTest::keepsOrientationOfAJpeg()
{
    QByteArray stripped = stripMetadata(jpegWith(6), "image/jpeg").value();
    QBuffer buffer(&stripped);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    QCOMPARE(reader.transformation(), QImageIOHandler::TransformationRotate90);
}

void MetadataStripperTest::keepsHowOftenAGifRepeats()
{
    const QByteArray stripped = stripMetadata(gifWith(), "image/gif").value();
    QVERIFY(stripped.contains("NETSCAPE2.0"));
    QVERIFY(!stripped.contains("XMP"));
    QVERIFY(stripped.endsWith(QByteArray::fromHex("02440100") + '\x3B'));
}

void MetadataStripperTest::clearsTheFlagsOfAWebp()
{
    const QByteArray stripped = stripMetadata(webpWith(), "image/webp").value();
    QCOMPARE(stripped[20], '\0');
    QCOMPARE(qFromLittleEndian<quint32>(stripped.data() + 4), quint32(stripped.size() - 8));
    QVERIFY(stripped.contains("pixels"));
}

void MetadataStripperTest::leavesOutWhatFollowsAJpeg()
{
    const QByteArray stripped = stripMetadata(encoded("JPEG") + Secret, "image/jpeg").value();
    QVERIFY(!stripped.contains(Secret));
}

void MetadataStripperTest::takesAsManyScansOfAJpegAsPicturesHave_data()
{
    QTest::addColumn<int>("more");
    QTest::addColumn<bool>("isTaken");

    QTest::newRow("one for all") << 0 << true;
    QTest::newRow("a progressive picture in four colours") << 17 << true;
    QTest::newRow("as many as there may be") << 63 << true;
    QTest::newRow("one more") << 64 << false;
    QTest::newRow("what keeps a decoder busy for hours") << 100'000 << false;
}

void MetadataStripperTest::takesAsManyScansOfAJpegAsPicturesHave()
{
    QFETCH(int, more);
    QFETCH(bool, isTaken);
    const auto stripped = stripMetadata(jpegEndingWith(emptyScans(more)), "image/jpeg");
    QCOMPARE(stripped.has_value(), isTaken);
}

void MetadataStripperTest::refusesScansInWhatDecodersSkip_data()
{
    QTest::addColumn<uchar>("marker");

    QTest::newRow("none at all") << uchar(0x00);
    QTest::newRow("for arithmetic coding") << uchar(0x01);
    QTest::newRow("a restart outside of a scan") << uchar(0xD3);
    QTest::newRow("another beginning") << uchar(0xD8);
}

//! These have no length, so decoders go on right behind them, and find what looks like a segment.
void MetadataStripperTest::refusesScansInWhatDecodersSkip()
{
    QFETCH(uchar, marker);
    const QByteArray hidden = jpegSegment(marker, emptyScans(100));
    QByteArray file = encoded("JPEG");
    QVERIFY(!stripMetadata(file.insert(2, hidden), "image/jpeg"));
}

void MetadataStripperTest::looksNoFurtherThanTheExifReaches()
{
    const QByteArray endless =
        QByteArray("Exif\0\0", 6) + QByteArray::fromHex("4d4d002a00000008ffff");
    QByteArray file = encoded("JPEG");
    file.insert(2, jpegSegment(0xE1, endless).repeated(40'000));
    const auto isQuick = [&file] {
        QElapsedTimer timer;
        timer.start();
        return stripMetadata(file, "image/jpeg") && timer.elapsed() < 500;
    };
    QVERIFY(test::onceInTenTries(isQuick));
}

void MetadataStripperTest::refusesEveryTruncation_data()
{
    takesTheSecretOut_data();
}

void MetadataStripperTest::refusesEveryTruncation()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, contentType);
    for (qsizetype length = 0; length < file.size(); ++length) {
        const auto stripped = stripMetadata(file.first(length), contentType);
        // A WebP cut between two chunks is whole as far as its chunks go.
        if (stripped)
            QVERIFY2(contentType == "image/webp", qPrintable(QString::number(length)));
    }
}

QTEST_GUILESS_MAIN(MetadataStripperTest)
#include "tst_metadatastripper.moc"
