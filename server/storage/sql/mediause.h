// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

//! \file
//! Conditions of SQL on a row of the table media, which is called \p f: "f."

#define LINNET_FILE_IS_SENT(f)                                                                     \
    "(EXISTS (SELECT 1 FROM message m"                                                             \
    "         WHERE m.media_url <> '' AND m.media_file = CAST(" f "name AS TEXT))"                 \
    " OR EXISTS (SELECT 1 FROM message m"                                                          \
    "            WHERE m.media_thumbnail <> '' AND m.thumbnail_file <> m.media_file"               \
    "              AND m.thumbnail_file = CAST(" f "name AS TEXT)))"

#define LINNET_FILE_IS_PICTURE(f)                                                                  \
    "(EXISTS (SELECT 1 FROM account a"                                                             \
    "         WHERE a.avatar_url <> '' AND a.avatar_file = CAST(" f "name AS TEXT))"               \
    " OR EXISTS (SELECT 1 FROM conversation c"                                                     \
    "            WHERE c.avatar_url <> '' AND c.avatar_file = CAST(" f "name AS TEXT)))"

#define LINNET_FILE_IS_STARRED(f)                                                                  \
    "(EXISTS (SELECT 1 FROM message m JOIN star s ON s.message_id = m.id"                          \
    "         WHERE m.media_url <> '' AND m.media_file = CAST(" f "name AS TEXT))"                 \
    " OR EXISTS (SELECT 1 FROM message m JOIN star s ON s.message_id = m.id"                       \
    "            WHERE m.media_thumbnail <> '' AND m.thumbnail_file <> m.media_file"               \
    "              AND m.thumbnail_file = CAST(" f "name AS TEXT)))"

//! It is part of no message, and nobody's picture.
#define LINNET_FILE_IS_UNUSED(f)                                                                   \
    "(NOT " LINNET_FILE_IS_SENT(f) " AND NOT " LINNET_FILE_IS_PICTURE(f) ")"

//! It stays, however old it is.
#define LINNET_FILE_IS_PINNED(f) "(" LINNET_FILE_IS_PICTURE(f) " OR " LINNET_FILE_IS_STARRED(f) ")"
