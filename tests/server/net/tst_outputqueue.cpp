// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/outputqueue.h"

#include <QTest>

#include <array>

using namespace linnet::net;

namespace {

//! Everything that \p queue would write, at most \p most pieces.
QByteArray gathered(const OutputQueue &queue, size_t most = 100)
{
    std::array<iovec, 100> pieces;
    const size_t count = queue.gather(std::span(pieces.data(), most));
    QByteArray bytes;
    for (size_t i = 0; i < count; ++i)
        bytes.append(static_cast<const char *>(pieces[i].iov_base), qsizetype(pieces[i].iov_len));
    return bytes;
}

} // namespace

class OutputQueueTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsBytesInOrder();
    void takesWhatWasSentOffTheFront();
    void gathersNoMoreThanAsked();
    void sharesBytes();
    void staysSmallWhileItNeverRunsDry();
};

void OutputQueueTest::keepsBytesInOrder()
{
    OutputQueue queue;
    QVERIFY(queue.isEmpty());
    for (const char *piece : {"ab", "", "c", "def"})
        queue.append(piece);
    QCOMPARE(queue.bytes(), 6);
    QCOMPARE(gathered(queue), "abcdef");
}

void OutputQueueTest::takesWhatWasSentOffTheFront()
{
    const QByteArray all = "abcdefghij";
    for (qsizetype first = 0; first <= all.size(); ++first) {
        for (qsizetype second = 0; first + second <= all.size(); ++second) {
            OutputQueue queue;
            for (const char *piece : {"abc", "d", "efghi", "j"})
                queue.append(piece);
            queue.consume(first);
            queue.consume(second);
            QCOMPARE(gathered(queue), all.mid(first + second));
            QCOMPARE(queue.bytes(), all.size() - first - second);
            queue.append("kl");
            QCOMPARE(gathered(queue), all.mid(first + second) + "kl");
        }
    }
}

void OutputQueueTest::gathersNoMoreThanAsked()
{
    OutputQueue queue;
    for (const char *piece : {"a", "b", "c"})
        queue.append(piece);
    QCOMPARE(gathered(queue, 2), "ab");
}

void OutputQueueTest::sharesBytes()
{
    OutputQueue queue;
    const QByteArray bytes(1000, 'x');
    queue.append(bytes);
    std::array<iovec, 1> pieces;
    QCOMPARE(queue.gather(pieces), size_t(1));
    QCOMPARE(static_cast<const char *>(pieces[0].iov_base), bytes.constData());
}

void OutputQueueTest::staysSmallWhileItNeverRunsDry()
{
    OutputQueue queue;
    QByteArray expected = "0";
    queue.append(expected);
    for (int i = 1; i < 10000; ++i) {
        queue.append(QByteArray::number(i));
        queue.consume(expected.size());
        expected = QByteArray::number(i);
        QCOMPARE(queue.bytes(), expected.size());
        QCOMPARE(gathered(queue), expected);
    }
}

QTEST_GUILESS_MAIN(OutputQueueTest)
#include "tst_outputqueue.moc"
