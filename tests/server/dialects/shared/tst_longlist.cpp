// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/longlist.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

using Page = LongList::Page;

//! \brief Pages that were made before.
class Pages
{
public:
    explicit Pages(std::vector<Result<Page>> pages)
        : m_pages(std::move(pages))
    {}

    QCoro::Task<Result<Page>> next()
    {
        Result<Page> page = m_pages.at(m_asked);
        ++m_asked;
        co_return page;
    }

    size_t asked() const { return m_asked; }

private:
    const std::vector<Result<Page>> m_pages;
    size_t m_asked = 0;
};

Error gone()
{
    return {Error::Kind::Internal, QLatin1String("internal"), QStringLiteral("gone")};
}

LongList listOf(const std::shared_ptr<Pages> &pages)
{
    return {[pages] { return pages->next(); }, R"({"a":[)", "]}", 1};
}

} // namespace

class LongListTest : public QObject
{
    Q_OBJECT

private slots:
    void isWholeWhereItIsShort_data();
    void isWholeWhereItIsShort();
    void comesInPieces();
    void endsWhereThereIsNothingLeft();
    void isRefusedAtOnce();
    void isCutOffLater();
};

void LongListTest::isWholeWhereItIsShort_data()
{
    using Rows = std::vector<Result<Page>>;
    QTest::addColumn<Rows>("pages");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << Rows{Page{}} << QByteArray(R"({"a":[]})");
    QTest::newRow("a page") << Rows{Page{{1, u"x"_s}, true}} << QByteArray(R"({"a":[1,"x"]})");
    QTest::newRow("several") << Rows{Page{{}, false}, Page{{1}, false}, Page{{}, false},
                                     Page{{2}, true}}
                             << QByteArray(R"({"a":[1,2]})");
}

void LongListTest::isWholeWhereItIsShort()
{
    QFETCH(std::vector<Result<Page>>, pages);
    const auto answer = await(answerList(listOf(std::make_shared<Pages>(pages))));
    QVERIFY(answer);
    QVERIFY(!answer->stream);
    QTEST(answer->body.text().utf8, "text");
}

void LongListTest::comesInPieces()
{
    const auto pages = std::make_shared<Pages>(std::vector<Result<Page>>{
        Page{{}, false}, Page{{1, 2}, false}, Page{{}, false}, Page{{3}, false}, Page{{4}, true}});
    const auto answer = await(answerList(listOf(pages)));
    QVERIFY(answer && answer->stream);
    QCOMPARE(answer->stream->contentType, QByteArray("application/json; charset=utf-8"));
    QVERIFY(answer->stream->name.isEmpty());
    QCOMPARE(pages->asked(), 2u); // No more is fetched than what is sent.
    QByteArray text;
    for (;;) {
        const auto piece = await(answer->stream->next());
        QVERIFY(piece);
        if (piece->isEmpty())
            break;
        text += *piece;
    }
    QCOMPARE(text, QByteArray(R"({"a":[1,2,3,4]})"));
}

void LongListTest::endsWhereThereIsNothingLeft()
{
    const auto pages =
        std::make_shared<Pages>(std::vector<Result<Page>>{Page{{1, 2}, false}, Page{{}, true}});
    const auto answer = await(answerList(listOf(pages)));
    QVERIFY(answer && answer->stream);
    QCOMPARE(*await(answer->stream->next()), QByteArray(R"({"a":[1,2)"));
    QCOMPARE(*await(answer->stream->next()), QByteArray("]}"));
    QCOMPARE(*await(answer->stream->next()), QByteArray());
}

void LongListTest::isRefusedAtOnce()
{
    const auto pages = std::make_shared<Pages>(std::vector<Result<Page>>{gone()});
    const auto answer = await(answerList(listOf(pages)));
    QVERIFY(!answer);
    QCOMPARE(answer.error().message, gone().message);
}

void LongListTest::isCutOffLater()
{
    const auto pages =
        std::make_shared<Pages>(std::vector<Result<Page>>{Page{{1, 2}, false}, gone()});
    const auto answer = await(answerList(listOf(pages)));
    QVERIFY(answer && answer->stream);
    QVERIFY(await(answer->stream->next()));
    QVERIFY(!await(answer->stream->next()));
}

QTEST_GUILESS_MAIN(LongListTest)
#include "tst_longlist.moc"
