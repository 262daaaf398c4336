// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/listexport.h"
#include "tests/support/await.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::admin;
using namespace Qt::StringLiterals;

namespace {

//! \brief Gives one page after the other.
class Pages
{
public:
    explicit Pages(std::vector<std::vector<QJsonObject>> pages)
        : m_pages(std::move(pages))
    {}

    QCoro::Task<Result<ExportPage>> next()
    {
        if (m_next == m_pages.size())
            co_return Error{Error::Kind::Unavailable, "gone"_L1, u"The database is gone."_s};
        ExportPage page{m_pages[m_next], false};
        page.isLast = ++m_next == m_pages.size() && endsWell;
        co_return page;
    }

    bool endsWell = true;

private:
    std::vector<std::vector<QJsonObject>> m_pages;
    size_t m_next = 0;
};

Answer exported(const QString &format, const std::shared_ptr<Pages> &pages)
{
    return exportAnswer(format,
                        {u"people"_s,
                         {u"name"_s, u"place.town"_s, u"tags"_s, u"age"_s},
                         [pages] { return pages->next(); }})
        .value();
}

//! \return all pieces, the way they come, until the end or an error.
QByteArrayList piecesOf(const Answer &answer)
{
    QByteArrayList pieces;
    while (true) {
        const auto piece = test::await(answer.stream->next());
        if (!piece)
            return pieces << QByteArray("error: ") + piece.error().code.latin1();
        if (piece->isEmpty())
            return pieces;
        pieces.append(*piece);
    }
}

const QJsonObject Eve{{"name"_L1, u"=Eve"_s},
                      {"place"_L1, QJsonObject{{"town"_L1, u"Ulm, \"old\""_s}}},
                      {"tags"_L1, QJsonArray{u"a"_s, u"b"_s}},
                      {"age"_L1, -3}};

} // namespace

class ListExportTest : public QObject
{
    Q_OBJECT

private slots:
    void writesLinesOfJson();
    void writesATableThatIsNoFormula();
    void writesObjectsAsTheyAre();
    void writesWhatThereIsOfNothing();
    void saysThatItIsCutOff();
    void knowsNoOtherFormat();
};

void ListExportTest::writesLinesOfJson()
{
    const auto pages = std::make_shared<Pages>(
        std::vector<std::vector<QJsonObject>>{{{{"a"_L1, 1}}, {{"a"_L1, 2}}}, {}, {{{"a"_L1, 3}}}});
    const Answer answer = exported(u"ndjson"_s, pages);
    QCOMPARE(answer.stream->contentType, QByteArray("application/x-ndjson"));
    QCOMPARE(answer.stream->name, u"people.ndjson"_s);
    QCOMPARE(piecesOf(answer), (QByteArrayList{"{\"a\":1}\n{\"a\":2}\n", "{\"a\":3}\n"}));
}

void ListExportTest::writesATableThatIsNoFormula()
{
    const auto pages =
        std::make_shared<Pages>(std::vector<std::vector<QJsonObject>>{{Eve}, {QJsonObject()}});
    const Answer answer = exported(u"csv"_s, pages);
    QCOMPARE(answer.stream->contentType, QByteArray("text/csv; charset=utf-8"));
    QCOMPARE(piecesOf(answer),
             (QByteArrayList{"name,place.town,tags,age\r\n'=Eve,\"Ulm, \"\"old\"\"\",a b,-3\r\n",
                             ",,,\r\n"}));
}

void ListExportTest::writesObjectsAsTheyAre()
{
    const QJsonObject row{{"name"_L1, QJsonObject{{"first"_L1, u"Eve"_s}}}};
    const auto pages = std::make_shared<Pages>(std::vector<std::vector<QJsonObject>>{{row}});
    QCOMPARE(piecesOf(exported(u"csv"_s, pages)),
             QByteArrayList{"name,place.town,tags,age\r\n\"{\"\"first\"\":\"\"Eve\"\"}\",,,\r\n"});
}

void ListExportTest::writesWhatThereIsOfNothing()
{
    const std::vector<std::vector<QJsonObject>> empty{{}};
    QCOMPARE(piecesOf(exported(u"ndjson"_s, std::make_shared<Pages>(empty))), QByteArrayList());
    QCOMPARE(piecesOf(exported(u"csv"_s, std::make_shared<Pages>(empty))),
             QByteArrayList{"name,place.town,tags,age\r\n"});
}

void ListExportTest::saysThatItIsCutOff()
{
    const auto pages =
        std::make_shared<Pages>(std::vector<std::vector<QJsonObject>>{{{{"a"_L1, 1}}}});
    pages->endsWell = false;
    QCOMPARE(piecesOf(exported(u"ndjson"_s, pages)),
             (QByteArrayList{"{\"a\":1}\n", "error: gone"}));
}

void ListExportTest::knowsNoOtherFormat()
{
    const auto refused = exportAnswer(u"xlsx"_s, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, u"format must be one of ndjson, csv"_s);
}

QTEST_GUILESS_MAIN(ListExportTest)
#include "tst_listexport.moc"
