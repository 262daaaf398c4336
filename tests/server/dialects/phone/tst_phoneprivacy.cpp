// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhonePrivacyTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void showsWhatIsInForce();
    void changesWhatIsNamed();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
    void leavesPicturesOutWhereTheyAreHidden();
    void namesThoseWhoCannotBeAdded();

private:
    PhoneFixture::Outcome put(UserId user, const QJsonObject &change)
    {
        return m_phone->http(Method::Put, "/api/v1/users/me/privacy", user, change);
    }
    QJsonObject privacy(UserId user)
    {
        return PhoneFixture::body(
                   m_phone->http(Method::Get, "/api/v1/users/me/privacy", user))["privacy"_L1]
            .toObject();
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhonePrivacyTest::showsWhatIsInForce()
{
    QCOMPARE(privacy(m_phone->alice),
             (QJsonObject{{"lastSeen"_L1, "everyone"_L1},
                          {"avatar"_L1, "everyone"_L1},
                          {"groups"_L1, "everyone"_L1},
                          {"readReceipts"_L1, true}}));
}

void PhonePrivacyTest::changesWhatIsNamed()
{
    QJsonObject expected = privacy(m_phone->alice);
    for (const QJsonObject &change :
         {QJsonObject{{"lastSeen"_L1, "nobody"_L1}, {"groups"_L1, "friends"_L1}},
          QJsonObject{{"avatar"_L1, "friends"_L1}}, QJsonObject{{"readReceipts"_L1, false}},
          QJsonObject{{"readReceipts"_L1, true}, {"lastSeen"_L1, "everyone"_L1}}, QJsonObject()}) {
        for (auto each = change.begin(); each != change.end(); ++each)
            expected[each.key()] = each.value();
        const QJsonObject answer = PhoneFixture::body(put(m_phone->alice, change));
        QCOMPARE(answer, (QJsonObject{{"privacy"_L1, expected}}));
        QCOMPARE(privacy(m_phone->alice), expected);
    }
    QCOMPARE(privacy(m_phone->bob)["lastSeen"_L1], QJsonValue("everyone"_L1));
}

void PhonePrivacyTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    for (const QString &name : {u"lastSeen"_s, u"avatar"_s, u"groups"_s}) {
        const QByteArray row = name.toLatin1();
        QTest::newRow(row + ": another word") << name << QJsonValue("contacts"_L1);
        QTest::newRow(row + ": capitals") << name << QJsonValue("Nobody"_L1);
        QTest::newRow(row + ": nothing") << name << QJsonValue(QString());
        QTest::newRow(row + ": a number") << name << QJsonValue(1);
        QTest::newRow(row + ": a boolean") << name << QJsonValue(false);
    }
    QTest::newRow("readReceipts: a text") << u"readReceipts"_s << QJsonValue("off"_L1);
    QTest::newRow("readReceipts: a number") << u"readReceipts"_s << QJsonValue(0);
}

void PhonePrivacyTest::refusesWhatItDoesNotKnow()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    const QJsonObject before = privacy(m_phone->alice);
    QJsonObject change{{"lastSeen"_L1, "nobody"_L1}};
    change[name] = value;
    const auto refused = put(m_phone->alice, change);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QVERIFY2(refused.error().message.contains(name), qPrintable(refused.error().message));
    QCOMPARE(privacy(m_phone->alice), before);
}

void PhonePrivacyTest::leavesPicturesOutWhereTheyAreHidden()
{
    m_phone->befriend(m_phone->alice, m_phone->bob);
    PhoneFixture::body(put(m_phone->alice, {{"avatar"_L1, "friends"_L1}}));
    const QByteArray alice = "/api/v1/users/" + m_phone->alice.toString().toLatin1();
    const auto picture = [&](UserId viewer) {
        const auto profile = PhoneFixture::body(m_phone->http(Method::Get, alice, viewer));
        return profile["user"_L1]["avatar_url"_L1];
    };
    QCOMPARE(picture(m_phone->bob), QJsonValue("/avatars/101"_L1));
    QCOMPARE(picture(m_phone->carol), QJsonValue(QJsonValue::Null));
    const auto own =
        PhoneFixture::body(m_phone->http(Method::Get, "/api/v1/users/me", m_phone->alice));
    QCOMPARE(own["user"_L1]["avatar_url"_L1], QJsonValue("/avatars/101"_L1));
}

void PhonePrivacyTest::namesThoseWhoCannotBeAdded()
{
    PhoneFixture::body(put(m_phone->bob, {{"groups"_L1, "nobody"_L1}}));
    const auto refused = m_phone->http(
        Method::Post, "/api/v1/groups", m_phone->alice,
        {{"groupName"_L1, "Team"_L1},
         {"memberIds"_L1, QJsonArray{m_phone->bob.toString(), m_phone->carol.toString()}}});
    QCOMPARE(m_phone->errorBody(refused),
             (QJsonObject{{"error"_L1, "Error"_L1},
                          {"message"_L1, "You cannot add these people to groups: User 102"_L1},
                          {"code"_L1, "cannot_add_member"_L1},
                          {"userIds"_L1, QJsonArray{m_phone->bob.toString()}}}));
}

QTEST_GUILESS_MAIN(PhonePrivacyTest)
#include "tst_phoneprivacy.moc"
