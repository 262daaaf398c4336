// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/apierror.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ApiErrorTest : public QObject
{
    Q_OBJECT

private slots:
    void hasAKindForEachStatus_data();
    void hasAKindForEachStatus();
    void saysWhatTheServerSays_data();
    void saysWhatTheServerSays();
    void tellsHowLongToWait();
    void keepsCodesAsTheyAre();
};

void ApiErrorTest::hasAKindForEachStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Error::Kind>("kind");

    const auto row = [](int status, Error::Kind kind) {
        QTest::addRow("%d", status) << status << kind;
    };
    row(400, Error::Kind::InvalidInput);
    row(401, Error::Kind::Unauthenticated);
    row(403, Error::Kind::Forbidden);
    row(404, Error::Kind::NotFound);
    row(409, Error::Kind::Conflict);
    row(410, Error::Kind::Gone);
    row(413, Error::Kind::TooLarge);
    row(415, Error::Kind::UnsupportedType);
    row(422, Error::Kind::InvalidInput);
    row(429, Error::Kind::RateLimited);
    row(500, Error::Kind::Internal);
    row(501, Error::Kind::NotOffered);
    row(502, Error::Kind::Unavailable);
    row(503, Error::Kind::Unavailable);
    row(504, Error::Kind::Unavailable);
    row(302, Error::Kind::Internal);
}

void ApiErrorTest::hasAKindForEachStatus()
{
    QFETCH(int, status);
    QTEST(errorKind(status), "kind");
}

void ApiErrorTest::saysWhatTheServerSays_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("code");

    QTest::newRow("administration")
        << QByteArray(R"({"error":{"code":"last_owner","message":"Nobody else is an owner."}})")
        << u"Nobody else is an owner."_s << u"last_owner"_s;
    QTest::newRow("phone") << QByteArray(R"({"error":"Taken.","code":"email_taken"})")
                           << u"Taken."_s << u"email_taken"_s;
    QTest::newRow("phone, of tokens")
        << QByteArray(R"({"error":"Token expired","message":"Sign in again."})")
        << u"Sign in again."_s << u"server_error"_s;
    QTest::newRow("health") << QByteArray(
        R"({"success":false,"error":"not_ready","message":"No."})")
                            << u"No."_s << u"not_ready"_s;
    QTest::newRow("text") << QByteArray("<html>Bad gateway</html>")
                          << u"The server answers with status 409."_s << u"server_error"_s;
    QTest::newRow("nothing") << QByteArray() << u"The server answers with status 409."_s
                             << u"server_error"_s;
}

void ApiErrorTest::saysWhatTheServerSays()
{
    QFETCH(QByteArray, body);
    const Error error = errorFrom(409, body);
    QCOMPARE(error.kind, Error::Kind::Conflict);
    QTEST(error.message, "message");
    QTEST(QString(error.code), "code");
}

void ApiErrorTest::tellsHowLongToWait()
{
    const Error error = errorFrom(429, R"({"error":"Too many requests","retryAfter":30})");
    QCOMPARE(error.retryAfter, std::chrono::seconds(30));
}

void ApiErrorTest::keepsCodesAsTheyAre()
{
    const Error first = errorFrom(400, R"({"error":{"code":"first","message":"a"}})");
    for (int i = 0; i < 2000; ++i)
        QVERIFY(!errorFrom(400,
                           R"({"error":{"code":"made_up_)" + QByteArray::number(i)
                               + R"(","message":"a"}})")
                     .code.isEmpty());
    QCOMPARE(first.code, "first"_L1);
}

QTEST_GUILESS_MAIN(ApiErrorTest)
#include "tst_apierror.moc"
