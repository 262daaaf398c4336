// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/filmsound.h"

#include <QTest>
#include <QtEndian>

using namespace linnet;

class FilmSoundTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void readsWhatIsCutOffOrLiesWithoutHarm();
};

namespace {

QByteArray box(const char *type, const QByteArray &content)
{
    QByteArray size(4, '\0');
    qToBigEndian(quint32(content.size() + 8), size.data());
    return size + type + content;
}

QByteArray track(const char *kind)
{
    const QByteArray handler = QByteArray(8, '\0') + kind + QByteArray(13, '\0');
    return box("trak", box("tkhd", QByteArray(84, '\0')) + box("mdia", box("hdlr", handler)));
}

QByteArray film(const QByteArray &tracks)
{
    return box("ftyp", "mp42") + box("mdat", "noise") + box("moov", box("mvhd", "x") + tracks);
}

} // namespace

void FilmSoundTest::judges_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isSound");

    const QByteArray longBox =
        QByteArray::fromHex("00000001") + "mdat" + QByteArray::fromHex("0000000000000012") + "ab";
    const QByteArray openBox = QByteArray::fromHex("00000000") + "moov" + track("soun");
    QTest::newRow("sound") << film(track("soun")) << true;
    QTest::newRow("sound with a text") << film(track("soun") + track("text")) << true;
    QTest::newRow("behind a long box") << longBox + film(track("soun")) << true;
    QTest::newRow("in a box to the end") << box("ftyp", "mp42") + openBox << true;
    QTest::newRow("pictures") << film(track("vide")) << false;
    QTest::newRow("both") << film(track("vide") + track("soun")) << false;
    QTest::newRow("nothing that is known") << film(track("text")) << false;
    QTest::newRow("no index") << box("ftyp", "mp42") + box("mdat", track("soun")) << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void FilmSoundTest::judges()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isSound);
    QCOMPARE(isSoundAlone(bytes), isSound);
}

void FilmSoundTest::readsWhatIsCutOffOrLiesWithoutHarm()
{
    const QByteArray whole = film(track("soun"));
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(!isSoundAlone(whole.first(length)));
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char byte : {'\0', '\1', '\x7f', '\xff'}) {
            QByteArray wrong = whole;
            wrong[at] = byte;
            isSoundAlone(wrong);
        }
    }
}

QTEST_GUILESS_MAIN(FilmSoundTest)
#include "tst_filmsound.moc"
