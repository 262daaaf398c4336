// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/reportmerge.h"

#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

// clang-format off
// The first ones that the source still has: the same ones until the last statement moves them.
#define LINNET_FIRST_OF_REPORTER \
    "SELECT id FROM report WHERE reporter_id = ?1 ORDER BY id LIMIT ?3"
#define LINNET_FIRST_ABOUT \
    "SELECT id FROM report WHERE about_id = ?1 ORDER BY id LIMIT ?3"

// Unsettled reports, and the target's that each of them would be once more.
#define LINNET_TWINS_OF_REPORTER \
    "SELECT r.id AS id, own.id AS own_id FROM report r" \
    " JOIN report own ON own.reporter_id = ?2 AND own.kind = r.kind" \
    "                AND own.subject_id = r.subject_id AND own.state < 2" \
    " WHERE r.state < 2 AND r.id IN (" LINNET_FIRST_OF_REPORTER ")"
#define LINNET_TWINS_ABOUT \
    "SELECT r.id AS id, own.id AS own_id FROM report r" \
    " JOIN report own ON own.reporter_id = r.reporter_id AND own.kind = 1" \
    "                AND own.subject_id = ?2 AND own.state < 2" \
    " WHERE r.kind = 1 AND r.state < 2 AND r.id IN (" LINNET_FIRST_ABOUT ")"

#define LINNET_NOTE_TWINS(twins) \
    "WITH twin AS (" twins ")," \
    " pair (report_id, other_id) AS (SELECT id, own_id FROM twin UNION ALL SELECT own_id, id FROM twin)" \
    " INSERT INTO report_note (report_id, at, author, text)" \
    " SELECT report_id, ?4, 'system', 'Report ' || other_id || ' is the same: two accounts became one.'" \
    " FROM pair"
#define LINNET_DISMISS_TWINS(twins) \
    "UPDATE report SET state = 3, updated_at = ?4 WHERE id IN (SELECT id FROM (" twins "))"
// clang-format on

//! \brief One of the two ways in which a report names the source.
struct Side
{
    const char *noteTwins;
    const char *dismissTwins;
    const char *move;
};

//! ?1 is the source, ?2 the target, ?3 how many reports are moved, ?4 the time.
constexpr Side Sides[] = {
    {LINNET_NOTE_TWINS(LINNET_TWINS_OF_REPORTER), LINNET_DISMISS_TWINS(LINNET_TWINS_OF_REPORTER),
     "UPDATE report SET reporter_id = ?2 WHERE id IN (" LINNET_FIRST_OF_REPORTER ")"},
    {LINNET_NOTE_TWINS(LINNET_TWINS_ABOUT), LINNET_DISMISS_TWINS(LINNET_TWINS_ABOUT),
     "UPDATE report SET about_id = ?2, subject_id = CASE kind WHEN 1 THEN ?2 ELSE subject_id END"
     " WHERE id IN (" LINNET_FIRST_ABOUT ")"},
};

Result<int> moveSide(SqlConnection &connection, const Side &side, const Merger &merger, int limit)
{
    for (const char *statement : {side.noteTwins, side.dismissTwins}) {
        const auto settled =
            Statement(connection, statement).bind(merger.from, merger.into, limit, merger.at).run();
        if (!settled)
            return settled.error();
    }
    return Statement(connection, side.move).bind(merger.from, merger.into, limit).run();
}

} // namespace

Result<int> moveReports(SqlConnection &connection, const Merger &merger, int limit)
{
    int rows = 0;
    for (const Side &side : Sides) {
        if (rows >= limit)
            break;
        const auto moved = moveSide(connection, side, merger, limit - rows);
        if (!moved)
            return moved.error();
        rows += *moved;
    }
    return rows;
}

} // namespace linnet
