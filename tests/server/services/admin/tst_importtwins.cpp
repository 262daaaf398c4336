// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/importtwins.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using Outcome = ImportedAccount::Outcome;

ImportedAccount imported(qint64 id, const QString &phone, const QString &username = {},
                         Outcome outcome = Outcome::Created)
{
    AccountView view;
    view.user.id = UserId(id);
    view.user.phone = phone;
    view.user.username = username;
    return {.outcome = outcome, .view = view};
}

} // namespace

class ImportTwinsTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesDifferentPeopleAlone();
    void findsTwins_data();
    void findsTwins();
    void failsWhereSomebodyElseGetsTheName();
    void letsOneAccountBeNamedAgain();
};

void ImportTwinsTest::leavesDifferentPeopleAlone()
{
    ImportTwins twins(OnConflict::Fail);
    for (const auto &each : {imported(1, u"+491"_s), imported(2, u"+492"_s), imported(3, {}),
                             imported(4, {}, u"dan"_s)})
        QCOMPARE(twins.settle(each).outcome, Outcome::Created);
    QCOMPARE(twins.settle({.outcome = Outcome::Failed}).outcome, Outcome::Failed);
}

void ImportTwinsTest::findsTwins_data()
{
    QTest::addColumn<OnConflict>("policy");
    QTest::addColumn<Outcome>("outcome");

    QTest::newRow("fail") << OnConflict::Fail << Outcome::Failed;
    QTest::newRow("skip") << OnConflict::Skip << Outcome::Skipped;
    QTest::newRow("update") << OnConflict::Update << Outcome::Updated;
}

void ImportTwinsTest::findsTwins()
{
    QFETCH(const OnConflict, policy);
    QFETCH(const Outcome, outcome);
    ImportTwins twins(policy);
    twins.settle(imported(1, u"+491"_s, u"Ann"_s));
    const auto twin = twins.settle(imported(2, u"+492"_s, u"aNN"_s));
    QCOMPARE(twin.outcome, outcome);
    QCOMPARE(twin.error.has_value(), policy == OnConflict::Fail);
    if (twin.error)
        QCOMPARE(twin.error->code, "username_taken"_L1);
    else
        QCOMPARE(twin.view->user.id, UserId(1));
}

void ImportTwinsTest::failsWhereSomebodyElseGetsTheName()
{
    ImportTwins twins(OnConflict::Update);
    twins.settle(imported(1, u"+491"_s));
    const auto refused = twins.settle(imported(7, u"+491"_s, {}, Outcome::Updated));
    QCOMPARE(refused.outcome, Outcome::Failed);
    QCOMPARE(refused.error->code, "phone_taken"_L1);
}

void ImportTwinsTest::letsOneAccountBeNamedAgain()
{
    ImportTwins twins(OnConflict::Update);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(twins.settle(imported(7, u"+491"_s, {}, Outcome::Updated)).outcome,
                 Outcome::Updated);
}

QTEST_GUILESS_MAIN(ImportTwinsTest)
#include "tst_importtwins.moc"
