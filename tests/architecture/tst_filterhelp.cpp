// SPDX-License-Identifier: GPL-3.0-or-later
// What the help says of filters is what lists take.
#include "common/domain/accountview.h"
#include "common/domain/audit.h"
#include "common/domain/codeattempt.h"
#include "common/domain/groupview.h"
#include "common/domain/joborder.h"
#include "common/domain/mediaview.h"
#include "common/domain/report.h"
#include "common/domain/sessionview.h"
#include "common/domain/webhook.h"
#include "tests/architecture/sourcetree.h"

#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString &helpText()
{
    static const QString text = sourceText(u"resources/help/filters.md"_s);
    return text;
}

//! \brief A list, and the heading under which the help speaks of it.
struct List
{
    QString heading;
    const FilterFields &fields;
};

std::vector<List> lists()
{
    return {{u"Sessions"_s, sessionFields()},
            {u"Users"_s, accountFields()},
            {u"Groups"_s, groupFields()},
            {u"Reports"_s, reportFields()},
            {u"Jobs"_s, jobFields()},
            {u"Codes"_s, codeAttemptFields()},
            {u"What webhooks were told"_s, deliveryFields()},
            {u"Files"_s, mediaFields()},
            {u"The audit log"_s, auditFields()}};
}

//! \return what stands under \p heading.
QString sectionOf(const QString &heading)
{
    const QString start = u"\n## "_s + heading + u'\n';
    const qsizetype from = helpText().indexOf(start);
    if (from < 0)
        return {};
    const qsizetype to = helpText().indexOf(u"\n## "_s, from + start.size());
    return helpText().mid(from, to < 0 ? -1 : to - from);
}

bool parses(const QString &expression, const FilterFields &fields)
{
    return parseFilter(expression, fields, Timestamp(std::chrono::days(20000))).has_value();
}

} // namespace

class FilterHelpTest : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithAFilterOfSessions();
    void namesWhatEachListTakes_data();
    void namesWhatEachListTakes();
    void givesExamplesThatSomeListTakes();
};

void FilterHelpTest::beginsWithAFilterOfSessions()
{
    const QString example = helpText().section(u"```"_s, 1, 1).trimmed();
    QVERIFY(example.contains(u"state:active"_s));
    QVERIFY2(parses(example, sessionFields()), qPrintable(example));
}

void FilterHelpTest::namesWhatEachListTakes_data()
{
    QTest::addColumn<int>("list");
    const auto all = lists();
    for (size_t i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all.at(i).heading)) << int(i);
}

void FilterHelpTest::namesWhatEachListTakes()
{
    QFETCH(int, list);
    const List asked = lists().at(size_t(list));
    const QString text = sectionOf(asked.heading);
    QVERIFY(!text.isEmpty());
    for (const FilterField &field : asked.fields.fields) {
        QVERIFY2(text.contains(u'`' + field.name + u'`'), field.name.data());
        if (field.name != "state"_L1)
            continue;
        for (const QString &state : field.choices)
            QVERIFY2(text.contains(u'`' + state + u'`'), qPrintable(state));
    }
}

void FilterHelpTest::givesExamplesThatSomeListTakes()
{
    static const QRegularExpression firstCell(u"^\\| `([^|]+)` \\|"_s,
                                              QRegularExpression::MultilineOption);
    const auto all = lists();
    int examples = 0;
    for (const QRegularExpressionMatch &cell : firstCell.globalMatch(helpText())) {
        const QString example = cell.captured(1);
        QVERIFY2(std::any_of(all.begin(), all.end(),
                             [&](const List &list) { return parses(example, list.fields); }),
                 qPrintable(example));
        ++examples;
    }
    QVERIFY(examples > 15);
}

QTEST_GUILESS_MAIN(FilterHelpTest)
#include "tst_filterhelp.moc"
