// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/streamsource.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<QByteArray>> atOnce(std::shared_ptr<QByteArrayList> pieces)
{
    co_return pieces->isEmpty() ? QByteArray() : pieces->takeFirst();
}

//! Has the loop turn first.
QCoro::Task<Result<QByteArray>> later(std::shared_ptr<QByteArrayList> pieces)
{
    co_await Hop<int>([](auto &completion) { completion.home().post(completion.finish(0)); });
    co_return pieces->isEmpty() ? QByteArray() : pieces->takeFirst();
}

QCoro::Task<Result<QByteArray>> broken()
{
    co_return Error{Error::Kind::Unavailable, "gone"_L1, u"The database is gone."_s};
}

QCoro::Task<Result<QByteArray>> throwing()
{
    throw std::runtime_error("a secret");
    co_return QByteArray();
}

} // namespace

class StreamSourceTest : public QObject
{
    Q_OBJECT

private slots:
    void givesPiecesOneAfterTheOther();
    void saysWhenThereIsMore();
    void survivesItsReader();
    void fails_data();
    void fails();

private:
    Mailbox m_mailbox;
    const std::shared_ptr<QByteArrayList> m_pieces =
        std::make_shared<QByteArrayList>(QByteArrayList{"abc", "de"});
};

void StreamSourceTest::givesPiecesOneAfterTheOther()
{
    *m_pieces = {"abc", "de"};
    StreamSource source([this] { return atOnce(m_pieces); });
    QCOMPARE(source.size(), net::BodySource::Untold);
    QCOMPARE(source.read(2), QByteArray("ab"));
    QCOMPARE(m_pieces->size(), 1); // No sooner than it is wanted.
    QCOMPARE(source.read(2), QByteArray("c"));
    QCOMPARE(source.read(2), QByteArray("de"));
    QVERIFY(!source.isOver());
    QCOMPARE(source.read(2), QByteArray());
    QVERIFY(source.isOver());
    QVERIFY(!source.hasFailed());
}

void StreamSourceTest::saysWhenThereIsMore()
{
    *m_pieces = {"abc", "de"};
    StreamSource source([this] { return later(m_pieces); });
    QByteArray body;
    int calls = 0;
    source.onReady([&] {
        ++calls;
        body += source.read(100);
    });
    QCOMPARE(source.read(100), QByteArray());
    while (!source.isOver()) {
        const int before = calls;
        QTRY_VERIFY(calls > before);
        source.read(100); // Nothing waits; it asks for the next.
    }
    QCOMPARE(body, QByteArray("abcde"));
}

void StreamSourceTest::survivesItsReader()
{
    *m_pieces = {"abc"};
    {
        StreamSource source([pieces = m_pieces] { return later(pieces); });
        source.onReady([] { QFAIL("Nobody is there."); });
        source.read(1);
    }
    QTRY_VERIFY(m_pieces->isEmpty());
}

void StreamSourceTest::fails_data()
{
    QTest::addColumn<bool>("throws");
    QTest::addColumn<QByteArray>("logged");

    QTest::newRow("an error") << false << QByteArray("The database is gone.");
    QTest::newRow("an exception") << true << QByteArray("a secret");
}

void StreamSourceTest::fails()
{
    QFETCH(bool, throws);
    QFETCH(QByteArray, logged);
    QTest::ignoreMessage(
        QtWarningMsg,
        QRegularExpression(u"an answer was cut off: .*%1.*"_s.arg(QString::fromLatin1(logged))));
    StreamSource source([throws] { return throws ? throwing() : broken(); });
    QCOMPARE(source.read(1), QByteArray());
    QVERIFY(source.hasFailed());
}

QTEST_GUILESS_MAIN(StreamSourceTest)
#include "tst_streamsource.moc"
