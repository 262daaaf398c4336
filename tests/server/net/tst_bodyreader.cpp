// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"
#include "server/net/bodyreader.h"
#include "server/net/httphead.h"

#include <QTest>

using namespace linnet::net;

namespace {

using Outcome = BodyReader::Outcome;

//! \brief Keeps what it is given, and refuses when it is told to.
class KeepingSink : public BodySink
{
public:
    std::optional<Response> write(QByteArrayView piece) override
    {
        kept.append(piece);
        return refusesPieces ? std::optional(Response{507, {}, {}, {}, false}) : std::nullopt;
    }
    std::optional<Response> finished() override
    {
        isFinished = true;
        return refusesTheEnd ? std::optional(Response{422, {}, {}, {}, false}) : std::nullopt;
    }

    QByteArray kept;
    bool isFinished = false;
    bool refusesPieces = false;
    bool refusesTheEnd = false;
};

BodyPlan planOf(qint64 limit, std::shared_ptr<BodySink> sink = {})
{
    BodyPlan plan;
    plan.limit = limit;
    plan.sink = std::move(sink);
    return plan;
}

//! Gives \p reader \p bytes, \p step at a time. \return the last outcome, and what was left over.
std::pair<Outcome, QByteArray> feed(BodyReader &reader, const QByteArray &bytes, qsizetype step)
{
    QByteArray waiting;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        waiting += bytes.mid(at, step);
        QByteArrayView view = waiting;
        const Outcome outcome = reader.take(view);
        if (outcome != Outcome::NeedsMore)
            return {outcome, view.toByteArray() + bytes.mid(at + step)};
        waiting = view.toByteArray();
    }
    return {Outcome::NeedsMore, waiting};
}

} // namespace

class BodyReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void takesExactlyTheBody_data();
    void takesExactlyTheBody();
    void stopsAtItsLimit_data();
    void stopsAtItsLimit();
    void refusesMalformedChunks();
    void givesTheBodyToItsSink();
    void passesOnWhatTheSinkRefuses_data();
    void passesOnWhatTheSinkRefuses();
    void sharesItsRoom_data();
    void sharesItsRoom();
};

void BodyReaderTest::takesExactlyTheBody_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("announced") << qint64(5) << QByteArray("hello");
    QTest::newRow("chunked") << qint64(HttpHead::Chunked)
                             << QByteArray("2\r\nhe\r\n3;x\r\nllo\r\n0\r\nX: y\r\n\r\n");
}

void BodyReaderTest::takesExactlyTheBody()
{
    QFETCH(qint64, length);
    QFETCH(QByteArray, bytes);
    for (qsizetype step = 1; step <= bytes.size() + 4; ++step) {
        BodyReader reader(length, planOf(5));
        const auto [outcome, rest] = feed(reader, bytes + "NEXT", step);
        QCOMPARE(outcome, Outcome::Finished);
        QCOMPARE(rest, "NEXT");
        QCOMPARE(reader.received(), 5);
        QCOMPARE(reader.takeBody(), "hello");
    }
}

void BodyReaderTest::stopsAtItsLimit_data()
{
    takesExactlyTheBody_data();
}

void BodyReaderTest::stopsAtItsLimit()
{
    QFETCH(qint64, length);
    QFETCH(QByteArray, bytes);
    for (qsizetype step = 1; step <= bytes.size(); ++step) {
        BodyReader reader(length, planOf(4));
        QCOMPARE(feed(reader, bytes, step).first, Outcome::TooLarge);
    }
}

void BodyReaderTest::refusesMalformedChunks()
{
    BodyReader reader(HttpHead::Chunked, planOf(100));
    QCOMPARE(feed(reader, "2\r\nhe\r\nx\r\n", 3).first, Outcome::Malformed);
}

void BodyReaderTest::givesTheBodyToItsSink()
{
    const auto sink = std::make_shared<KeepingSink>();
    BodyReader reader(5, planOf(5, sink));
    QCOMPARE(feed(reader, "hello", 2).first, Outcome::Finished);
    QCOMPARE(sink->kept, "hello");
    QVERIFY(sink->isFinished);
    QVERIFY(reader.takeBody().isEmpty());
    QCOMPARE(reader.takeSink(), sink);
}

void BodyReaderTest::passesOnWhatTheSinkRefuses_data()
{
    QTest::addColumn<bool>("atTheEnd");
    QTest::addColumn<int>("status");

    QTest::newRow("a piece") << false << 507;
    QTest::newRow("the whole") << true << 422;
}

void BodyReaderTest::passesOnWhatTheSinkRefuses()
{
    QFETCH(bool, atTheEnd);
    QFETCH(int, status);
    const auto sink = std::make_shared<KeepingSink>();
    sink->refusesPieces = !atTheEnd;
    sink->refusesTheEnd = atTheEnd;
    BodyReader reader(5, planOf(5, sink));
    QCOMPARE(feed(reader, "hello", 2).first, Outcome::Refused);
    QCOMPARE(reader.takeRefusal().status, status);
    QCOMPARE(sink->isFinished, atTheEnd);
}

void BodyReaderTest::sharesItsRoom_data()
{
    QTest::addColumn<bool>("hasSink");

    QTest::newRow("in memory") << false;
    QTest::newRow("with a sink") << true;
}

void BodyReaderTest::sharesItsRoom()
{
    QFETCH(bool, hasSink);
    const auto budget = std::make_shared<BodyBudget>(40);
    const auto read = [&](BodyReader &reader, QByteArrayView bytes) { return reader.take(bytes); };
    const auto planned = [&] {
        BodyPlan plan = planOf(100, hasSink ? std::make_shared<KeepingSink>() : nullptr);
        plan.budget = budget;
        return plan;
    };
    {
        BodyReader one(8, planned());
        QCOMPARE(read(one, "hell"), Outcome::NeedsMore);
        BodyReader other(8, planned());
        QCOMPARE(read(other, "hello"), Outcome::NeedsMore);
        QCOMPARE(read(other, "you"), Outcome::NoRoom);
        QCOMPARE(read(one, "o"), Outcome::NeedsMore);
        QVERIFY(!budget->take({}, 1, 0));
    }
    QVERIFY(budget->take({}, 10, 0));
    budget->giveBack({}, 10);
}

QTEST_GUILESS_MAIN(BodyReaderTest)
#include "tst_bodyreader.moc"
