// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminTiesTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void bringsInWhatIsBetweenPeople();
    void bringsInWhatIsBetweenPeopleAndMessages();
    void rehearses();
    void saysWhatIsWrongWithEach_data();
    void saysWhatIsWrongWithEach();
    void refusesWhatItDoesNotUnderstand();
    void isForWhoMayChangeAccounts();

private:
    Result<Answer> ask(const QByteArray &what, const QJsonObject &params)
    {
        return m_admin->ask(Method::Post, "/api/v1/admin/imports/" + what, m_admin->alice, params);
    }
    //! \return the outcomes, one word or an error's message for each tie.
    QStringList outcomes(const QJsonArray &ties, const QJsonObject &more = {})
    {
        QJsonObject params = more;
        params["ties"_L1] = ties;
        QStringList words;
        const QJsonObject body = AdminFixture::body(ask("ties", params));
        for (const auto &item : body["items"_L1].toArray()) {
            const QString message = item["error"_L1]["message"_L1].toString();
            words.append(message.isEmpty() ? item["outcome"_L1].toString() : message);
        }
        return words;
    }

    static inline const QString At = u"2021-12-31T21:05:00.000Z"_s;
    static QJsonObject block()
    {
        return {{"kind"_L1, u"block"_s},
                {"blocker"_L1, u"1"_s},
                {"blocked"_L1, u"2"_s},
                {"createdAt"_L1, At}};
    }
    static QJsonObject friendship()
    {
        return {{"kind"_L1, u"friendship"_s}, {"from"_L1, u"1"_s},  {"to"_L1, u"2"_s},
                {"state"_L1, u"declined"_s},  {"createdAt"_L1, At}, {"changedAt"_L1, At}};
    }
    static QJsonObject star(const QString &conversation)
    {
        return {{"kind"_L1, u"star"_s},
                {"user"_L1, u"1"_s},
                {"conversation"_L1, conversation},
                {"message"_L1,
                 QJsonObject{{"sender"_L1, u"2"_s}, {"clientMessageId"_L1, u"import:1"_s}}},
                {"createdAt"_L1, At}};
    }
    static QJsonObject reading(const QString &conversation)
    {
        return {{"kind"_L1, u"reading"_s},
                {"user"_L1, u"1"_s},
                {"conversation"_L1, conversation},
                {"after"_L1, QJsonValue()},
                {"through"_L1, star(conversation)["message"_L1]},
                {"at"_L1, At}};
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminTiesTest::bringsInWhatIsBetweenPeople()
{
    QCOMPARE(outcomes({block(), friendship()}), (QStringList{u"created"_s, u"created"_s}));
    QCOMPARE(outcomes({block(), friendship()}), (QStringList{u"unchanged"_s, u"unchanged"_s}));
    QJsonObject other = friendship();
    other["state"_L1] = u"removed"_s;
    QCOMPARE(outcomes({other}, {{"onConflict"_L1, u"skip"_s}}), QStringList(u"skipped"_s));
    QCOMPARE(outcomes({other}, {{"onConflict"_L1, u"update"_s}}), QStringList(u"updated"_s));
}

void AdminTiesTest::bringsInWhatIsBetweenPeopleAndMessages()
{
    const QString group = AdminFixture::body(ask("groups",
                                                 {{"title"_L1, u"Old Times"_s},
                                                  {"owner"_L1, u"1"_s},
                                                  {"members"_L1, QJsonArray{u"2"_s}}}))["id"_L1]
                              .toString();
    const QJsonObject message{{"sender"_L1, u"2"_s},
                              {"createdAt"_L1, At},
                              {"clientMessageId"_L1, u"import:1"_s},
                              {"textContent"_L1, u"Hi"_s}};
    const QJsonObject marks{{"user"_L1, u"1"_s}, {"read"_L1, QJsonValue()}};
    const auto sent = ask("messages",
                          {{"conversationId"_L1, group},
                           {"source"_L1, u"x"_s},
                           {"messages"_L1, QJsonArray{message}},
                           {"marks"_L1, QJsonArray{marks}}});
    QCOMPARE(AdminFixture::body(sent)["stored"_L1], QJsonValue(1));
    QCOMPARE(outcomes({star(group), reading(group), star(u"7"_s)}),
             (QStringList{u"created"_s, u"created"_s, u"Conversation not found"_s}));
    QCOMPARE(outcomes({star(group), reading(group)}), QStringList(2, u"unchanged"_s));
}

void AdminTiesTest::rehearses()
{
    for (int i = 0; i < 2; ++i)
        QCOMPARE(outcomes({block()}, {{"dryRun"_L1, true}}), QStringList(u"created"_s));
    QCOMPARE(outcomes({block()}), QStringList(u"created"_s));
}

void AdminTiesTest::saysWhatIsWrongWithEach_data()
{
    QTest::addColumn<QJsonValue>("wrong");
    QTest::addColumn<QString>("message");

    const auto with = [](QJsonObject tie, QLatin1String name, const QJsonValue &value) {
        tie[name] = value;
        return QJsonValue(tie);
    };
    const QString time = u" must be a time, e.g. 2021-12-31T21:05:00.000Z"_s;
    QTest::newRow("no object") << QJsonValue(7) << u"ties must be objects"_s;
    QTest::newRow("an unknown kind") << with(block(), "kind"_L1, u"hug"_s)
                                     << u"kind must be one of block, friendship, star, reading"_s;
    QTest::newRow("a kind of no text")
        << with(block(), "kind"_L1, 7) << u"kind must be one of block, friendship, star, reading"_s;
    QTest::newRow("no id") << with(block(), "blocker"_L1, u"x"_s) << u"blocker must be an id"_s;
    QTest::newRow("a number") << with(block(), "blocked"_L1, 2) << u"blocked must be an id"_s;
    QTest::newRow("a huge id") << with(block(), "blocked"_L1, QString(5'000, u'9'))
                               << u"blocked must be an id"_s;
    QTest::newRow("no time") << with(block(), "createdAt"_L1, QJsonValue())
                             << u"createdAt is required"_s;
    QTest::newRow("a wrong time") << with(block(), "createdAt"_L1, 1e300)
                                  << QString(u"createdAt"_s + time);
    QTest::newRow("the same two") << with(block(), "blocked"_L1, u"1"_s)
                                  << u"the two must not be the same"_s;
    QTest::newRow("the future") << with(block(), "createdAt"_L1, u"9999-12-31T00:00:00.000Z"_s)
                                << u"what is brought in must be past"_s;
    QTest::newRow("no state") << with(
        friendship(), "state"_L1,
        u"friends"_s) << u"state must be pending, accepted, declined, withdrawn or removed"_s;
    QTest::newRow("no change") << with(friendship(), "changedAt"_L1, QJsonArray())
                               << QString(u"changedAt"_s + time);
    QTest::newRow("no message") << with(star(u"7"_s), "message"_L1, QJsonValue())
                                << u"message is required"_s;
    QTest::newRow("a message of nobody")
        << with(star(u"7"_s), "message"_L1, QJsonObject{{"clientMessageId"_L1, u"x"_s}})
        << u"message.sender must be an id"_s;
    QTest::newRow("a message without a name")
        << with(star(u"7"_s), "message"_L1, QJsonObject{{"sender"_L1, u"1"_s}})
        << u"message.clientMessageId is required"_s;
    QTest::newRow("a message that is a text")
        << with(reading(u"7"_s), "through"_L1, u"x"_s) << u"through.sender must be an id"_s;
    QTest::newRow("no conversation")
        << with(reading(u"7"_s), "conversation"_L1, true) << u"conversation must be an id"_s;
}

void AdminTiesTest::saysWhatIsWrongWithEach()
{
    QFETCH(const QJsonValue, wrong);
    QFETCH(const QString, message);
    QCOMPARE(outcomes({wrong, friendship()}), (QStringList{message, u"created"_s}));
}

void AdminTiesTest::refusesWhatItDoesNotUnderstand()
{
    QCOMPARE(ask("ties", {{"ties"_L1, QJsonArray()}}).error().code, "invalid_input"_L1);
    QCOMPARE(ask("ties", {{"ties"_L1, u"x"_s}}).error().code, "invalid_input"_L1);
    QJsonArray many;
    for (int i = 0; i <= TieImport::MostTies; ++i)
        many.append(block());
    QCOMPARE(ask("ties", {{"ties"_L1, many}}).error().code, "invalid_input"_L1);
    QCOMPARE(ask("ties", {{"ties"_L1, QJsonArray{block()}}, {"onConflict"_L1, u"win"_s}})
                 .error()
                 .message,
             u"onConflict must be one of fail, skip, update"_s);
}

void AdminTiesTest::isForWhoMayChangeAccounts()
{
    const auto route = m_admin->table->findRoute(Method::Post, "/api/v1/admin/imports/ties");
    QVERIFY(route.row);
    QCOMPARE(route.row->endpoint.capabilities, Capabilities(Capability::UsersWrite));
}

QTEST_GUILESS_MAIN(AdminTiesTest)
#include "tst_adminties.moc"
