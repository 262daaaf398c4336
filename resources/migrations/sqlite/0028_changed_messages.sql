-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came after a change is found by its place, as changes rise with places; so only what was
-- changed afterwards, which is little, needs an index of its own. A message that is sent costs one
-- page less of the log.

ALTER TABLE message ADD COLUMN changed_seq INTEGER; -- its newest change; null: none since change_seq, with which it came

DROP INDEX message_by_change;

-- What has a higher number than something after it was changed, and came with no higher one than
-- what was before it.
UPDATE message SET
    changed_seq = change_seq,
    change_seq = place.came
FROM (
    SELECT id, came FROM (
        SELECT id, change_seq, lowest_after,
               coalesce(max(CASE WHEN change_seq > coalesce(lowest_after, change_seq) THEN NULL
                                 ELSE change_seq END)
                        OVER (PARTITION BY conversation_id ORDER BY seq
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS came
        FROM (
            SELECT id, conversation_id, seq, change_seq,
                   min(change_seq) OVER (PARTITION BY conversation_id ORDER BY seq
                                         ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
                       AS lowest_after
            FROM message) AS ahead) AS behind
    WHERE change_seq > lowest_after) AS place
WHERE message.id = place.id;

CREATE INDEX message_by_change ON message (conversation_id, changed_seq) WHERE changed_seq IS NOT NULL;
