// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminImportsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void makesAccounts();
    void takesEachByItself();
    void seesTwinsAmongThem();
    void vouchesForNoAddressThatIsClaimed();
    void bringsInWhatPeopleChose();
    void rehearses();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();

private:
    Result<Answer> import(QJsonObject params)
    {
        return m_admin->ask(Method::Post, "/api/v1/admin/users/import", m_admin->alice, params);
    }
    //! \return the outcomes, one word or an error's code for each account.
    QStringList outcomes(const QJsonArray &users, const QJsonObject &more = {})
    {
        QJsonObject params = more;
        params["users"_L1] = users;
        m_items = AdminFixture::body(import(params))["items"_L1].toArray();
        QStringList words;
        for (const auto &item : std::as_const(m_items)) {
            const QString code = item["error"_L1]["code"_L1].toString();
            words.append(code.isEmpty() ? item["outcome"_L1].toString() : code);
        }
        return words;
    }
    bool isThere(const QString &who) { return bool(await(m_admin->users.locate(who))); }

    std::unique_ptr<AdminFixture> m_admin;
    QJsonArray m_items;
};

void AdminImportsTest::makesAccounts()
{
    QCOMPARE(outcomes({QJsonObject{{"name"_L1, u"Carol"_s},
                                   {"phone"_L1, u"+933333333333"_s},
                                   {"role"_L1, u"auditor"_s}},
                       QJsonObject{{"name"_L1, u"Dan"_s}, {"email"_L1, u"DAN@example.org"_s}}}),
             (QStringList{u"created"_s, u"created"_s}));
    const QJsonObject dan = m_items[1]["user"_L1].toObject();
    QCOMPARE(dan["email"_L1], QJsonValue(u"dan@example.org"_s));
    QCOMPARE(dan["emailVerified"_L1], QJsonValue(true));
    const auto carol = UserId::parse(m_items[0]["user"_L1]["id"_L1].toString());
    QCOMPARE(m_admin->staff.roleOf(carol.value()), StaffRole::Auditor);
}

void AdminImportsTest::takesEachByItself()
{
    QCOMPARE(
        outcomes({QJsonObject{{"name"_L1, u"Carol"_s}}, QJsonValue(7), QJsonObject{{"name"_L1, 7}},
                  QJsonObject{{"name"_L1, u"Dan"_s}, {"phone"_L1, u"12"_s}},
                  QJsonObject{{"name"_L1, u"Eve"_s},
                              {"phone"_L1, u"+933333333333"_s},
                              {"role"_L1, u"king"_s}},
                  QJsonObject{{"name"_L1, u"Bob"_s}, {"phone"_L1, u"+4915102"_s}},
                  QJsonObject{{"name"_L1, u"Finn"_s}, {"phone"_L1, u"+944444444444"_s}}}),
        (QStringList{u"invalid_input"_s, u"invalid_input"_s, u"invalid_input"_s, u"invalid_input"_s,
                     u"invalid_input"_s, u"phone_taken"_s, u"created"_s}));
    QVERIFY(isThere(u"+944444444444"_s));
    QVERIFY(!isThere(u"+933333333333"_s));
}

void AdminImportsTest::seesTwinsAmongThem()
{
    const QJsonObject carol{{"name"_L1, u"Carol"_s}, {"phone"_L1, u"+933333333333"_s}};
    QCOMPARE(outcomes({carol, carol}), (QStringList{u"created"_s, u"phone_taken"_s}));
}

void AdminImportsTest::vouchesForNoAddressThatIsClaimed()
{
    QCOMPARE(outcomes({QJsonObject{{"name"_L1, u"Dan"_s},
                                   {"phone"_L1, u"+933333333333"_s},
                                   {"email"_L1, u"dan@example.org"_s},
                                   {"emailVerified"_L1, false}},
                       QJsonObject{{"name"_L1, u"Eve"_s}, {"emailVerified"_L1, 1}}}),
             (QStringList{u"created"_s, u"invalid_input"_s}));
    QCOMPARE(m_items[0]["user"_L1]["email"_L1], QJsonValue(u"dan@example.org"_s));
    QCOMPARE(m_items[0]["user"_L1]["emailVerified"_L1], QJsonValue(false));
}

void AdminImportsTest::bringsInWhatPeopleChose()
{
    const QJsonObject carol{{"name"_L1, u"Carol"_s},
                            {"phone"_L1, u"+933333333333"_s},
                            {"status"_L1, u"At sea"_s},
                            {"bio"_L1, u"Sails"_s},
                            {"language"_L1, u"pt-BR"_s},
                            {"privacy"_L1,
                             QJsonObject{{"lastSeen"_L1, u"nobody"_s},
                                         {"picture"_L1, u"friends"_s},
                                         {"readReceipts"_L1, false}}},
                            {"mails"_L1, QJsonObject{{"whileAway"_L1, false}}}};
    const auto with = [](const QString &name, const QJsonValue &value) {
        return QJsonObject{{"name"_L1, u"Dan"_s}, {"phone"_L1, u"+944444444444"_s}, {name, value}};
    };
    QCOMPARE(outcomes({carol, with(u"privacy"_s, u"x"_s),
                       with(u"privacy"_s, QJsonObject{{"groups"_L1, u"foes"_s}}),
                       with(u"privacy"_s, QJsonObject{{"readReceipts"_L1, 1}}),
                       with(u"mails"_s, QJsonArray()),
                       with(u"mails"_s, QJsonObject{{"whileAway"_L1, u"no"_s}}),
                       with(u"language"_s, u"no tag"_s), with(u"bio"_s, QString(501, u'x')),
                       with(u"status"_s, 7)}),
             QStringList{u"created"_s} + QStringList(8, u"invalid_input"_s));
    const auto id = UserId::parse(m_items[0]["user"_L1]["id"_L1].toString()).value();
    const auto stored = await(m_admin->identity.database->read(
        [id](Stores &stores) { return stores.accounts.find(id); }));
    QCOMPARE(stored->statusText, u"At sea"_s);
    QCOMPARE(stored->bio, u"Sails"_s);
    QCOMPARE(stored->language, u"pt-BR"_s);
    QCOMPARE(stored->privacy,
             (Privacy{Audience::Nobody, Audience::Friends, Audience::Everyone, false}));
    const auto mails = await(m_admin->identity.database->read(
        [id](Stores &stores) { return stores.mailChoices.find(id); }));
    QCOMPARE(*mails, (MailChoice{true, false}));

    QJsonObject other = carol;
    other["mails"_L1] = QJsonObject();
    QCOMPARE(outcomes({carol}, {{"onConflict"_L1, u"update"_s}}), QStringList(u"unchanged"_s));
    QCOMPARE(outcomes({other}, {{"onConflict"_L1, u"skip"_s}}), QStringList(u"skipped"_s));
    QCOMPARE(outcomes({other}, {{"onConflict"_L1, u"update"_s}}), QStringList(u"updated"_s));
    other["privacy"_L1] = QJsonObject();
    QCOMPARE(outcomes({other}, {{"onConflict"_L1, u"update"_s}}), QStringList(u"updated"_s));
    const auto after = await(m_admin->identity.database->read(
        [id](Stores &stores) { return stores.accounts.find(id); }));
    QCOMPARE(after->privacy, Privacy());
    QCOMPARE(after->statusText, u"At sea"_s);
}

void AdminImportsTest::rehearses()
{
    const QJsonObject carol{{"name"_L1, u"Carol"_s}, {"phone"_L1, u"+933333333333"_s}};
    QCOMPARE(outcomes({carol}, {{"dryRun"_L1, true}}), QStringList(u"created"_s));
    QVERIFY(!isThere(u"+933333333333"_s));
    const QJsonObject bob{{"name"_L1, u"Robert"_s}, {"phone"_L1, u"+4915102"_s}};
    QCOMPARE(outcomes({bob}, {{"dryRun"_L1, true}, {"onConflict"_L1, u"update"_s}}),
             QStringList(u"updated"_s));
    QCOMPARE(outcomes({bob}, {{"onConflict"_L1, u"update"_s}}), QStringList(u"updated"_s));
    QCOMPARE(outcomes({bob}, {{"onConflict"_L1, u"update"_s}}), QStringList(u"unchanged"_s));
}

void AdminImportsTest::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("message");

    QTest::newRow("nobody") << QJsonObject{{"users"_L1, QJsonArray()}}
                            << u"users must have at least 1 elements"_s;
    QJsonArray many;
    for (int i = 0; i < 501; ++i)
        many.append(QJsonObject());
    QTest::newRow("too many") << QJsonObject{{"users"_L1, many}}
                              << u"users must have at most 500 elements"_s;
    QTest::newRow("an unknown policy")
        << QJsonObject{{"users"_L1, QJsonArray{QJsonObject()}}, {"onConflict"_L1, u"win"_s}}
        << u"onConflict must be one of fail, skip, update"_s;
}

void AdminImportsTest::refusesWhatItDoesNotUnderstand()
{
    QFETCH(const QJsonObject, params);
    const auto answer = import(params);
    QVERIFY(!answer);
    QTEST(answer.error().message, "message");
}

QTEST_GUILESS_MAIN(AdminImportsTest)
#include "tst_adminimports.moc"
