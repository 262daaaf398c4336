// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exitcode.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ExitCodeTest : public QObject
{
    Q_OBJECT

private slots:
    void hasOneForEachKind_data();
    void hasOneForEachKind();
    void tellsOwnMistakesApart_data();
    void tellsOwnMistakesApart();
};

void ExitCodeTest::hasOneForEachKind_data()
{
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<int>("code");

    QTest::newRow("invalid input") << Error::Kind::InvalidInput << 65;
    QTest::newRow("unauthenticated") << Error::Kind::Unauthenticated << 77;
    QTest::newRow("forbidden") << Error::Kind::Forbidden << 77;
    QTest::newRow("not found") << Error::Kind::NotFound << 66;
    QTest::newRow("conflict") << Error::Kind::Conflict << 73;
    QTest::newRow("gone") << Error::Kind::Gone << 66;
    QTest::newRow("too large") << Error::Kind::TooLarge << 65;
    QTest::newRow("unsupported type") << Error::Kind::UnsupportedType << 65;
    QTest::newRow("rate limited") << Error::Kind::RateLimited << 75;
    QTest::newRow("unavailable") << Error::Kind::Unavailable << 69;
    QTest::newRow("not offered") << Error::Kind::NotOffered << 69;
    QTest::newRow("internal") << Error::Kind::Internal << 70;
}

void ExitCodeTest::hasOneForEachKind()
{
    QFETCH(Error::Kind, kind);
    QTEST(int(exitCode({kind, "whatever"_L1, {}})), "code");
}

void ExitCodeTest::tellsOwnMistakesApart_data()
{
    QTest::addColumn<QString>("own");
    QTest::addColumn<int>("code");

    QTest::newRow("usage") << u"usage"_s << 64;
    QTest::newRow("address") << u"server_address"_s << 64;
    QTest::newRow("input and output") << u"io"_s << 74;
    QTest::newRow("protocol") << u"protocol"_s << 76;
    QTest::newRow("configuration") << u"configuration"_s << 78;
    QTest::newRow("interrupted") << u"interrupted"_s << 130;
}

void ExitCodeTest::tellsOwnMistakesApart()
{
    QFETCH(QString, own);
    const QByteArray code = own.toLatin1();
    for (const auto kind : {Error::Kind::Internal, Error::Kind::Unavailable})
        QTEST(int(exitCode({kind, QLatin1String(code), {}})), "code");
}

QTEST_GUILESS_MAIN(ExitCodeTest)
#include "tst_exitcode.moc"
