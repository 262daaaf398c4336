// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsonlinereader.h"

#include <QBuffer>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class JsonLineReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsLineAfterLine();
    void readsNothing();
    void saysWhichLineIsWrong_data();
    void saysWhichLineIsWrong();
    void readsNoEndlessLine();

private:
    //! \return how many objects \p text has, or what is wrong with it.
    static QString outcomeOf(QByteArray text)
    {
        QBuffer buffer(&text);
        if (!buffer.open(QIODevice::ReadOnly))
            return u"closed"_s;
        JsonLineReader reader(buffer);
        for (int count = 0;; ++count) {
            const auto object = reader.next();
            if (!object)
                return object.error().message;
            if (!*object)
                return QString::number(count);
        }
    }
};

void JsonLineReaderTest::readsLineAfterLine()
{
    QByteArray text = "{\"a\":1}\r\n\n{\"a\":2}";
    QBuffer buffer(&text);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    JsonLineReader reader(buffer);
    const auto first = reader.next();
    QCOMPARE(first.value().value(), (QJsonObject{{u"a"_s, 1}}));
    QCOMPARE(reader.line(), 1);
    const auto second = reader.next();
    QCOMPARE(second.value().value(), (QJsonObject{{u"a"_s, 2}}));
    QCOMPARE(reader.line(), 3);
    QVERIFY(!reader.next().value());
}

void JsonLineReaderTest::readsNothing()
{
    QCOMPARE(outcomeOf({}), u"0"_s);
    QCOMPARE(outcomeOf("\n\n \n"), u"0"_s);
}

void JsonLineReaderTest::saysWhichLineIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const QByteArray &text, const QString &message) {
        QTest::newRow(name) << text << message;
    };
    row("text", "{}\nhello\n", u"Line 2 is no JSON object."_s);
    row("an array", "[]\n", u"Line 1 is no JSON object."_s);
    row("two in one", "{} {}\n", u"Line 1 is no JSON object."_s);
    row("one in two", "{\n}\n", u"Line 1 is no JSON object."_s);
    row("cut off", "{}\n\n{\"a\":", u"Line 3 is no JSON object."_s);
    row("no UTF-8", "{\"a\":\"\xff\"}\n", u"Line 1 is no JSON object."_s);
    row("a null byte", QByteArray("{}\0\n", 4), u"Line 1 is no JSON object."_s);
    row("deep", QByteArray("{\"a\":").repeated(40) + "1" + QByteArray("}").repeated(40),
        u"Line 1 is no JSON object."_s);
}

void JsonLineReaderTest::saysWhichLineIsWrong()
{
    QFETCH(const QByteArray, text);
    QTEST(outcomeOf(text), "message");
}

void JsonLineReaderTest::readsNoEndlessLine()
{
    const auto object = [](qsizetype size) {
        return "{\"a\":\"" + QByteArray(size - 8, 'x') + "\"}";
    };
    const qsizetype longest = JsonLineReader::LongestLine;
    QCOMPARE(outcomeOf(object(longest - 1) + '\n'), u"1"_s);
    QCOMPARE(outcomeOf("{}\n" + object(longest + 1) + "\n{}\n"), u"Line 2 is longer than 4 MiB."_s);
}

QTEST_GUILESS_MAIN(JsonLineReaderTest)
#include "tst_jsonlinereader.moc"
