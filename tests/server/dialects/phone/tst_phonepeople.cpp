// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhonePeopleTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void showsOneself();
    void changesOneselfUnderBothNamings_data();
    void changesOneselfUnderBothNamings();
    void takesALanguage();
    void ignoresWhatCannotBeChanged();
    void showsOthers();
    void searches();
    void findsContacts();
    void guardsAnotherUserName();
    void changesAllOrNothing();

private:
    QStringList idsOf(const QJsonValue &rows) const
    {
        QStringList ids;
        for (const QJsonValue &row : rows.toArray())
            ids.append(row["id"_L1].toString());
        return ids;
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhonePeopleTest::showsOneself()
{
    const auto body = m_phone->body(m_phone->http(Method::Get, "/api/v1/users/me", m_phone->alice));
    QCOMPARE(body,
             (QJsonObject{{"user"_L1,
                           QJsonObject{{"id"_L1, "101"_L1},
                                       {"phone_number"_L1, "+491510101"_L1},
                                       {"display_name"_L1, "User 101"_L1},
                                       {"avatar_url"_L1, "/avatars/101"_L1},
                                       {"status_text"_L1, "Hello"_L1},
                                       {"username"_L1, QJsonValue::Null},
                                       {"bio"_L1, ""_L1},
                                       {"email"_L1, QJsonValue::Null},
                                       {"email_verified"_L1, false},
                                       {"language"_L1, QJsonValue::Null},
                                       {"created_at"_L1, "2023-11-14T22:13:20.000Z"_L1}}}}));
    const auto gone = m_phone->http(Method::Get, "/api/v1/users/me", UserId(999));
    QCOMPARE(m_phone->errorBody(gone), (QJsonObject{{"error"_L1, "User not found"_L1}}));
}

void PhonePeopleTest::changesOneselfUnderBothNamings_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::newRow("web client") << QJsonObject{{"displayName"_L1, "Ada"_L1},
                                               {"statusText"_L1, "Busy"_L1}};
    QTest::newRow("mobile client")
        << QJsonObject{{"display_name"_L1, "Ada"_L1}, {"status_text"_L1, "Busy"_L1}};
}

void PhonePeopleTest::changesOneselfUnderBothNamings()
{
    QFETCH(QJsonObject, params);
    const auto body =
        m_phone->body(m_phone->http(Method::Put, "/api/v1/users/me", m_phone->alice, params));
    QCOMPARE(body["user"_L1]["display_name"_L1], QJsonValue(u"Ada"_s));
    QCOMPARE(body["user"_L1]["status_text"_L1], QJsonValue(u"Busy"_s));
    QCOMPARE(body["user"_L1]["avatar_url"_L1], QJsonValue(u"/avatars/101"_s));
}

void PhonePeopleTest::takesALanguage()
{
    const QJsonObject hindi{{"language"_L1, u"hi"_s}};
    const auto changed =
        m_phone->body(m_phone->http(Method::Put, "/api/v1/users/me", m_phone->alice, hindi));
    QCOMPARE(changed["user"_L1]["language"_L1], QJsonValue(u"hi"_s));
    const auto others =
        m_phone->body(m_phone->http(Method::Get, "/api/v1/users/101", m_phone->bob));
    QVERIFY(!others["user"_L1].toObject().contains("language"_L1));
}

void PhonePeopleTest::ignoresWhatCannotBeChanged()
{
    const QJsonObject before =
        m_phone->body(m_phone->http(Method::Get, "/api/v1/users/me", m_phone->alice));
    const QJsonObject params{{"id"_L1, "1"_L1},
                             {"phone_number"_L1, "+15005550006"_L1},
                             {"created_at"_L1, "1999-01-01T00:00:00Z"_L1},
                             {"role"_L1, "admin"_L1}};
    QCOMPARE(m_phone->body(m_phone->http(Method::Put, "/api/v1/users/me", m_phone->alice, params)),
             before);
}

void PhonePeopleTest::showsOthers()
{
    const auto body =
        m_phone->body(m_phone->http(Method::Get, "/api/v1/users/102", m_phone->alice));
    QCOMPARE(body["user"_L1]["id"_L1], QJsonValue(u"102"_s));
    const auto unknown = m_phone->http(Method::Get, "/api/v1/users/999", m_phone->alice);
    const auto malformed = m_phone->http(Method::Get, "/api/v1/users/x", m_phone->alice);
    QCOMPARE(m_phone->errorBody(unknown), (QJsonObject{{"error"_L1, "User not found"_L1}}));
    QCOMPARE(m_phone->errorBody(malformed), m_phone->errorBody(unknown));
}

void PhonePeopleTest::searches()
{
    const QByteArray path = "/api/v1/users/search";
    const auto all =
        m_phone->body(m_phone->http(Method::Get, path, m_phone->alice, {{"q"_L1, " "_L1}}));
    QCOMPARE(idsOf(all["users"_L1]), (QStringList{u"102"_s, u"103"_s, u"104"_s}));
    const auto one =
        m_phone->body(m_phone->http(Method::Get, path, m_phone->alice, {{"q"_L1, "102"_L1}}));
    QCOMPARE(idsOf(one["users"_L1]), QStringList{u"102"_s});
    for (const QJsonObject &params : {QJsonObject(), QJsonObject{{"q"_L1, QString()}}})
        QCOMPARE(m_phone->errorBody(m_phone->http(Method::Get, path, m_phone->alice, params)),
                 (QJsonObject{{"error"_L1, "Query parameter q is required"_L1}}));
}

void PhonePeopleTest::findsContacts()
{
    const QByteArray path = "/api/v1/users/contacts/sync";
    const QJsonArray phones{"+491510102"_L1, "+15005550006"_L1, QJsonValue::Null, 5, "x"_L1};
    const auto body = m_phone->body(
        m_phone->http(Method::Post, path, m_phone->alice, {{"phoneNumbers"_L1, phones}}));
    QCOMPARE(idsOf(body["contacts"_L1]), QStringList{u"102"_s});
    for (const QJsonObject &params :
         {QJsonObject(), QJsonObject{{"phoneNumbers"_L1, "+491510102"_L1}}})
        QCOMPARE(m_phone->errorBody(m_phone->http(Method::Post, path, m_phone->alice, params)),
                 (QJsonObject{{"error"_L1, "phoneNumbers must be an array"_L1}}));

    QJsonArray many{"+491510102"_L1};
    for (int i = 0; i < 5'000; ++i)
        many.append(u"+4915%1"_s.arg(20'000'000 + i));
    const auto found = m_phone->body(
        m_phone->http(Method::Post, path, m_phone->alice, {{"phoneNumbers"_L1, many}}));
    QCOMPARE(idsOf(found["contacts"_L1]), QStringList{u"102"_s});
}

void PhonePeopleTest::guardsAnotherUserName()
{
    const auto rename = [this](const QString &name) {
        return m_phone->http(Method::Put, "/api/v1/users/me", m_phone->alice,
                             {{"username"_L1, name}, {"bio"_L1, u"As "_s + name}});
    };
    QVERIFY(rename(u"alice.w"_s)); // The first one.
    m_phone->signIn(m_phone->alice);
    QVERIFY(rename(u"alice.v"_s));
    m_phone->clock.advance(std::chrono::minutes(15));

    QVERIFY(rename(u"alice.v"_s)); // No other one.
    QCOMPARE(rename(u"alice.m"_s).error().code, "fresh_sign_in_required"_L1);

    const auto kept = await(m_phone->people.find(m_phone->alice));
    QCOMPARE(kept->username, u"alice.v"_s);
    QCOMPARE(kept->bio, u"As alice.v"_s);
}

void PhonePeopleTest::changesAllOrNothing()
{
    const auto change = [this](const QJsonObject &params) {
        return m_phone->http(Method::Put, "/api/v1/users/me", m_phone->alice, params);
    };
    QVERIFY(change({{"username"_L1, u"alice.w"_s}})); // The first one.
    m_phone->signIn(m_phone->alice);
    QCOMPARE(change({{"username"_L1, u"alice.v"_s}, {"language"_L1, u"not one"_s}}).error().code,
             "invalid_input"_L1);
    QCOMPARE(await(m_phone->people.find(m_phone->alice))->username, u"alice.w"_s);
}

QTEST_GUILESS_MAIN(PhonePeopleTest)
#include "tst_phonepeople.moc"
