// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernerrors.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MernErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void speaksAsItsClientsExpect_data();
    void speaksAsItsClientsExpect();
    void saysWhatIsWrongWithAForm();
};

void MernErrorsTest::speaksAsItsClientsExpect_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("message");

    const int invalid = int(Error::Kind::InvalidInput);
    const int stranger = int(Error::Kind::Unauthenticated);
    const int missing = int(Error::Kind::NotFound);
    QTest::newRow("no token") << u"authentication_required"_s << stranger
                              << u"Access token Missing"_s;
    QTest::newRow("old token") << u"token_expired"_s << stranger << u"Token has expired"_s;
    QTest::newRow("old refresh token")
        << u"refresh_expired"_s << stranger << u"Token has expired"_s;
    QTest::newRow("wrong password")
        << u"invalid_credentials"_s << invalid << u"Invalid credentials"_s;
    QTest::newRow("taken") << u"email_taken"_s << invalid << u"User already exists"_s;
    QTest::newRow("name taken") << u"username_taken"_s << invalid << u"As it was."_s;
    QTest::newRow("no chat") << u"conversation_not_found"_s << missing << u"Chat not found"_s;
    QTest::newRow("not one's chat") << u"not_a_member"_s << missing << u"Chat not found"_s;
    QTest::newRow("anything else") << u"other"_s << int(Error::Kind::Internal) << u"As it was."_s;
}

void MernErrorsTest::speaksAsItsClientsExpect()
{
    QFETCH(QString, code);
    QFETCH(int, kind);
    QFETCH(QString, message);
    const QByteArray latin1 = code.toLatin1();
    const Error translated =
        mern::translate({Error::Kind::Internal, QLatin1String(latin1), u"As it was."_s});
    QCOMPARE(int(translated.kind), kind);
    QCOMPARE(translated.message, message);
}

void MernErrorsTest::saysWhatIsWrongWithAForm()
{
    const QJsonObject body = mern::errorBody(mern::fieldsMissing());
    QCOMPARE(body[u"success"_s], QJsonValue(false));
    QCOMPARE(body[u"message"_s].toString(), u"Please fill all the fields"_s);
    QCOMPARE(body[u"details"_s].toString(), u"Please fill all the fields"_s);
    for (const QLatin1String code :
         {"registration_incomplete"_L1, "email_invalid"_L1, "password_common"_L1,
          "password_too_short"_L1, "password_too_long"_L1}) {
        const QJsonObject unfit = mern::errorBody({Error::Kind::InvalidInput, code, u"Why"_s});
        QCOMPARE(unfit[u"message"_s].toString(), u"Validation failed"_s);
        QCOMPARE(unfit[u"details"_s].toString(), u"Why"_s);
    }
    QVERIFY(!mern::errorBody({Error::Kind::NotFound, "x"_L1, {}}).contains(u"details"_s));
}

QTEST_GUILESS_MAIN(MernErrorsTest)
#include "tst_mernerrors.moc"
