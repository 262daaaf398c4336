// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/setting.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using Kind = Setting::Kind;

QString wantEven(QJsonValue &value)
{
    if (value.toInteger() % 2 != 0)
        return u"must be even"_s;
    return {};
}

QString wantSmallLetters(QJsonValue &value)
{
    value = value.toString().toLower();
    return {};
}

const Setting Number{.name = "a.number"_L1, .kind = Kind::Integer, .least = -3, .most = 8};
const Setting Even{.name = "a.even"_L1, .kind = Kind::Integer, .most = 8, .rule = wantEven};
const Setting Time{.name = "a.time"_L1, .kind = Kind::Duration, .least = 1'000, .most = 90'000'000};
const Setting Room{.name = "a.room"_L1, .kind = Kind::Bytes, .least = 1, .most = 1LL << 40};
const Setting Truth{.name = "a.truth"_L1, .kind = Kind::Boolean};
const Setting Text{.name = "a.text"_L1, .rule = wantSmallLetters};
const Setting Choice{
    .name = "a.choice"_L1, .kind = Kind::Choice, .choices = {u"warm"_s, u"cold"_s}};
const Setting List{
    .name = "a.list"_L1, .kind = Kind::List, .least = 1, .choices = {u"warm"_s, u"cold"_s}};

} // namespace

Q_DECLARE_METATYPE(const Setting *)

class SettingTest : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void saysWhichElementIsWrong();
    void refusesWhatIsTooLong();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void saysItsRange();
    void isNamedInTwoParts();
};

void SettingTest::accepts_data()
{
    QTest::addColumn<const Setting *>("setting");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QJsonValue>("accepted");

    const auto row = [](const char *name, const Setting &setting, const QJsonValue &value,
                        const QJsonValue &accepted) {
        QTest::newRow(name) << &setting << value << accepted;
    };
    row("least", Number, -3, -3);
    row("most", Number, 8, 8);
    row("whole though written with a point", Number, 8.0, 8);
    row("milliseconds", Time, 1'500, 1'500);
    row("seconds", Time, u"90s"_s, 90'000);
    row("minutes, apart", Time, u"15 m"_s, 900'000);
    row("a day", Time, u"1d"_s, 86'400'000);
    row("bytes", Room, 512, 512);
    row("gigabytes", Room, u"40GB"_s, qint64(40'000'000'000));
    row("mebibytes, apart and broken", Room, u"1.5 MiB"_s, 1'572'864);
    row("truth", Truth, false, false);
    row("text, put in order", Text, u"Abc"_s, u"abc"_s);
    row("empty text", Text, u""_s, u""_s);
    row("choice", Choice, u"cold"_s, u"cold"_s);
    row("list", List, QJsonArray{u"cold"_s, u"warm"_s}, QJsonArray{u"cold"_s, u"warm"_s});
    row("rule", Even, 4, 4);
}

void SettingTest::accepts()
{
    QFETCH(const Setting *, setting);
    QFETCH(QJsonValue, value);
    QFETCH(QJsonValue, accepted);

    const auto wrong = acceptValue(*setting, value);

    QVERIFY2(!wrong, wrong ? qPrintable(wrong->reason) : "");
    QCOMPARE(value, accepted);
}

void SettingTest::refuses_data()
{
    QTest::addColumn<const Setting *>("setting");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("reason");

    const auto row = [](const char *name, const Setting &setting, const QJsonValue &value,
                        const QString &reason) {
        QTest::newRow(name) << &setting << value << reason;
    };
    const QString noTime =
        u"must be a number of milliseconds, or a text such as \"90s\" or \"15m\""_s;
    row("too little", Number, -4, u"must be from -3 to 8"_s);
    row("too much", Number, 9, u"must be from -3 to 8"_s);
    row("far too much", Number, 1e300, u"must be a whole number"_s);
    row("half", Number, 0.5, u"must be a whole number"_s);
    row("text for a number", Number, u"5"_s, u"must be a whole number"_s);
    row("null for a number", Number, QJsonValue(), u"must be a whole number"_s);
    row("odd", Even, 3, u"must be even"_s);
    row("too short", Time, 999, u"must be from 1000 to 90000000 ms"_s);
    row("too long", Time, u"999999999d"_s, u"must be from 1000 to 90000000 ms"_s);
    row("no unit", Time, u"90"_s, noTime);
    row("another unit", Time, u"1w"_s, noTime);
    row("truth for a time", Time, true, noTime);
    row("too large", Room, u"2TiB"_s, u"must be from 1 to 1099511627776"_s);
    row("no number of bytes", Room, u"much"_s,
        u"must be a number of bytes, or a text such as \"40GB\" or \"1.5TiB\""_s);
    row("number for truth", Truth, 1, u"must be true or false"_s);
    row("number for text", Text, 1, u"must be a text in quotes"_s);
    row("no choice", Choice, u"wram"_s,
        u"must be one of \"warm\", \"cold\", not \"wram\"; did you mean \"warm\"?"_s);
    row("text for a list", List, u"warm"_s, u"must be a list of texts in quotes"_s);
    row("numbers in a list", List, QJsonArray{1}, u"must be a list of texts in quotes"_s);
    row("empty list", List, QJsonArray(), u"must name at least one"_s);
}

void SettingTest::refuses()
{
    QFETCH(const Setting *, setting);
    QFETCH(QJsonValue, value);
    QFETCH(QString, reason);

    const auto wrong = acceptValue(*setting, value);

    QVERIFY(wrong);
    QCOMPARE(wrong->reason, reason);
    QCOMPARE(wrong->element, -1);
}

void SettingTest::saysWhichElementIsWrong()
{
    QJsonValue value = QJsonArray{u"warm"_s, u"hot"_s};
    const auto wrong = acceptValue(List, value);
    QVERIFY(wrong);
    QCOMPARE(wrong->element, 1);
    QCOMPARE(wrong->reason, u"may contain \"warm\", \"cold\", not \"hot\""_s);
}

void SettingTest::refusesWhatIsTooLong()
{
    QJsonValue text = QString(4'097, u'x');
    QVERIFY(acceptValue(Text, text));
    QJsonArray many;
    for (int i = 0; i < 1'001; ++i)
        many.append(u"warm"_s);
    QJsonValue list = many;
    QVERIFY(acceptValue(List, list));
}

void SettingTest::writesWhatItReads_data()
{
    QTest::addColumn<const Setting *>("setting");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("text");

    const auto row = [](const Setting &setting, const QJsonValue &value, const QString &text) {
        QTest::addRow("%s", qPrintable(text)) << &setting << value << text;
    };
    row(Number, -3, u"-3"_s);
    row(Truth, true, u"true"_s);
    row(Time, 1'500, u"1500ms"_s);
    row(Time, 60'000, u"1m"_s);
    row(Time, 90'000, u"90s"_s);
    row(Time, 86'400'000, u"1d"_s);
    row(Room, qint64(40'000'000'000), u"40GB"_s);
    row(Room, 123'457, u"123457"_s);
    row(Text, u"abc"_s, u"abc"_s);
    row(List, QJsonArray{u"warm"_s, u"cold"_s}, u"warm,cold"_s);
}

void SettingTest::writesWhatItReads()
{
    QFETCH(const Setting *, setting);
    QFETCH(QJsonValue, value);
    QFETCH(QString, text);

    QCOMPARE(valueText(*setting, value), text);

    if (setting->kind == Kind::Duration || setting->kind == Kind::Bytes) {
        QJsonValue read = text;
        QVERIFY(!acceptValue(*setting, read));
        QCOMPARE(read, value);
    }
}

void SettingTest::saysItsRange()
{
    QCOMPARE(rangeText(Number), u"-3 to 8"_s);
    QCOMPARE(rangeText(Time), u"1s to 25h"_s);
    QCOMPARE(rangeText(Room), u"1 to 1TiB"_s);
    QCOMPARE(rangeText(Choice), u"warm, cold"_s);
    QCOMPARE(rangeText(Text), QString());
}

void SettingTest::isNamedInTwoParts()
{
    QCOMPARE(Number.section(), u"a"_s);
    QCOMPARE(Number.key(), u"number"_s);
}

QTEST_GUILESS_MAIN(SettingTest)
#include "tst_setting.moc"
