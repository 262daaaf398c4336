// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httpstatus.h"

#include <QTest>

using namespace linnet;
using Kind = Error::Kind;

class HttpStatusTest : public QObject
{
    Q_OBJECT

private slots:
    void isGivenForEveryKind_data();
    void isGivenForEveryKind();
    void isGivenForEveryOutcome();
};

void HttpStatusTest::isGivenForEveryKind_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");

    QTest::newRow("invalid input") << int(Kind::InvalidInput) << 400;
    QTest::newRow("unauthenticated") << int(Kind::Unauthenticated) << 401;
    QTest::newRow("forbidden") << int(Kind::Forbidden) << 403;
    QTest::newRow("not found") << int(Kind::NotFound) << 404;
    QTest::newRow("conflict") << int(Kind::Conflict) << 409;
    QTest::newRow("gone") << int(Kind::Gone) << 410;
    QTest::newRow("too large") << int(Kind::TooLarge) << 413;
    QTest::newRow("unsupported type") << int(Kind::UnsupportedType) << 415;
    QTest::newRow("rate limited") << int(Kind::RateLimited) << 429;
    QTest::newRow("unavailable") << int(Kind::Unavailable) << 503;
    QTest::newRow("not offered") << int(Kind::NotOffered) << 501;
    QTest::newRow("internal") << int(Kind::Internal) << 500;
}

void HttpStatusTest::isGivenForEveryKind()
{
    QFETCH(int, kind);
    QFETCH(int, status);
    QCOMPARE(httpStatus(Kind(kind)), status);
}

void HttpStatusTest::isGivenForEveryOutcome()
{
    QCOMPARE(httpStatus(Answer::Outcome::Done), 200);
    QCOMPARE(httpStatus(Answer::Outcome::Created), 201);
}

QTEST_GUILESS_MAIN(HttpStatusTest)
#include "tst_httpstatus.moc"
