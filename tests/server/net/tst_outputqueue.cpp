// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/outputqueue.h"

#include <QTest>

#include <array>
#include <numeric>
#include <random>

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
    void countsWhatWaitsBesideTheLongest();
    void knowsTheLongestOfWhatIsLeft();
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

void OutputQueueTest::countsWhatWaitsBesideTheLongest()
{
    OutputQueue queue;
    QVERIFY(queue.load().hasRoomFor(1000, 0)); // Alone, it may be as long as it likes.
    queue.append(QByteArray(10, 'x'));
    QVERIFY(queue.load().hasRoomFor(1000, 10));
    QVERIFY(!queue.load().hasRoomFor(1000, 9));
    queue.append(QByteArray(1000, 'x'));
    QVERIFY(queue.load().hasRoomFor(20, 30));
    QVERIFY(!queue.load().hasRoomFor(20, 29));
    QVERIFY(!queue.load().hasRoomFor(2000, 1009)); // Only one.
    queue.consume(10 + 995);
    QVERIFY(queue.load().hasRoomFor(20, 5)); // Now this one is it.
}

void OutputQueueTest::knowsTheLongestOfWhatIsLeft()
{
    std::minstd_rand random(1);
    OutputQueue queue;
    std::vector<qint64> expected;
    for (int i = 0; i < 20000; ++i) {
        const auto size = qint64(random() % 100);
        queue.append(QByteArray(size, 'x'));
        if (size > 0)
            expected.push_back(size);
        const qint64 gone = std::min(queue.bytes(), qint64(random() % 98));
        queue.consume(gone);
        for (qint64 left = gone; left > 0;) {
            const qint64 taken = std::min(left, expected.front());
            left -= taken;
            expected.front() -= taken;
            if (expected.front() == 0)
                expected.erase(expected.begin());
        }
        const auto longest = std::max_element(expected.begin(), expected.end());
        QCOMPARE(queue.load().longest, longest == expected.end() ? 0 : *longest);
        QCOMPARE(queue.load().bytes, std::accumulate(expected.begin(), expected.end(), qint64(0)));
    }
}

QTEST_GUILESS_MAIN(OutputQueueTest)
#include "tst_outputqueue.moc"
