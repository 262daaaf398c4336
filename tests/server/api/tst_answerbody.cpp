// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/answerbody.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class AnswerBodyTest : public QObject
{
    Q_OBJECT

private slots:
    void isTheSameAsAValueAndAsText_data();
    void isTheSameAsAValueAndAsText();
    void isNullUnlessSomethingIsSaid();
};

void AnswerBodyTest::isTheSameAsAValueAndAsText_data()
{
    QTest::addColumn<bool>("isText");
    QTest::newRow("value") << false;
    QTest::newRow("text") << true;
}

void AnswerBodyTest::isTheSameAsAValueAndAsText()
{
    QFETCH(bool, isText);
    const QJsonObject object{{u"a"_s, u"Zoë"_s}};
    const AnswerBody body =
        isText ? AnswerBody(JsonWriter().add("a"_L1, u"Zoë"_s).finish()) : AnswerBody(object);
    QCOMPARE(body.text().utf8, QByteArray(R"({"a":"Zoë"})"));
    QCOMPARE(body.value(), QJsonValue(object));
    QCOMPARE(body.toObject(), object);
}

void AnswerBodyTest::isNullUnlessSomethingIsSaid()
{
    QCOMPARE(AnswerBody().text().utf8, "null");
    QVERIFY(AnswerBody().value().isNull());
}

QTEST_GUILESS_MAIN(AnswerBodyTest)
#include "tst_answerbody.moc"
