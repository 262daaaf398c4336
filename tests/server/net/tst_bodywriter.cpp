// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodywriter.h"
#include "tests/server/net/fakeoutlet.h"

#include <QTest>

using namespace linnet::net;

namespace {

constexpr qint64 Enough = 256 << 10;
constexpr qint64 LargestPiece = 64 << 10;

//! \brief A source that gives what the test puts into it.
class FakeSource : public BodySource
{
public:
    struct State
    {
        qint64 size = 0;
        QByteArray bytes; //!< To be given.
        bool isOver = false;
        bool hasFailed = false;
        qint64 mostAsked = 0;
        std::function<void()> ready;
    };

    explicit FakeSource(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {}

    qint64 size() const override { return m_state->size; }
    QByteArray read(qint64 most) override
    {
        m_state->mostAsked = std::max(m_state->mostAsked, most);
        const QByteArray piece = m_state->bytes.left(most);
        m_state->bytes.remove(0, piece.size());
        return piece;
    }
    void onReady(std::function<void()> ready) override { m_state->ready = std::move(ready); }
    bool isOver() const override { return m_state->isOver; }
    bool hasFailed() const override { return m_state->hasFailed; }

private:
    const std::shared_ptr<State> m_state;
};

using Outcome = BodyWriter::Outcome;

} // namespace

class BodyWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void sendsAllOfWhatItPromised();
    void waitsForAClientThatDoesNotKeepUp();
    void breaksOffWhereTheSourceGivesLess();
    void breaksOffWhereTheSourceGivesMore();
    void sendsChunksAndTheLastOne();
    void waitsForASourceThatHasNothingYet();
    void tellsNoEndOfWhatFailed();
    void readsNoMoreForAConnectionThatIsGone();
    void knowsWhatHasNoEnd();

private:
    BodyWriter writer(qint64 size, const QByteArray &bytes);

    std::shared_ptr<FakeSource::State> m_source;
    FakeOutlet m_outlet;
};

void BodyWriterTest::init()
{
    m_source = std::make_shared<FakeSource::State>();
    m_outlet = FakeOutlet();
}

//! \param size as BodySource::size().
BodyWriter BodyWriterTest::writer(qint64 size, const QByteArray &bytes)
{
    m_source->size = size;
    m_source->bytes = bytes;
    ResponseFraming framing{size};
    if (size == BodySource::Untold)
        framing.length = ResponseFraming::InChunks;
    else if (size == BodySource::Endless)
        framing.length = ResponseFraming::UntilTheEnd;
    return {std::make_unique<FakeSource>(m_source), framing};
}

void BodyWriterTest::sendsAllOfWhatItPromised()
{
    const QByteArray bytes(LargestPiece + 10, 'x');
    BodyWriter body = writer(bytes.size(), bytes);
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Finished);
    QCOMPARE(m_outlet.written, bytes);
    QCOMPARE(m_source->mostAsked, LargestPiece);

    BodyWriter none = writer(0, {});
    QCOMPARE(none.write(m_outlet, Enough), Outcome::Finished);
    QCOMPARE(m_outlet.take(), bytes);
}

void BodyWriterTest::waitsForAClientThatDoesNotKeepUp()
{
    const QByteArray bytes(4 * Enough, 'x');
    BodyWriter body = writer(bytes.size(), bytes);
    QByteArray sent;
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(body.write(m_outlet, Enough), Outcome::Waiting);
        QCOMPARE(m_outlet.backlog(), Enough);
        QCOMPARE(body.write(m_outlet, Enough), Outcome::Waiting);
        QCOMPARE(m_outlet.backlog(), Enough);
        sent += m_outlet.take();
    }
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Finished);
    QCOMPARE(sent + m_outlet.take(), bytes);
}

void BodyWriterTest::breaksOffWhereTheSourceGivesLess()
{
    BodyWriter body = writer(10, "12345");
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Broken);
    QCOMPARE(m_outlet.written, QByteArray("12345"));
}

void BodyWriterTest::breaksOffWhereTheSourceGivesMore()
{
    class Generous : public BodySource
    {
        qint64 size() const override { return 3; }
        QByteArray read(qint64) override { return "12345"; }
    };
    BodyWriter body(std::make_unique<Generous>(), {3});
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Broken);
    QVERIFY(m_outlet.written.isEmpty());
}

void BodyWriterTest::sendsChunksAndTheLastOne()
{
    BodyWriter body = writer(BodySource::Untold, "12345");
    m_source->isOver = true;
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Finished);
    QCOMPARE(m_outlet.written, QByteArray("5\r\n12345\r\n0\r\n\r\n"));
}

void BodyWriterTest::waitsForASourceThatHasNothingYet()
{
    BodyWriter body = writer(BodySource::Untold, {});
    bool isAsked = false;
    body.onReady([&isAsked] { isAsked = true; });
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Waiting);
    QVERIFY(m_outlet.written.isEmpty());

    m_source->bytes = "1";
    m_source->ready();
    QVERIFY(isAsked);
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Waiting);
    QCOMPARE(m_outlet.take(), QByteArray("1\r\n1\r\n"));

    m_source->isOver = true;
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Finished);
    QCOMPARE(m_outlet.take(), QByteArray("0\r\n\r\n"));
}

void BodyWriterTest::tellsNoEndOfWhatFailed()
{
    BodyWriter body = writer(BodySource::Untold, {});
    m_source->isOver = true;
    m_source->hasFailed = true;
    QCOMPARE(body.write(m_outlet, Enough), Outcome::Broken);
    QVERIFY(m_outlet.written.isEmpty());
}

void BodyWriterTest::readsNoMoreForAConnectionThatIsGone()
{
    BodyWriter body = writer(5, "12345");
    m_outlet.abort();
    body.write(m_outlet, Enough);
    QCOMPARE(m_source->bytes, QByteArray("12345"));
}

void BodyWriterTest::knowsWhatHasNoEnd()
{
    BodyWriter endless = writer(BodySource::Endless, "12345");
    QVERIFY(endless.isEndless());
    QCOMPARE(endless.write(m_outlet, Enough), Outcome::Waiting);
    QCOMPARE(m_outlet.written, QByteArray("12345")); // And no chunk of it.
    QVERIFY(!writer(BodySource::Untold, {}).isEndless());
    QVERIFY(!writer(5, "12345").isEndless());
}

QTEST_GUILESS_MAIN(BodyWriterTest)
#include "tst_bodywriter.moc"
