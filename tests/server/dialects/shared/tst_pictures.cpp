// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/pictures.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/support/await.h"
#include "tests/support/picture.h"
#include "tests/support/teststorage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1);

} // namespace

class PicturesTest : public QObject
{
    Q_OBJECT

private slots:
    void makesUrlsOfPaths_data();
    void makesUrlsOfPaths();
    void makesPathsOfItsOwnUrls_data();
    void makesPathsOfItsOwnUrls();
    void linksFilesThatAreNotShown_data();
    void linksFilesThatAreNotShown();
    void saysWhereFilesAre();
    void keepsWhatCameWithACall();
    void keepsNothingWhereNothingCame();
    void refusesWhatIsNoPicture();

private:
    Call callWith(const QByteArray &content);

    QTemporaryDir m_folder;
    TestDatabase m_database;
    SystemClock m_clock;
    IdGenerator m_ids{m_clock, 0};
    FileBlobStore m_blobs{m_folder.filePath(u"blobs"_s)};
    CpuPool m_pool{1};
    MediaService m_media{m_database, m_blobs, m_pool, m_ids, m_clock};
};

void PicturesTest::makesUrlsOfPaths_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("absolute");

    QTest::newRow("a path") << u"/a/b"_s << u"https://chat.example.org/a/b"_s;
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("elsewhere") << u"https://example.org/a"_s << u"https://example.org/a"_s;
    QTest::newRow("elsewhere, by the same way") << u"//example.org/a"_s << u"//example.org/a"_s;
}

void PicturesTest::makesUrlsOfPaths()
{
    QFETCH(QString, url);
    QFETCH(QString, absolute);
    QCOMPARE(absoluteUrl(u"https://chat.example.org"_s, url), absolute);
}

void PicturesTest::makesPathsOfItsOwnUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("relative");

    QTest::newRow("its own") << u"https://chat.example.org/a/b"_s << u"/a/b"_s;
    QTest::newRow("a path") << u"/a/b"_s << u"/a/b"_s;
    QTest::newRow("none") << QString() << QString();
    for (const QString &url : {u"https://example.org/a"_s, u"https://chat.example.org.evil/a"_s,
                               u"https://chat.example.org:8443/a"_s, u"https://chat.example.org"_s})
        QTest::newRow(qPrintable(url)) << url << url;
}

void PicturesTest::makesPathsOfItsOwnUrls()
{
    QFETCH(QString, url);
    QFETCH(QString, relative);
    QCOMPARE(relativeUrl(u"https://chat.example.org"_s, url), relative);
    QCOMPARE(relativeUrl({}, url), url);
}

void PicturesTest::linksFilesThatAreNotShown_data()
{
    QTest::addColumn<MessageKind>("kind");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");

    const QString file = u"/files/a"_s;
    const QString url = u"https://chat.example.org/files/a"_s;
    QTest::newRow("a text") << MessageKind::Text << u"hi"_s << QString() << u"hi"_s;
    QTest::newRow("a picture") << MessageKind::Image << u"hi"_s << file << u"hi"_s;
    QTest::newRow("a film") << MessageKind::Video << QString() << file << url;
    QTest::newRow("a paper") << MessageKind::Document << u"hi"_s << file << u"hi\n"_s + url;
    QTest::newRow("edited") << MessageKind::Audio << u"ho\n"_s + url << file << u"ho\n"_s + url;
}

void PicturesTest::linksFilesThatAreNotShown()
{
    QFETCH(MessageKind, kind);
    QFETCH(QString, body);
    QFETCH(QString, file);
    QFETCH(QString, text);
    Message message;
    message.kind = kind;
    message.body = body;
    message.mediaUrl = file;
    QCOMPARE(linkedText(message, u"https://chat.example.org"_s), text);
}

void PicturesTest::saysWhereFilesAre()
{
    Media media;
    media.name = "abc.png";
    QCOMPARE(mediaPath(media), u"/api/v1/media/files/abc.png"_s);
    QCOMPARE(thumbnailPath(media), QString());
    media.thumbnailSha256 = "x";
    QCOMPARE(thumbnailPath(media), u"/api/v1/media/thumbnails/thumb_abc.png"_s);
}

Call PicturesTest::callWith(const QByteArray &content)
{
    QFile file(m_folder.filePath(u"upload"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("No upload.");
    Call call;
    call.caller.user = Alice;
    call.file = UploadedFile{file.fileName(), {}, content.size()};
    return call;
}

void PicturesTest::keepsWhatCameWithACall()
{
    const auto added = await(m_database->write([](Stores &stores) -> Result<> {
        addUser(stores, Alice);
        return {};
    }));
    QVERIFY(added);
    const auto path = await(keepPicture(&m_media, callWith(pngPicture())));
    QVERIFY(path);
    const auto media = await(m_media.find(path->section(u'/', -1).toLatin1()));
    QVERIFY(media);
    QCOMPARE(media->owner, Alice);
    QCOMPARE(mediaPath(*media), *path);
}

void PicturesTest::keepsNothingWhereNothingCame()
{
    const auto path = await(keepPicture(&m_media, Call()));
    QVERIFY(path);
    QCOMPARE(*path, QString());
}

void PicturesTest::refusesWhatIsNoPicture()
{
    const auto path = await(keepPicture(&m_media, callWith("%PDF-1.7 hello")));
    QVERIFY(!path);
    QCOMPARE(path.error().kind, Error::Kind::UnsupportedType);
}

QTEST_GUILESS_MAIN(PicturesTest)
#include "tst_pictures.moc"
