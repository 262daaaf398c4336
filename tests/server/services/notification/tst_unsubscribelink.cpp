// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "server/services/notification/unsubscribelink.h"

#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class UnsubscribeLinkTest : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void cannotBeMadeByOthers();

private:
    const SecretBox m_box{randomBytes(SecretBox::KeyBytes)};
};

void UnsubscribeLinkTest::says_data()
{
    QTest::addColumn<NewsMail>("sort");
    QTest::newRow("friend requests") << NewsMail::FriendRequest;
    QTest::newRow("what was missed") << NewsMail::WhileAway;
}

void UnsubscribeLinkTest::says()
{
    QFETCH(NewsMail, sort);
    const QString token = unsubscribeToken({UserId(7), sort}, m_box);
    static const QRegularExpression urlSafe(u"^[A-Za-z0-9_-]+$"_s);
    QVERIFY(urlSafe.match(token).hasMatch());
    const auto parsed = parseUnsubscribeToken(token, m_box);
    QVERIFY(parsed);
    QCOMPARE(parsed->user, UserId(7));
    QCOMPARE(parsed->sort, sort);
}

void UnsubscribeLinkTest::cannotBeMadeByOthers()
{
    const SecretBox other(randomBytes(SecretBox::KeyBytes));
    const QString token = unsubscribeToken({UserId(7), NewsMail::WhileAway}, m_box);
    QVERIFY(!parseUnsubscribeToken(token, other));
    QVERIFY(!parseUnsubscribeToken(token.chopped(1), m_box));
    const QByteArray elsewhere =
        m_box.seal("7 while-away", "mail")
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    QVERIFY(!parseUnsubscribeToken(QString::fromLatin1(elsewhere), m_box));
    for (const QString &nonsense : {QString(), u"7 while-away"_s, u"%"_s, u"ü"_s})
        QVERIFY(!parseUnsubscribeToken(nonsense, m_box));
}

QTEST_GUILESS_MAIN(UnsubscribeLinkTest)
#include "tst_unsubscribelink.moc"
