// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/codeattempt.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class CodeAttemptTest : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatCanBeAskedFor();
    void knowsOrders();
    void readsItsCursors();
    void refusesOtherCursors_data();
    void refusesOtherCursors();
};

//! The names that a row shows are those that a filter takes.
void CodeAttemptTest::namesWhatCanBeAskedFor()
{
    const auto finds = [](const QString &term) {
        return bool(parseFilter(term, codeAttemptFields(), Timestamp()));
    };
    using State = CodeAttempt::State;
    for (const State state :
         {State::Sent, State::Withheld, State::Undelivered, State::Issued, State::Used})
        QVERIFY(finds(u"state:"_s + nameOf(state)));
    for (const auto purpose :
         {CodePurpose::SignIn, CodePurpose::SecondStep, CodePurpose::NewPassword})
        QVERIFY(finds(u"purpose:"_s + nameOf(purpose)));
    using Kind = Identifier::Kind;
    for (const Kind kind : {Kind::Phone, Kind::Email, Kind::Username})
        QVERIFY(finds(u"kind:"_s + nameOf(kind)));
    QVERIFY(!finds(u"state:lost"_s));
}

void CodeAttemptTest::knowsOrders()
{
    QCOMPARE(codeAttemptOrderNames(),
             (QStringList{u"requested"_s, u"-requested"_s, u"guesses"_s, u"-guesses"_s}));
    const auto order = parseCodeAttemptOrder(u"-guesses"_s);
    QVERIFY(order);
    QVERIFY(order->by == CodeAttemptOrder::By::Guesses);
    QVERIFY(order->isDescending);
    QVERIFY(!parseCodeAttemptOrder(u"requested"_s)->isDescending);
    QVERIFY(!parseCodeAttemptOrder(u"--guesses"_s));
    QVERIFY(!parseCodeAttemptOrder(QString()));
}

void CodeAttemptTest::readsItsCursors()
{
    const auto place = parseCodeAttemptCursor(toCursor({CodeAttemptId(70), 3}));
    QVERIFY(place);
    QCOMPARE(place->id, CodeAttemptId(70));
    QCOMPARE(place->guesses, 3);
}

void CodeAttemptTest::refusesOtherCursors_data()
{
    QTest::addColumn<QString>("cursor");

    QTest::newRow("nothing") << QString();
    QTest::newRow("only an id") << u"70"_s;
    QTest::newRow("no id") << u".3"_s;
    QTest::newRow("negative") << u"70.-1"_s;
    QTest::newRow("more") << u"70.3.1"_s;
    QTest::newRow("words") << u"a.b"_s;
}

void CodeAttemptTest::refusesOtherCursors()
{
    QFETCH(QString, cursor);
    QVERIFY(!parseCodeAttemptCursor(cursor));
}

QTEST_GUILESS_MAIN(CodeAttemptTest)
#include "tst_codeattempt.moc"
