// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/thumbnailer.h"

#include <QBuffer>
#include <QImage>
#include <QTest>
#include <QtEndian>

#include <sys/resource.h>

using namespace linnet;

namespace {

QByteArray png(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QImage plain(QSize size, QImage::Format format = QImage::Format_RGB32)
{
    QImage image(size, format);
    image.fill(format == QImage::Format_RGB32 ? Qt::darkCyan : Qt::transparent);
    return image;
}

//! \return a picture of \p size with one frame, of which one pixel is told.
QByteArray gif(QSize size, QSize frame)
{
    QByteArray bytes = QByteArray::fromHex("474946383961000000008000000000"
                                           "00ffffff2c0000000001000100000202440100"
                                           "3b");
    const auto put = [&bytes](int at, QSize what) {
        qToLittleEndian(quint16(what.width()), bytes.data() + at);
        qToLittleEndian(quint16(what.height()), bytes.data() + at + 2);
    };
    put(6, size);
    put(24, frame);
    return bytes;
}

QByteArray gif(QSize size)
{
    return gif(size, size);
}

} // namespace

class ThumbnailerTest : public QObject
{
    Q_OBJECT

private slots:
    void fitsIntoASquare_data();
    void fitsIntoASquare();
    void readsAPictureOfALargeCamera();
    void makesAPictureSmallThatIsLargerThanItsFirstFrame();
    void showsWhiteBehindTransparency();
    void refusesABombBeforeDecodingIt();
    void refusesWhatIsNoImage();
    void readsWhatIsAlwaysRead();
};

void ThumbnailerTest::fitsIntoASquare_data()
{
    QTest::addColumn<QSize>("image");
    QTest::addColumn<QSize>("thumbnail");

    QTest::newRow("wide") << QSize(1280, 640) << QSize(320, 160);
    QTest::newRow("tall") << QSize(640, 1280) << QSize(160, 320);
    QTest::newRow("small stays") << QSize(40, 20) << QSize(40, 20);
    QTest::newRow("a line keeps a pixel") << QSize(5000, 1) << QSize(320, 1);
}

void ThumbnailerTest::fitsIntoASquare()
{
    QFETCH(QSize, image);
    QFETCH(QSize, thumbnail);

    const auto made = makeThumbnail(png(plain(image)));

    QVERIFY(made);
    QCOMPARE(made->imageSize, image);
    QCOMPARE(QImage::fromData(made->jpeg).size(), thumbnail);
}

//! GIF is in memory whole before it is made small.
void ThumbnailerTest::readsAPictureOfALargeCamera()
{
    const auto made = makeThumbnail(gif({8000, 6000}));
    QVERIFY(made);
    QCOMPARE(made->imageSize, QSize(8000, 6000));
    QVERIFY(!makeThumbnail(gif({8001, 8000})));
}

void ThumbnailerTest::makesAPictureSmallThatIsLargerThanItsFirstFrame()
{
    const auto made = makeThumbnail(gif({1280, 640}, {8, 8}));
    QVERIFY(made);
    QCOMPARE(QImage::fromData(made->jpeg).size(), QSize(320, 160));
}

void ThumbnailerTest::showsWhiteBehindTransparency()
{
    const auto made = makeThumbnail(png(plain({8, 8}, QImage::Format_ARGB32)));
    QVERIFY(made);
    QCOMPARE(QImage::fromData(made->jpeg).pixelColor(4, 4), QColor(Qt::white));
}

void ThumbnailerTest::refusesABombBeforeDecodingIt()
{
    QByteArray bomb = png(plain({8, 8}));
    qToBigEndian(quint32(30000), bomb.data() + 16); // Width and height in IHDR.
    qToBigEndian(quint32(30000), bomb.data() + 20);
    rusage before{};
    getrusage(RUSAGE_SELF, &before);

    QVERIFY(!makeThumbnail(bomb));

    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    QVERIFY(after.ru_maxrss - before.ru_maxrss < 16 << 10); // KiB
}

void ThumbnailerTest::refusesWhatIsNoImage()
{
    QVERIFY(!makeThumbnail("%PDF-1.7"));
    QVERIFY(!makeThumbnail({}));
}

void ThumbnailerTest::readsWhatIsAlwaysRead()
{
    for (const char *type : {"image/jpeg", "image/png", "image/gif"})
        QVERIFY(canMakeThumbnail(type));
    QVERIFY(!canMakeThumbnail("text/plain"));
}

QTEST_GUILESS_MAIN(ThumbnailerTest)
#include "tst_thumbnailer.moc"
