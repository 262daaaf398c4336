// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filter.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using Kind = FilterField::Kind;
using Where = TextPattern::Where;

namespace {

const Timestamp Now = *parseIso(u"2026-03-01T12:00:00Z");

const FilterFields &sessionList()
{
    static const FilterFields list = {{
                                          {"name"_L1},
                                          {"state"_L1, Kind::Exact, {u"active"_s, u"locked"_s}},
                                          {"device"_L1, Kind::Exact},
                                          {"last_seen"_L1, Kind::Time},
                                          {"size"_L1, Kind::Number},
                                          {"id"_L1, Kind::Id},
                                          {"address"_L1, Kind::Network},
                                          {"verified"_L1, Kind::Flag},
                                      },
                                      "name"_L1};
    return list;
}

Result<Filter> parsed(const QString &expression)
{
    return parseFilter(expression, sessionList(), Now);
}

//! \return the value of the only condition of \p expression.
template <typename Value>
Value only(const QString &expression)
{
    const auto filter = parsed(expression);
    if (!filter || filter->size() != 1) {
        QTest::qFail(filter ? "there is another number of conditions"
                            : qPrintable(filter.error().message),
                     __FILE__, __LINE__);
        return Value();
    }
    return std::get<Value>(filter->front().value);
}

QString spelled(const AnyTime &times)
{
    QStringList all;
    for (const auto &[from, before] : times)
        all.append((from ? toIso(*from) : QString()) + u'/'
                   + (before ? toIso(*before) : QString()));
    return all.join(u' ');
}

} // namespace

class FilterTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAllTermsOfAnExpression();
    void asksNothingWithoutTerms();
    void readsTexts_data();
    void readsTexts();
    void readsTimes_data();
    void readsTimes();
    void readsNumbers();
    void readsExactValues();
    void readsIdsNetworksAndFlags();
    void refuses_data();
    void refuses();
    void refusesWordsWhereNoneAreLookedFor();
};

void FilterTest::readsAllTermsOfAnExpression()
{
    const auto filter = parsed(u"name:al* -State:locked last_seen<2026-01-01 smith"_s);
    QVERIFY(filter);
    QCOMPARE(filter->size(), 4U);
    QCOMPARE(filter->at(0).field, "name"_L1);
    QVERIFY(!filter->at(0).isNegated);
    QCOMPARE(filter->at(1).field, "state"_L1);
    QVERIFY(filter->at(1).isNegated);
    QCOMPARE(filter->at(2).field, "last_seen"_L1);
    QCOMPARE(filter->at(3).field, "name"_L1);
}

void FilterTest::asksNothingWithoutTerms()
{
    const auto filter = parsed(u"  "_s);
    QVERIFY(filter && filter->empty());
}

void FilterTest::readsTexts_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Where>("where");

    QTest::newRow("whole") << u"name:Alice"_s << u"Alice"_s << Where::Whole;
    QTest::newRow("start") << u"name:al*"_s << u"al"_s << Where::Start;
    QTest::newRow("end") << u"name:*ce"_s << u"ce"_s << Where::End;
    QTest::newRow("part") << u"name:*li*"_s << u"li"_s << Where::Anywhere;
    QTest::newRow("nothing") << u"name:\"\""_s << u""_s << Where::Whole;
    QTest::newRow("a star for itself") << u"name:\"*\""_s << u"*"_s << Where::Whole;
    QTest::newRow("a word") << u"smith"_s << u"smith"_s << Where::Anywhere;
    QTest::newRow("a phrase") << u"\"a b\""_s << u"a b"_s << Where::Anywhere;
    QTest::newRow("the start of a text") << u"al*"_s << u"al"_s << Where::Start;
}

void FilterTest::readsTexts()
{
    QFETCH(QString, expression);
    QFETCH(QString, text);
    QFETCH(Where, where);
    QVERIFY((only<AnyText>(expression) == AnyText{{text, where}}));
}

void FilterTest::readsTimes_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("times");

    QTest::newRow("a day") << u"last_seen:2026-01-31"_s
                           << u"2026-01-31T00:00:00.000Z/2026-02-01T00:00:00.000Z"_s;
    QTest::newRow("before a day") << u"last_seen<2026-01-31"_s << u"/2026-01-31T00:00:00.000Z"_s;
    QTest::newRow("until a day") << u"last_seen<=2026-01-31"_s << u"/2026-02-01T00:00:00.000Z"_s;
    QTest::newRow("after a day") << u"last_seen>2026-01-31"_s << u"2026-02-01T00:00:00.000Z/"_s;
    QTest::newRow("from a day") << u"last_seen>=2026-01-31"_s << u"2026-01-31T00:00:00.000Z/"_s;
    QTest::newRow("after a minute")
        << u"last_seen>2026-01-31T09:05Z"_s << u"2026-01-31T09:06:00.000Z/"_s;
    QTest::newRow("in the last week") << u"last_seen>=-7d"_s << u"2026-02-22T12:00:00.000Z/"_s;
    QTest::newRow("before it") << u"last_seen<-7d"_s << u"/2026-02-22T12:00:00.000Z"_s;
    QTest::newRow("either day") << u"last_seen=2026-01-31,2026-02-02"_s
                                << u"2026-01-31T00:00:00.000Z/2026-02-01T00:00:00.000Z "
                                   "2026-02-02T00:00:00.000Z/2026-02-03T00:00:00.000Z"_s;
}

void FilterTest::readsTimes()
{
    QFETCH(QString, expression);
    QFETCH(QString, times);
    QCOMPARE(spelled(only<AnyTime>(expression)), times);
}

void FilterTest::readsNumbers()
{
    QVERIFY((only<AnyNumber>(u"size:10MB"_s) == AnyNumber{{10'000'000, 10'000'001}}));
    QVERIFY((only<AnyNumber>(u"size>10"_s) == AnyNumber{{.from = 11}}));
    QVERIFY((only<AnyNumber>(u"size>=10"_s) == AnyNumber{{.from = 10}}));
    QVERIFY((only<AnyNumber>(u"size<10"_s) == AnyNumber{{.before = 10}}));
    QVERIFY((only<AnyNumber>(u"size<=10"_s) == AnyNumber{{.before = 11}}));
    QVERIFY((only<AnyNumber>(u"size:1,2"_s) == AnyNumber{{1, 2}, {2, 3}}));
}

void FilterTest::readsExactValues()
{
    QCOMPARE(only<AnyExact>(u"state:Active,locked"_s), AnyExact({u"active"_s, u"locked"_s}));
    QCOMPARE(only<AnyExact>(u"device:\"Pixel 7*\""_s), AnyExact({u"Pixel 7*"_s}));
}

void FilterTest::readsIdsNetworksAndFlags()
{
    QVERIFY((only<AnyId>(u"id:12,9007199254740993"_s)
             == AnyId{FilteredId(12), FilteredId(9007199254740993)}));
    QCOMPARE(only<NetworkList>(u"address:10.0.0.0/8,::1,192.168"_s).entries(),
             QStringList({u"10.0.0.0/8"_s, u"::1/128"_s, u"192.168.0.0/16"_s}));
    QCOMPARE(only<bool>(u"verified:yes"_s), true);
    QCOMPARE(only<bool>(u"verified=false"_s), false);
}

void FilterTest::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("message"); // What it ends with.

    QTest::newRow("unknown field")
        << u"name:a stat:active"_s
        << u"Term 2 of the filter, \"stat:active\" at character 8: there is no field \"stat\"; did "
           "you mean \"state\"? The fields are: name, state, device, last_seen, size, id, address, "
           "verified."_s;
    QTest::newRow("nothing like it") << u"colour:red"_s
                                     << u"there is no field \"colour\". The fields are: name, "
                                        "state, device, last_seen, size, id, address, verified."_s;
    QTest::newRow("order of a text") << u"name<b"_s << u": name has no order; write name:value."_s;
    QTest::newRow("order of a network")
        << u"address>10.0.0.1"_s << u": address has no order; write address:value."_s;
    QTest::newRow("compared with two") << u"size>1,2"_s << u": a comparison is with one value."_s;
    QTest::newRow("a part of a choice")
        << u"state:act*"_s << u": state has no parts for a * to stand for."_s;
    QTest::newRow("no choice") << u"state:locket"_s
                               << u": state is one of active, locked, not \"locket\"; did you mean "
                                  "\"locked\"?"_s;
    QTest::newRow("nothing like a choice")
        << u"state:x,active"_s << u": state is one of active, locked, not \"x\"."_s;
    QTest::newRow("no time") << u"last_seen<yesterday"_s
                             << u": last_seen wants a date as 2026-01-31, a time as "
                                "2026-01-31T09:05Z or one from now as -7d, not \"yesterday\"."_s;
    QTest::newRow("at a time from now") << u"last_seen:-7d"_s
                                        << u": a time from now is a moment; write last_seen>-7d "
                                           u"for what is later, or < for what is "
                                           "earlier."_s;
    QTest::newRow("no number") << u"size>big"_s
                               << u": size wants a whole number as 512 or 10MB, not \"big\"."_s;
    QTest::newRow("no id") << u"id:0x10"_s
                           << u": id wants an id, which is digits alone, not \"0x10\"."_s;
    QTest::newRow("no network") << u"address:10.0.0.0/33"_s
                                << u": address wants an address or a network as 10.0.0.0/8, not "
                                   "\"10.0.0.0/33\"."_s;
    QTest::newRow("no address of several") << u"address:::1,localhost"_s << u"not \"localhost\"."_s;
    QTest::newRow("an empty address") << u"address:\"\""_s << u"not \"\"."_s;
    QTest::newRow("no flag") << u"verified:maybe"_s
                             << u": verified wants true or false, not \"maybe\"."_s;
    QTest::newRow("both") << u"verified:yes,no"_s << u": verified has one value."_s;
    QTest::newRow("nothing looked for") << u"\"\""_s << u": nothing is looked for."_s;
    QTest::newRow("what is not even a term") << u"name:"_s << u": a value is missing."_s;
    QTest::newRow("placeholders") << u"state:%1%2%3"_s
                                  << u": state is one of active, locked, not \"%1%2%3\"."_s;
}

void FilterTest::refuses()
{
    QFETCH(QString, expression);
    QFETCH(QString, message);

    const auto filter = parsed(expression);

    QVERIFY(!filter);
    QCOMPARE(filter.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(filter.error().code, "invalid_filter"_L1);
    QVERIFY2(filter.error().message.endsWith(message), qPrintable(filter.error().message));
}

void FilterTest::refusesWordsWhereNoneAreLookedFor()
{
    const auto filter = parseFilter(u"alice", {{{"id"_L1, Kind::Id}}}, Now);
    QVERIFY(!filter);
    QVERIFY(filter.error().message.endsWith(
        u": this list has no text to look for words in; write field:value."_s));
}

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
