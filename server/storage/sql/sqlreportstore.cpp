// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlreportstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

#include <QJsonDocument>

#include <limits>

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("id"), "r.id"},
    {QLatin1String("kind"),
     "CASE r.kind WHEN 0 THEN 'message' WHEN 1 THEN 'user' ELSE 'group' END"},
    {QLatin1String("state"), R"(CASE r.state WHEN 0 THEN 'open' WHEN 1 THEN 'in_progress'
                                             WHEN 2 THEN 'resolved' ELSE 'dismissed' END)"},
    {QLatin1String("reason"), "r.reason"},
    {QLatin1String("reporter"), "by_whom.display_name"},
    {QLatin1String("reporter_id"), "r.reporter_id"},
    {QLatin1String("about"), "of_whom.display_name"},
    {QLatin1String("about_id"), "r.about_id"},
    {QLatin1String("subject"), "r.subject_id"},
    {QLatin1String("assignee"), "r.assignee"},
    {QLatin1String("created"), "r.created_at"},
    {QLatin1String("updated"), "r.updated_at"},
};

// What is known of a report, and after it what it says.
#define LINNET_REPORT_COLUMNS                                                                      \
    "r.id, r.reporter_id, r.kind, r.subject_id, r.about_id, r.conversation_id, r.reason, "         \
    "r.state, r.assignee, r.created_at, r.updated_at"
#define LINNET_REPORT_CONTENT ", r.text, r.evidence"
#define LINNET_REPORT_NAMES ", by_whom.display_name, of_whom.display_name"

constexpr int ReportColumns = 11;
constexpr int ContentColumns = 2;

constexpr SqlLiteral From = R"(
    FROM report r
    JOIN account by_whom ON by_whom.id = r.reporter_id
    JOIN account of_whom ON of_whom.id = r.about_id
    WHERE r.about_id <> ? AND )";

Report toReport(const SqlRow &row)
{
    Report report;
    report.id = row.id<ReportId>(0);
    report.reporter = row.id<UserId>(1);
    report.kind = fromCode<Report::Kind>(row.number(2));
    report.subject = row.integer(3);
    report.about = row.id<UserId>(4);
    if (!row.isNull(5))
        report.conversation = row.id<ConversationId>(5);
    report.reason = row.text(6);
    report.state = fromCode<Report::State>(row.number(7));
    report.assignee = row.text(8);
    report.createdAt = row.time(9);
    report.updatedAt = row.time(10);
    return report;
}

Report toWholeReport(const SqlRow &row)
{
    Report report = toReport(row);
    report.text = row.text(ReportColumns);
    report.evidence = QJsonDocument::fromJson(row.text(ReportColumns + 1).toUtf8()).object();
    return report;
}

} // namespace

Result<> SqlReportStore::add(const Report &report)
{
    const QByteArray evidence = QJsonDocument(report.evidence).toJson(QJsonDocument::Compact);
    return done(Statement(m_connection, R"(
        INSERT INTO report (id, reporter_id, kind, subject_id, about_id, conversation_id, reason,
                            text, evidence, state, assignee, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(report.id, report.reporter, toCode(report.kind), report.subject,
                          report.about, report.conversation, report.reason, report.text,
                          QString::fromUtf8(evidence), toCode(report.state), report.assignee,
                          report.createdAt, report.updatedAt)
                    .run());
}

Result<std::optional<Report>> SqlReportStore::findUnsettled(UserId reporter, Report::Kind kind,
                                                            qint64 subject)
{
    return Statement(m_connection, "SELECT " LINNET_REPORT_COLUMNS LINNET_REPORT_CONTENT R"(
        FROM report r
        WHERE r.reporter_id = ? AND r.kind = ? AND r.subject_id = ? AND r.state < 2)")
        .bind(reporter, toCode(kind), subject)
        .one(toWholeReport);
}

Result<int> SqlReportStore::countUnsettled(UserId reporter)
{
    const auto counted = Statement(m_connection, R"(
        SELECT count(*) FROM report WHERE reporter_id = ? AND state < 2)")
                             .bind(reporter)
                             .one([](const SqlRow &row) { return row.number(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::vector<Report>> SqlReportStore::listOwn(UserId reporter, ReportId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_REPORT_COLUMNS LINNET_REPORT_CONTENT R"(
        FROM report r WHERE r.reporter_id = ? AND r.id > ? ORDER BY r.id LIMIT ?)")
        .bind(reporter, after, limit)
        .fetch(toWholeReport);
}

Result<ReportView> SqlReportStore::find(ReportId id, UserId viewer)
{
    const SqlText found =
        SqlText("SELECT " LINNET_REPORT_COLUMNS LINNET_REPORT_CONTENT LINNET_REPORT_NAMES) + From
        + "r.id = ?";
    return required(Statement(m_connection, found).bind(viewer, id).one([](const SqlRow &row) {
        constexpr int Names = ReportColumns + ContentColumns;
        return ReportView{toWholeReport(row), row.text(Names), row.text(Names + 1)};
    }),
                    noSuchReport());
}

Result<std::vector<ReportView>> SqlReportStore::list(const ReportListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    const bool isRising = query.order == ReportOrder::Oldest;
    const ReportId start(isRising ? 0 : std::numeric_limits<qint64>::max());
    const SqlText listed = SqlText("SELECT " LINNET_REPORT_COLUMNS LINNET_REPORT_NAMES) + From
        + (isRising ? SqlLiteral("r.id > ? AND ") : SqlLiteral("r.id < ? AND ")) + wanted.sql
        + (isRising ? SqlLiteral(" ORDER BY r.id LIMIT ?")
                    : SqlLiteral(" ORDER BY r.id DESC LIMIT ?"));
    return Statement(m_connection, listed)
        .bind(query.viewer, query.after.value_or(start), wanted.values, query.limit)
        .fetch([](const SqlRow &row) {
            return ReportView{toReport(row), row.text(ReportColumns), row.text(ReportColumns + 1)};
        });
}

Result<qint64> SqlReportStore::count(const Filter &filter, UserId viewer)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted = Statement(m_connection, SqlText("SELECT count(*)") + From + wanted.sql)
                             .bind(viewer, wanted.values)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<> SqlReportStore::update(const Report &report)
{
    return done(Statement(m_connection, R"(
        UPDATE report SET state = ?, assignee = ?, updated_at = ? WHERE id = ?)")
                    .bind(toCode(report.state), report.assignee, report.updatedAt, report.id)
                    .run());
}

Result<> SqlReportStore::addNote(ReportId report, const ReportNote &note)
{
    return done(Statement(m_connection, R"(
        INSERT INTO report_note (report_id, at, author, text) VALUES (?, ?, ?, ?))")
                    .bind(report, note.at, note.author, note.text)
                    .run());
}

Result<std::vector<ReportNote>> SqlReportStore::listNotes(ReportId report)
{
    return Statement(m_connection, R"(
        SELECT at, author, text FROM report_note WHERE report_id = ? ORDER BY number)")
        .bind(report)
        .fetch([](const SqlRow &row) {
            return ReportNote{row.time(0), row.text(1), row.text(2)};
        });
}

} // namespace linnet
