// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/credentials.h"

#include <QTest>

using namespace linnet;

class CredentialsTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheToken_data();
    void findsTheToken();
    void findsNoneWhereNothingIsSaid();
};

void CredentialsTest::findsTheToken_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("token");

    const auto add = [](const char *authorization, const char *token) {
        QTest::addRow("\"%s\"", authorization) << QByteArray(authorization) << QByteArray(token);
    };
    add("Bearer abc", "abc");
    add("bearer abc", "abc");
    add("BEARER   abc ", "abc");
    add("Bearer", "");
    add("Bearer ", "");
    add("Bearerabc", "");
    add("Basic abc", "");
    add("abc", "");
    add("", "");
}

void CredentialsTest::findsTheToken()
{
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, token);
    QCOMPARE(accessToken({{"authorization", authorization}}), token);
}

void CredentialsTest::findsNoneWhereNothingIsSaid()
{
    QVERIFY(accessToken({}).isEmpty());
}

QTEST_GUILESS_MAIN(CredentialsTest)
#include "tst_credentials.moc"
