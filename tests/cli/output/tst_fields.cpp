// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/fields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class FieldsTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatAPathNames();
    void selectsSome();
    void areForPeople_data();
    void areForPeople();
    void areForPrograms_data();
    void areForPrograms();

private:
    const QJsonObject m_row =
        QJsonDocument::fromJson(R"({"id":"1","user":{"id":"2","name":"Bob"}})").object();
};

void FieldsTest::findsWhatAPathNames()
{
    QCOMPARE(fieldAt(m_row, u"id"_s), QJsonValue(u"1"_s));
    QCOMPARE(fieldAt(m_row, u"user.name"_s), QJsonValue(u"Bob"_s));
    QVERIFY(fieldAt(m_row, u"user.age"_s).isUndefined());
    QVERIFY(fieldAt(m_row, u"id.of"_s).isUndefined());
}

void FieldsTest::selectsSome()
{
    const QJsonObject selected = selectFields(m_row, {u"user.name"_s, u"nothing"_s});
    QCOMPARE(QJsonDocument(selected).toJson(QJsonDocument::Compact), R"({"user":{"name":"Bob"}})");
    QCOMPARE(selectFields(m_row, {u"id"_s, u"user.id"_s, u"user.name"_s}), m_row);
}

void FieldsTest::areForPeople_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<Column::As>("as");
    QTest::addColumn<QString>("text");

    using As = Column::As;
    QTest::newRow("null") << QJsonValue() << As::Text << u"-"_s;
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined) << As::Text << u"-"_s;
    QTest::newRow("yes") << QJsonValue(true) << As::Text << u"yes"_s;
    QTest::newRow("number") << QJsonValue(qint64(1234567890123)) << As::Number
                            << u"1234567890123"_s;
    QTest::newRow("fraction") << QJsonValue(0.25) << As::Number << u"0.25"_s;
    QTest::newRow("time") << QJsonValue(u"2026-11-21T12:54:28.146Z"_s) << As::Time
                          << u"2026-11-21 12:54:28"_s;
    QTest::newRow("no time") << QJsonValue(u"never"_s) << As::Time << u"never"_s;
    QTest::newRow("seconds") << QJsonValue(59) << As::Duration << u"59s"_s;
    QTest::newRow("minutes") << QJsonValue(61) << As::Duration << u"1m 1s"_s;
    QTest::newRow("hours") << QJsonValue(7260) << As::Duration << u"2h 1m"_s;
    QTest::newRow("days") << QJsonValue(2 * 86400 + 3600) << As::Duration << u"2d 1h"_s;
    QTest::newRow("list") << QJsonValue(QJsonArray{u"a"_s, 2}) << As::Text << u"a, 2"_s;
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"disk"_s, u"ok"_s}, {u"mail"_s, false}})
                            << As::Text << u"disk ok, mail no"_s;
}

void FieldsTest::areForPeople()
{
    QFETCH(QJsonValue, value);
    QFETCH(Column::As, as);
    qputenv("TZ", "UTC");
    QTEST(fieldText(value, as), "text");
}

void FieldsTest::areForPrograms_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("text");

    QTest::newRow("null") << QJsonValue() << QString();
    QTest::newRow("boolean") << QJsonValue(false) << u"false"_s;
    QTest::newRow("number") << QJsonValue(42) << u"42"_s;
    QTest::newRow("text") << QJsonValue(u"a b"_s) << u"a b"_s;
    QTest::newRow("list") << QJsonValue(QJsonArray{1, u"a"_s}) << u"[1,\"a\"]"_s;
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << u"{\"a\":1}"_s;
}

void FieldsTest::areForPrograms()
{
    QFETCH(QJsonValue, value);
    QTEST(plainText(value), "text");
}

QTEST_GUILESS_MAIN(FieldsTest)
#include "tst_fields.moc"
