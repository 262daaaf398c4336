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
    void prefersOneSource_data();
    void prefersOneSource();
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
    const AccessToken found = accessToken({{"authorization", authorization}}, {});
    QCOMPARE(found.text, token);
    QVERIFY(!found.isFromCookie);
}

void CredentialsTest::prefersOneSource_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<Cookies>("cookies");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("isFromCookie");

    const Cookies all{{"token", "t"}, {"jwt", "j"}, {"accessToken", "a"}};
    const auto add = [](const char *name, const QByteArray &authorization, const Cookies &cookies,
                        const QByteArray &token, bool isFromCookie) {
        QTest::newRow(name) << authorization << cookies << token << isFromCookie;
    };
    add("the header before all cookies", "Bearer b", all, "b", false);
    add("a header without a token", "Bearer ", all, "", false);
    add("a header of another scheme", "Basic YTpi", all, "a", true);
    add("accessToken", {}, all, "a", true);
    add("jwt before token", {}, {{"token", "t"}, {"jwt", "j"}}, "j", true);
    add("token", {}, {{"token", "t"}}, "t", true);
    add("an empty one is none", {}, {{"token", "t"}, {"jwt", ""}}, "t", true);
    add("no cookie of ours", {}, {{"theme", "dark"}, {"refreshToken", "r"}}, "", false);
}

void CredentialsTest::prefersOneSource()
{
    QFETCH(QByteArray, authorization);
    QFETCH(Cookies, cookies);
    QFETCH(QByteArray, token);
    QFETCH(bool, isFromCookie);
    net::Headers headers;
    if (!authorization.isEmpty())
        headers.add("authorization", authorization);
    const AccessToken found = accessToken(headers, cookies);
    QCOMPARE(found.text, token);
    QCOMPARE(found.isFromCookie, isFromCookie);
}

void CredentialsTest::findsNoneWhereNothingIsSaid()
{
    QVERIFY(accessToken({}, {}).text.isEmpty());
}

QTEST_GUILESS_MAIN(CredentialsTest)
#include "tst_credentials.moc"
