// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filterterms.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using Operator = FilterTerm::Operator;

namespace {

//! \return \p terms in one spelling, e.g. `-state = [active, *old*]`.
QString spelled(const std::vector<FilterTerm> &terms)
{
    static const QStringList Signs = {u"="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    QStringList all;
    for (const FilterTerm &term : terms) {
        QStringList values;
        for (const FilterValue &value : term.anyOf)
            values.append((value.isOpenBefore ? u"*"_s : QString()) + value.text
                          + (value.isOpenAfter ? u"*"_s : QString()));
        all.append((term.isNegated ? u"-"_s : QString()) + term.field + u' '
                   + Signs[int(term.comparison)] + u" ["_s + values.join(u"|") + u']');
    }
    return all.join(u"; ");
}

} // namespace

class FilterTermsTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void tellsWhereTermsStand();
    void isBounded();
    void repeatsNoMoreThanALine();
};

void FilterTermsTest::reads_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("terms");

    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("space") << u" \t "_s << u""_s;
    QTest::newRow("a field") << u"state:active"_s << u"state = [active]"_s;
    QTest::newRow("another sign") << u"state=active"_s << u"state = [active]"_s;
    QTest::newRow("comparisons") << u"a<1 b<=2 c>3 d>=4"_s
                                 << u"a < [1]; b <= [2]; c > [3]; d >= [4]"_s;
    QTest::newRow("a word") << u"alice"_s << u" = [alice]"_s;
    QTest::newRow("a phrase") << u"\"Alice Smith\""_s << u" = [Alice Smith]"_s;
    QTest::newRow("several of all") << u"  user:alice   bob\tstate:active "_s
                                    << u"user = [alice];  = [bob]; state = [active]"_s;
    QTest::newRow("the contrary") << u"-client:\"Old App\" -spam"_s
                                  << u"-client = [Old App]; - = [spam]"_s;
    QTest::newRow("any of several")
        << u"state:active,\"on, hold\",off"_s << u"state = [active|on, hold|off]"_s;
    QTest::newRow("escapes") << u"a:\"say \\\"hi\\\" \\\\ bye\""_s << u"a = [say \"hi\" \\ bye]"_s;
    QTest::newRow("backslash outside quotes") << u"a:b\\c"_s << u"a = [b\\c]"_s;
    QTest::newRow("open") << u"a:al* b:*ce c:*li*"_s << u"a = [al*]; b = [*ce]; c = [*li*]"_s;
    QTest::newRow("open beside quotes")
        << u"a:\"al b\"* b:*\"c d\""_s << u"a = [al b*]; b = [*c d]"_s;
    QTest::newRow("a star for itself") << u"a:\"5*\""_s << u"a = [5*]"_s;
    QTest::newRow("empty in quotes") << u"a:\"\""_s << u"a = []"_s;
    QTest::newRow("colons in a value")
        << u"a:2001:db8::/32 b:::1"_s << u"a = [2001:db8::/32]; b = [::1]"_s;
    QTest::newRow("signs in a value") << u"a:x<y=z"_s << u"a = [x<y=z]"_s;
    QTest::newRow("minus in a value") << u"a>-7d"_s << u"a > [-7d]"_s;
    QTest::newRow("a number is no field") << u"10:30"_s << u" = [10:30]"_s;
    QTest::newRow("a quoted field is a phrase") << u"\"a:b\""_s << u" = [a:b]"_s;
    QTest::newRow("letters of all kinds") << u"имя:Ася 👋"_s << u"имя = [Ася];  = [👋]"_s;
    QTest::newRow("a space of its own kind") << u"a:b\u00a0c:d"_s << u"a = [b]; c = [d]"_s;
    QTest::newRow("a joining word in quotes") << u"\"OR\""_s << u" = [OR]"_s;
    QTest::newRow("a joining word as a value") << u"a:OR"_s << u"a = [OR]"_s;
}

void FilterTermsTest::reads()
{
    QFETCH(QString, expression);
    QFETCH(QString, terms);

    const auto read = parseFilterTerms(expression);

    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(spelled(*read), terms);
}

void FilterTermsTest::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("words"); // Of the message.

    QTest::newRow("no value") << u"a:b state:"_s
                              << u"Term 2 of the filter, \"state:\" at character 5: a value is"_s;
    QTest::newRow("no value before another") << u"state: b"_s << u"\"state:\" at character 1"_s;
    QTest::newRow("no value between commas") << u"state:a,,b"_s << u"a value is missing"_s;
    QTest::newRow("no value at the end") << u"state:a,"_s << u"a value is missing"_s;
    QTest::newRow("nothing negated") << u"a:b - c:d"_s << u"Term 2 of the filter, \"-\""_s;
    QTest::newRow("a star alone") << u"a:*"_s << u"a value is missing"_s;
    QTest::newRow("two stars") << u"a:**"_s << u"a value is missing"_s;
    QTest::newRow("a star beside nothing") << u"a:\"\"*"_s << u"a value is missing"_s;
    QTest::newRow("a star within") << u"a:al*ce"_s << u"a * stands before or after"_s;
    QTest::newRow("an open quote") << u"a:\"b c"_s << u"\"a:\"b c\" at character 1: a quote is"_s;
    QTest::newRow("only a quote") << u"\""_s << u"a quote is not closed"_s;
    QTest::newRow("a quote escaped at the end") << u"\"a\\\""_s << u"a quote is not closed"_s;
    QTest::newRow("a backslash at the end") << u"\"a\\"_s << u"a quote is not closed"_s;
    QTest::newRow("another escape") << u"\"a\\nb\""_s << u"a backslash stands before"_s;
    QTest::newRow("a quote within") << u"ab\"c\""_s << u"quotes surround"_s;
    QTest::newRow("more behind a quote") << u"a:\"b\"c"_s << u"quotes surround"_s;
    QTest::newRow("a joining word") << u"a:b OR c:d"_s << u"Term 2 of the filter, \"OR\""_s;
    QTest::newRow("nul") << u"ab"_s + QChar(0) << u"at character 3"_s;
    QTest::newRow("a control character in quotes") << u"\"a\u001b\""_s << u"at character 3"_s;
    QTest::newRow("half of a pair") << u"ab"_s + QChar(0xd83d) + u"c"_s << u"at character 3"_s;
    QTest::newRow("the other half") << u"a"_s + QChar(0xdc4b) << u"at character 2"_s;
}

void FilterTermsTest::refuses()
{
    QFETCH(QString, expression);
    QFETCH(QString, words);

    const auto read = parseFilterTerms(expression);

    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(read.error().code, "invalid_filter"_L1);
    QVERIFY2(read.error().message.contains(words), qPrintable(read.error().message));
    QVERIFY2(read.error().message.endsWith(u'.'), qPrintable(read.error().message));
}

void FilterTermsTest::tellsWhereTermsStand()
{
    const auto read = parseFilterTerms(u" a:b  -c:\"d e\",f g"_s);
    QVERIFY(read);
    QCOMPARE(read->size(), 3U);
    QCOMPARE(read->at(1).number, 2);
    QCOMPARE(read->at(1).place, 7);
    QCOMPARE(read->at(1).written, u"-c:\"d e\",f"_s);
    QCOMPARE(read->at(2).place, 18);
    QCOMPARE(read->at(2).written, u"g"_s);
}

void FilterTermsTest::isBounded()
{
    const auto repeated = [](const QString &text, int times) { return text.repeated(times); };
    QVERIFY(parseFilterTerms(repeated(u"a"_s, 2'000)));
    QCOMPARE(parseFilterTerms(repeated(u"a"_s, 2'001)).error().code, "invalid_filter"_L1);
    QVERIFY(parseFilterTerms(repeated(u"a:b "_s, 50)));
    QCOMPARE(parseFilterTerms(repeated(u"a:b "_s, 51)).error().code, "invalid_filter"_L1);
    QVERIFY(parseFilterTerms(u"a:b"_s + repeated(u",b"_s, 49)));
    QCOMPARE(parseFilterTerms(u"a:b"_s + repeated(u",b"_s, 50)).error().code, "invalid_filter"_L1);
}

void FilterTermsTest::repeatsNoMoreThanALine()
{
    const auto read = parseFilterTerms(u"a:"_s + u"👋"_s.repeated(900) + u"*b"_s);
    QVERIFY(!read);
    QVERIFY(read.error().message.size() < 200);
    QVERIFY(read.error().message.isValidUtf16());
}

QTEST_GUILESS_MAIN(FilterTermsTest)
#include "tst_filterterms.moc"
