// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/clock.h"
#include "server/services/media/mediaservice.h"
#include "server/services/media/thumbnailer.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1);

QByteArray png()
{
    QImage image(640, 320, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class MediaServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void handsOutWhatItTookIn();
    void makesAThumbnailOfAnImage();
    void keepsAWebpWithoutAThumbnailWhereNothingReadsIt();
    void tellsTheRecordingOfAVoiceFromAFilm();
    void keepsEqualFilesOnceUnderTwoNames();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
    void takesPicturesOnlyWhereAsked();
    void keepsNoPathInAName();
    void keepsNothingUnseenInAName();
    void findsNothingByAGuess();

private:
    struct World
    {
        World()
        {
            const auto added = await(database->write([](Stores &stores) -> Result<> {
                addUser(stores, Alice);
                return {};
            }));
            if (!added)
                qFatal("No account.");
        }

        Result<Media> add(const QByteArray &content, const QString &name,
                          MediaFilter filter = MediaFilter::Anything)
        {
            const QString path = folder.filePath(u"upload"_s);
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
                qFatal("No upload.");
            file.close();
            return await(media.add(Alice, path, name, filter));
        }

        QTemporaryDir folder;
        TestDatabase database;
        SystemClock clock;
        IdGenerator ids{clock, 0};
        FileBlobStore blobs{folder.filePath(u"blobs"_s)};
        CpuPool pool{1};
        MediaService media{database, blobs, pool, ids, clock};
    };

    std::unique_ptr<World> m_world;
};

void MediaServiceTest::handsOutWhatItTookIn()
{
    const auto added = m_world->add("%PDF-1.7 hello", u"report.pdf"_s);
    QVERIFY(added);
    QVERIFY(added->name.endsWith(".pdf"));

    const auto found = await(m_world->media.find(added->name));

    QVERIFY(found);
    QCOMPARE(found->contentType, QByteArray("application/pdf"));
    QCOMPARE(found->kind, MessageKind::Document);
    QCOMPARE(found->originalName, u"report.pdf"_s);
    QCOMPARE(found->size, qint64(14));
    QCOMPARE(found->owner, Alice);
    QCOMPARE(contentOf(m_world->media.path(found->sha256)), QByteArray("%PDF-1.7 hello"));
}

void MediaServiceTest::makesAThumbnailOfAnImage()
{
    const auto added = m_world->add(png(), u"a.png"_s);
    QVERIFY(added);
    QCOMPARE(QSize(added->width, added->height), QSize(640, 320));
    const QByteArray thumbnail = contentOf(m_world->media.path(added->thumbnailSha256));
    QCOMPARE(QImage::fromData(thumbnail).size(), QSize(320, 160));
}

void MediaServiceTest::keepsAWebpWithoutAThumbnailWhereNothingReadsIt()
{
    const QByteArray webp = "RIFF" + QByteArray::fromHex("24000000") + "WEBPVP8 "
        + QByteArray::fromHex("18000000")
        + QByteArray::fromBase64("MAEAnQEqAQABAALATCWkAANwAP74H4AA"); // One pixel.
    const auto added = m_world->add(webp, u"a.webp"_s);
    QVERIFY(added);
    QCOMPARE(added->contentType, QByteArray("image/webp"));
    QCOMPARE(added->kind, MessageKind::Image);
    QCOMPARE(contentOf(m_world->media.path(added->sha256)), webp);
    QCOMPARE(added->thumbnailSha256.isEmpty(), !canMakeThumbnail("image/webp"));
    QVERIFY(m_world->add(webp, u"me.webp"_s, MediaFilter::Pictures));
}

void MediaServiceTest::tellsTheRecordingOfAVoiceFromAFilm()
{
    const auto film = [](const QByteArray &kind) {
        return QByteArray::fromHex("0000000c") + "ftypmp42" + QByteArray::fromHex("0000002c")
            + "moov" + QByteArray::fromHex("00000024") + "trak" + QByteArray::fromHex("0000001c")
            + "mdia" + QByteArray::fromHex("00000014") + "hdlr" + QByteArray(8, '\0') + kind;
    };
    const auto voice = m_world->add(film("soun"), u"voice.mp4"_s);
    QCOMPARE(voice->contentType, QByteArray("audio/mp4"));
    QCOMPARE(voice->kind, MessageKind::Audio);
    QVERIFY(voice->name.endsWith(".m4a"));
    QCOMPARE(m_world->add(film("vide"), u"film.mp4"_s)->contentType, QByteArray("video/mp4"));
}

void MediaServiceTest::keepsEqualFilesOnceUnderTwoNames()
{
    const auto first = m_world->add("the same text", u"a.txt"_s);
    const auto second = m_world->add("the same text", u"b.txt"_s);
    QVERIFY(first && second);
    QVERIFY(first->name != second->name);
    QCOMPARE(first->sha256, second->sha256);
}

void MediaServiceTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");

    QTest::newRow("program") << QByteArray("\x7F"
                                           "ELF\x01\x02",
                                           6)
                             << u"unsupported_media_type"_s;
    QTest::newRow("empty") << QByteArray() << u"unsupported_media_type"_s;
    QTest::newRow("half an image") << png().first(60) << u"unreadable_image"_s;
    QTest::newRow("an image's beginning only")
        << QByteArray("\x89PNG\r\n\x1A\n", 8) << u"unreadable_image"_s;
}

void MediaServiceTest::refusesWhatItDoesNotKnow()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, code);

    const auto added = m_world->add(content, u"a.png"_s);

    QVERIFY(!added);
    QCOMPARE(QString(added.error().code), code);
}

void MediaServiceTest::takesPicturesOnlyWhereAsked()
{
    QVERIFY(m_world->add(png(), {}, MediaFilter::Pictures));
    for (const char *other : {"%PDF-1.7 hello", "just a text", ""}) {
        const auto refused = m_world->add(other, {}, MediaFilter::Pictures);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::UnsupportedType);
        QCOMPARE(refused.error().message, u"file must be a picture."_s);
    }
}

void MediaServiceTest::keepsNoPathInAName()
{
    const auto unix = m_world->add("text", u"../../etc/passwd"_s);
    QVERIFY(unix);
    QCOMPARE(unix->originalName, u"passwd"_s);
    const auto windows = m_world->add("text", u"C:\\temp\\a\r\nb.txt"_s);
    QVERIFY(windows);
    QCOMPARE(windows->originalName, u"ab.txt"_s);
}

void MediaServiceTest::keepsNothingUnseenInAName()
{
    const auto turned = m_world->add("text", u"invoice\u202Efdp.exe"_s);
    QVERIFY(turned);
    QCOMPARE(turned->originalName, u"invoicefdp.exe"_s);
    const auto family = m_world->add("text", u"👨\u200D👩.txt"_s);
    QVERIFY(family);
    QCOMPARE(family->originalName, u"👨\u200D👩.txt"_s);
    const auto cut = m_world->add("text", u"😀"_s.repeated(128));
    QVERIFY(cut);
    QCOMPARE(cut->originalName, u"😀"_s.repeated(127));
}

void MediaServiceTest::findsNothingByAGuess()
{
    const auto found = await(m_world->media.find("0123456789abcdef.png"));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(MediaServiceTest)
#include "tst_mediaservice.moc"
