// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/console.h"
#include "tests/cli/textcollector.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ConsoleTest : public QObject
{
    Q_OBJECT

private slots:
    void reports_data();
    void reports();
    void warns();
};

void ConsoleTest::reports_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QByteArray>("text");

    const auto kind = Error::Kind::Internal;
    QTest::newRow("a sentence") << Error{kind, {}, u"No."_s} << QByteArray("linnetctl: No.\n");
    QTest::newRow("a hint") << Error{kind, {}, u"No."_s, u"Yes?"_s}
                            << QByteArray("linnetctl: No.\nhint: Yes?\n");
    QTest::newRow("signing in") << Error{Error::Kind::Unauthenticated, {}, u"Who?"_s}
                                << QByteArray(
                                       "linnetctl: Who?\nhint: Sign in with linnetctl login.\n");
    QTest::newRow("waiting") << Error{kind, {}, u"No."_s, {}, std::chrono::seconds(30)}
                             << QByteArray("linnetctl: No.\nhint: Try again in 30 s.\n");
    QTest::newRow("an authority")
        << Error{Error::Kind::Unavailable, "unknown_authority"_L1, u"No."_s}
        << QByteArray("linnetctl: No.\nhint: If it is one of your own, name its certificate with "
                      "--ca-file FILE.\n");
    QTest::newRow("what would steer") << Error{kind, {}, u"\x1b[2JNo.\nhint: Yes."_s}
                                      << QByteArray("linnetctl: No. hint: Yes.\n");
}

void ConsoleTest::reports()
{
    QFETCH(Error, error);
    TextCollector out;
    TextCollector err;
    Console(out, err, {}).report(error);
    QTEST(err.text, "text");
    QVERIFY(out.text.isEmpty());
}

void ConsoleTest::warns()
{
    TextCollector out;
    TextCollector err;
    Console(out, err, {}).warn(u"Mind."_s);
    QCOMPARE(err.text, "linnetctl: warning: Mind.\n");
    QVERIFY(out.text.isEmpty());
}

QTEST_GUILESS_MAIN(ConsoleTest)
#include "tst_console.moc"
