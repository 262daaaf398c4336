// SPDX-License-Identifier: GPL-3.0-or-later
// A large file goes through the whole server, up and down, without being held in memory.
#include "tests/scenario/harness.h"
#include "tests/support/memoryuse.h"
#include "tests/support/patience.h"
#include "tests/support/rawsocket.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MiB = 1 << 20;
constexpr qint64 FileSize = 100 * MiB;
const QByteArray Piece = QByteArray("0123456789abcdef").repeated(4096);

const QByteArray FormHead =
    "--cut\r\nContent-Disposition: form-data; name=\"file\"; "
    "filename=\"large.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7";
const QByteArray FormTail = "\r\n--cut--\r\n";

//! \return the byte at \p offset of the form that uploads the file.
QByteArrayView formFrom(qint64 offset)
{
    if (offset < FormHead.size())
        return QByteArrayView(FormHead).sliced(offset);
    if (const qint64 inFile = offset - FormHead.size(); inFile < FileSize)
        return QByteArrayView(Piece).first(std::min(Piece.size(), FileSize - inFile));
    return QByteArrayView(FormTail).sliced(offset - FormHead.size() - FileSize);
}

} // namespace

class MediaMemoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void storesAnUploadAsItArrives();
    void sendsAStalledClientWhatItTakes();

private:
    Harness m_harness;
    QByteArray m_token;
    QByteArray m_url;
};

void MediaMemoryTest::initTestCase()
{
    Config config = m_harness.config();
    config.media.largestUpload = 2 * FileSize;
    m_harness.start(config);
    m_token = mint(claimsFor(m_harness.signUp(u"+15550000001"_s)));
    QCOMPARE(m_harness.get("/api/v1/users/me", m_token).status, 200);
}

void MediaMemoryTest::storesAnUploadAsItArrives()
{
    const qint64 length = FormHead.size() + FileSize + FormTail.size();
    const qint64 before = memoryInUse();
    RawSocket client(m_harness.port());
    const QByteArray head =
        "POST /api/v1/media/upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + m_token
        + "\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: "
        + QByteArray::number(length) + "\r\n\r\n";
    QCOMPARE(client.send(head), head.size());
    qint64 sent = 0;
    qint64 growth = 0;
    const auto isSent = [&] {
        if (const qint64 taken = client.send(formFrom(sent)); taken > 0)
            sent += taken;
        growth = std::max(growth, memoryInUse() - before);
        return sent == length;
    };
    QVERIFY(waitUntil(isSent, LongPatience));
    QByteArray answer;
    QVERIFY(waitUntil([&] { return (answer += client.read()).contains('}'); }));
    QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
    QVERIFY2(growth < 4 * MiB, qPrintable(QString::number(growth)));
    m_url = QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n")))["mediaUrl"_L1]
                .toString()
                .toUtf8();
    QVERIFY(!m_url.isEmpty());
}

void MediaMemoryTest::sendsAStalledClientWhatItTakes()
{
    const qint64 before = memoryInUse();
    RawSocket client(m_harness.port());
    client.send("GET " + m_url + " HTTP/1.1\r\nHost: a\r\nRange: bytes=5-\r\n\r\n");
    qint64 growth = 0;
    QElapsedTimer timer; // Until the kernel's buffers are full, and then a while longer.
    for (timer.start(); timer.elapsed() < 500; QCoreApplication::processEvents())
        growth = std::max(growth, memoryInUse() - before);
    QVERIFY2(growth < MiB, qPrintable(QString::number(growth)));

    QByteArray seen;
    QVERIFY(waitUntil([&] { return (seen += client.read(1000)).contains("\r\n\r\n"); }));
    QVERIFY2(seen.startsWith("HTTP/1.1 206"), seen.constData());
    constexpr qint64 Wanted = FileSize + 8 - 5; // With "%PDF-1.7", from where the range begins.
    qint64 received = seen.size() - seen.indexOf("\r\n\r\n") - 4;
    const auto isReceived = [&] { return (received += client.read().size()) >= Wanted; };
    QVERIFY2(waitUntil(isReceived, LongPatience), qPrintable(QString::number(received)));
    QCOMPARE(received, Wanted);
}

QTEST_GUILESS_MAIN(MediaMemoryTest)
#include "tst_mediamemory.moc"
