// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/eventreference.h"
#include "tests/support/fixeddialect.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

Endpoint eventRow(QLatin1String event)
{
    return {.name = "note.add"_L1,
            .event = event,
            .request = {{"text"_L1}},
            .handler = nothing,
            .bareArgument = "text"_L1};
}

//! \brief A family that tells of typing and of who is here; of the latter in two shapes.
class NoteDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;

    std::vector<SocketEvent> encode(const Event &event) const override
    {
        if (std::holds_alternative<TypingChanged>(event.payload))
            return {{"note~/typing", R"({"by":"7"})"}};
        if (const auto *presence = std::get_if<PresenceChanged>(&event.payload))
            return {{"note:add", presence->isOnline ? R"(["7"])" : R"("7")"}};
        return {};
    }
};

QJsonObject documentOf(Dialect &dialect)
{
    const auto table = EndpointTable::make({&dialect});
    return table ? asyncApiDocument(**table, u"1.2.3"_s) : QJsonObject();
}

QStringList referencesOf(const QJsonObject &document, const QString &operation)
{
    QStringList references;
    for (const auto &message : document[u"operations"_s][operation][u"messages"_s].toArray())
        references << message[u"$ref"_s].toString();
    return references;
}

} // namespace

class EventReferenceTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItIs();
    void saysWhatClientsMaySend();
    void saysWhatClientsHear();
    void tellsTheDirectionsApart();
    void pointsAtEachMessage();
    void leavesOutWhoHasNoEvents();
};

void EventReferenceTest::saysWhatItIs()
{
    NoteDialect dialect("notes"_L1, {});
    const QJsonObject document = documentOf(dialect);
    QCOMPARE(document[u"asyncapi"_s].toString(), u"3.0.0"_s);
    QCOMPARE(document[u"info"_s][u"version"_s].toString(), u"1.2.3"_s);
}

void EventReferenceTest::saysWhatClientsMaySend()
{
    NoteDialect dialect("notes"_L1, {eventRow("note:add"_L1)});
    const QJsonObject document = documentOf(dialect);
    const QJsonValue message =
        document[u"channels"_s][u"notes"_s][u"messages"_s][u"note:add.request"_s];
    QCOMPARE(message[u"name"_s].toString(), u"note:add"_s);
    QCOMPARE(message[u"summary"_s].toString(), u"note.add"_s);
    QVERIFY(message[u"description"_s].toString().contains(u"\"text\""_s));
    QCOMPARE(message[u"payload"_s][u"required"_s], QJsonValue(QJsonArray{u"text"_s}));
}

void EventReferenceTest::saysWhatClientsHear()
{
    NoteDialect dialect("notes"_L1, {});
    const QJsonObject document = documentOf(dialect);
    const QJsonValue messages = document[u"channels"_s][u"notes"_s][u"messages"_s];
    const QJsonValue typing = messages[u"note~/typing"_s][u"payload"_s];
    QCOMPARE(typing[u"properties"_s][u"by"_s][u"type"_s].toString(), u"string"_s);
    const QJsonArray shapes = messages[u"note:add"_s][u"payload"_s][u"anyOf"_s].toArray();
    QCOMPARE(shapes.size(), 2);
    QCOMPARE(shapes[0][u"type"_s].toString(), u"array"_s);
    QCOMPARE(shapes[1][u"type"_s].toString(), u"string"_s);
}

void EventReferenceTest::tellsTheDirectionsApart()
{
    NoteDialect dialect("notes"_L1, {eventRow("note:add"_L1)});
    const QJsonObject document = documentOf(dialect);
    const QJsonValue operations = document[u"operations"_s];
    QCOMPARE(operations[u"notes.receive"_s][u"action"_s].toString(), u"receive"_s);
    QCOMPARE(operations[u"notes.send"_s][u"action"_s].toString(), u"send"_s);
    QCOMPARE(referencesOf(document, u"notes.receive"_s),
             QStringList{u"#/channels/notes/messages/note:add.request"_s});
}

//! Names may have what a JSON pointer gives a meaning.
void EventReferenceTest::pointsAtEachMessage()
{
    NoteDialect dialect("notes"_L1, {});
    QCOMPARE(referencesOf(documentOf(dialect), u"notes.send"_s),
             (QStringList{u"#/channels/notes/messages/note:add"_s,
                          u"#/channels/notes/messages/note~0~1typing"_s}));
}

void EventReferenceTest::leavesOutWhoHasNoEvents()
{
    test::FixedDialect dialect("notes"_L1, {});
    QVERIFY(documentOf(dialect)[u"channels"_s].toObject().isEmpty());
    QVERIFY(documentOf(dialect)[u"operations"_s].toObject().isEmpty());
}

QTEST_GUILESS_MAIN(EventReferenceTest)
#include "tst_eventreference.moc"
