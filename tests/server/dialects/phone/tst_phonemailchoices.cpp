// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneMailChoicesTest : public QObject
{
    Q_OBJECT

private slots:
    void changesWhatIsNamed();
    void refusesWhatIsNoTruth();

private:
    static constexpr const char *Path = "/api/v1/users/me/mails";

    PhoneFixture m_phone;
};

void PhoneMailChoicesTest::changesWhatIsNamed()
{
    QJsonObject expected{{"friendRequests"_L1, true}, {"whileAway"_L1, true}};
    for (const QJsonObject &change :
         {QJsonObject(), QJsonObject{{"whileAway"_L1, false}},
          QJsonObject{{"friendRequests"_L1, false}},
          QJsonObject{{"friendRequests"_L1, true}, {"whileAway"_L1, true}}}) {
        for (auto each = change.begin(); each != change.end(); ++each)
            expected[each.key()] = each.value();
        const QJsonObject answer{{"mails"_L1, expected}};
        QCOMPARE(PhoneFixture::body(m_phone.http(Method::Put, Path, m_phone.bob, change)), answer);
        QCOMPARE(PhoneFixture::body(m_phone.http(Method::Get, Path, m_phone.bob)), answer);
    }
}

void PhoneMailChoicesTest::refusesWhatIsNoTruth()
{
    const auto refused = m_phone.http(Method::Put, Path, m_phone.bob, {{"whileAway"_L1, u"no"_s}});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.startsWith(u"whileAway"_s));
}

QTEST_GUILESS_MAIN(PhoneMailChoicesTest)
#include "tst_phonemailchoices.moc"
