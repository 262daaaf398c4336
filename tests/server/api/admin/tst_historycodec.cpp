// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/historycodec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::admin;
using namespace Qt::StringLiterals;

namespace {

QJsonValue valueOf(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

const char *const Whole = R"({"sender":"1","createdAt":"2021-12-31T21:05:00.000Z",
    "clientMessageId":"key","textContent":"Hi","replyTo":{"sender":"2","clientMessageId":"other"},
    "mentions":["2","3"],"editedAt":"2021-12-31T21:06:00.000Z"})";

} // namespace

class HistoryCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAMessage();
    void readsALineOfTheSystem();
    void saysWhatIsWrongWithAMessage_data();
    void saysWhatIsWrongWithAMessage();
    void readsHowFarSomebodyHadGot();
    void saysWhatIsWrongWithAReference();
    void takesNothingForNoTime();
};

void HistoryCodecTest::readsAMessage()
{
    const auto past = pastMessageOf(valueOf(Whole));
    QVERIFY(past);
    QCOMPARE(past->sender, UserId(1));
    QCOMPARE(toIso(past->at), u"2021-12-31T21:05:00.000Z"_s);
    QCOMPARE(past->clientId, u"key"_s);
    QCOMPARE(past->body, u"Hi"_s);
    QCOMPARE(past->replyTo->sender, UserId(2));
    QCOMPARE(past->replyTo->clientId, u"other"_s);
    QCOMPARE(past->mentions, (std::vector{UserId(2), UserId(3)}));
    QCOMPARE(toIso(*past->editedAt), u"2021-12-31T21:06:00.000Z"_s);
    QVERIFY(!past->deletedAt);
    QVERIFY(past->file.isEmpty());
    QCOMPARE(past->kind, MessageKind::Text);
}

void HistoryCodecTest::readsALineOfTheSystem()
{
    const auto past = pastMessageOf(valueOf(R"({"sender":"1","kind":"system","membership":"ended",
        "createdAt":"2021-12-31T21:05:00.000Z","mentions":["2"]})"));
    QVERIFY(past);
    QCOMPARE(past->kind, MessageKind::System);
    QCOMPARE(past->membership, std::optional(Membership::Ended));
}

void HistoryCodecTest::saysWhatIsWrongWithAMessage_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no sender") << u"sender"_s << QJsonValue();
    QTest::newRow("a sender by name") << u"sender"_s << QJsonValue(u"Ann"_s);
    QTest::newRow("no time") << u"createdAt"_s << QJsonValue();
    QTest::newRow("a number as a time") << u"createdAt"_s << QJsonValue(1e300);
    QTest::newRow("a number as a text") << u"textContent"_s << QJsonValue(7);
    QTest::newRow("a list as a key") << u"clientMessageId"_s << QJsonValue(QJsonArray());
    QTest::newRow("an answer to a number") << u"replyTo"_s << QJsonValue(7);
    QTest::newRow("one who is named") << u"mentions"_s << QJsonValue(u"2"_s);
    QTest::newRow("named by name") << u"mentions"_s << QJsonValue(QJsonArray{u"Ann"_s});
    QTest::newRow("edited somewhen") << u"editedAt"_s << QJsonValue(u"later"_s);
    QTest::newRow("deleted") << u"deletedAt"_s << QJsonValue(true);
    QTest::newRow("of no kind") << u"kind"_s << QJsonValue(u"poem"_s);
    QTest::newRow("came") << u"membership"_s << QJsonValue(u"came"_s);
}

void HistoryCodecTest::saysWhatIsWrongWithAMessage()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject message = valueOf(Whole).toObject();
    message[field] = value;
    const auto past = pastMessageOf(message);
    QVERIFY(!past);
    QCOMPARE(past.error().kind, Error::Kind::InvalidInput);
    QVERIFY2(past.error().message.startsWith(field), qPrintable(past.error().message));
}

void HistoryCodecTest::readsHowFarSomebodyHadGot()
{
    const auto marks = pastMarksOf(valueOf(R"({"user":"1","read":{"sender":"2",
        "clientMessageId":"key"},"hidden":null})"));
    QVERIFY(marks);
    QCOMPARE(marks->user, UserId(1));
    QCOMPARE(marks->read->clientId, u"key"_s);
    QVERIFY(!marks->delivered);
    QVERIFY(!marks->hidden);
    QVERIFY(!pastMarksOf(QJsonValue(7)));
    QVERIFY(!pastMarksOf(valueOf(R"({"user":"nobody"})")));
}

void HistoryCodecTest::saysWhatIsWrongWithAReference()
{
    const auto nobodys = pastReferenceOf(valueOf(R"({"clientMessageId":"key"})"), "read"_L1);
    QCOMPARE(nobodys.error().message, u"read.sender must be an id"_s);
    const auto nameless = pastReferenceOf(valueOf(R"({"sender":"2"})"), "read"_L1);
    QCOMPARE(nameless.error().message, u"read.clientMessageId is required"_s);
}

void HistoryCodecTest::takesNothingForNoTime()
{
    const auto missing = pastTimeOf(QJsonValue(QJsonValue::Undefined), "at"_L1);
    QVERIFY(missing);
    QVERIFY(!*missing);
    QVERIFY(!pastTimeOf(QJsonValue(u"yesterday"_s), "at"_L1));
}

QTEST_GUILESS_MAIN(HistoryCodecTest)
#include "tst_historycodec.moc"
