// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite says in words of its own. The statements of the stores are SQL that PostgreSQL takes
// too, except for these: whoever brings another database writes this file a second time.
#pragma once

// clang-format off

//! The greater and the lesser of two values, neither of which is NULL.
#define LINNET_GREATER_OF(one, other) "max(" one ", " other ")"
#define LINNET_LESSER_OF(one, other) "min(" one ", " other ")"

//! Whether \p text has \p part in it, letter by letter.
#define LINNET_HAS_PART(text, part) "instr(" text ", " part ") > 0"

//! The ids, or the texts, of a JSON array that is bound here: see toJsonArray().
#define LINNET_BOUND_IDS "(SELECT CAST(value AS BIGINT) AS id FROM json_each(?))"
#define LINNET_BOUND_TEXTS "(SELECT value FROM json_each(?))"

//! The texts of the array that is \p member of the JSON object \p json; none where it has no such.
#define LINNET_TEXTS_OF(json, member) "SELECT value FROM json_each(" json ", '$." member "')"

//! An UPDATE that leaves rows as they are which would be alike with another one in a unique index.
#define LINNET_UPDATE_UNLESS_ALIKE "UPDATE OR IGNORE"

//! \p text in an order that takes ASCII's small and capital letters for the same.
#define LINNET_FOLDED(text) text " COLLATE NOCASE"

//! An inner join whose left side is gone through first, whatever the planner makes of it.
#define LINNET_JOIN_AFTER "CROSS JOIN"

//! A row's own number, in a table whose key is something else: a column there that counts up.
#define LINNET_ROW_NUMBER "rowid"

//! \p expression, in an order that no index is to give: sorting few is quicker than walking it.
#define LINNET_SORTED(expression) "+" expression

// clang-format on
