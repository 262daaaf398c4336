// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/headers.h"

#include <QTest>

using linnet::net::Header;
using linnet::net::Headers;

namespace {

//! \return \p headers as "name=value" in their order.
QByteArrayList listed(const Headers &headers)
{
    QByteArrayList list;
    for (const Header &field : headers)
        list.append(field.name + '=' + field.value);
    return list;
}

} // namespace

class HeadersTest : public QObject
{
    Q_OBJECT

private slots:
    void keepTheOrderAndEveryRepetition();
    void replaceEveryFieldOfAName_data();
    void replaceEveryFieldOfAName();
    void giveTheFirstValueOfAName();
    void tellAnEmptyValueFromNone();
};

void HeadersTest::keepTheOrderAndEveryRepetition()
{
    Headers headers{{"vary", "origin"}};
    headers.add("set-cookie", "a=1");
    headers.add("date", "now");
    headers.add("set-cookie", "b=2");
    QCOMPARE(headers.size(), size_t(4));
    QCOMPARE(listed(headers),
             (QByteArrayList{"vary=origin", "set-cookie=a=1", "date=now", "set-cookie=b=2"}));
}

void HeadersTest::replaceEveryFieldOfAName_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<QByteArrayList>("after");

    QTest::newRow("there is none") << QByteArrayList{} << QByteArrayList{"x=new"};
    QTest::newRow("there is one") << QByteArrayList{"x"} << QByteArrayList{"x=new"};
    QTest::newRow("there are two") << QByteArrayList{"x", "x"} << QByteArrayList{"x=new"};
    QTest::newRow("there are others") << QByteArrayList{"a", "x", "b", "x", "c"}
                                      << QByteArrayList{"a=old", "b=old", "c=old", "x=new"};
    QTest::newRow("there is a longer one")
        << QByteArrayList{"xx"} << QByteArrayList{"xx=old", "x=new"};
}

void HeadersTest::replaceEveryFieldOfAName()
{
    QFETCH(QByteArrayList, names);
    QFETCH(QByteArrayList, after);
    Headers headers;
    for (const QByteArray &name : names)
        headers.add(name, "old");
    headers.set("x", "new");
    QCOMPARE(listed(headers), after);
}

void HeadersTest::giveTheFirstValueOfAName()
{
    const Headers headers{{"a", "0"}, {"x", "1"}, {"x", "2"}};
    QCOMPARE(headers.value("x"), "1");
}

void HeadersTest::tellAnEmptyValueFromNone()
{
    const Headers headers{{"empty", ""}};
    QVERIFY(headers.contains("empty"));
    QVERIFY(!headers.value("empty").isNull());
    QVERIFY(!headers.contains("missing"));
    QVERIFY(headers.value("missing").isNull());
}

QTEST_GUILESS_MAIN(HeadersTest)
#include "tst_headers.moc"
