// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/id.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class IdTest : public QObject
{
    Q_OBJECT

private slots:
    void parse_data();
    void parse();
    void survivesTheWayToTextAndBack();
};

void IdTest::parse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("value");

    QTest::newRow("one") << u"1"_s << qint64(1);
    QTest::newRow("largest") << u"9223372036854775807"_s << std::numeric_limits<qint64>::max();
    QTest::newRow("too large") << u"9223372036854775808"_s << qint64(0);
    QTest::newRow("zero") << u"0"_s << qint64(0);
    QTest::newRow("negative") << u"-5"_s << qint64(0);
    QTest::newRow("plus sign") << u"+5"_s << qint64(0);
    QTest::newRow("leading zero") << u"05"_s << qint64(0);
    QTest::newRow("blank before") << u" 5"_s << qint64(0);
    QTest::newRow("blank after") << u"5 "_s << qint64(0);
    QTest::newRow("hexadecimal") << u"0x5"_s << qint64(0);
    QTest::newRow("grouped") << u"1,000"_s << qint64(0);
    QTest::newRow("word") << u"undefined"_s << qint64(0);
    QTest::newRow("empty") << u""_s << qint64(0);
}

void IdTest::parse()
{
    QFETCH(QString, text);
    QFETCH(qint64, value);

    const auto id = UserId::parse(text);

    QCOMPARE(id.has_value(), value != 0);
    if (id)
        QCOMPARE(id->value(), value);
}

void IdTest::survivesTheWayToTextAndBack()
{
    const MessageId id(1234567890123456789);
    QCOMPARE(MessageId::parse(id.toString()), std::optional(id));
}

QTEST_GUILESS_MAIN(IdTest)
#include "tst_id.moc"
