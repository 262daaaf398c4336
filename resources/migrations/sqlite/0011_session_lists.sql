-- SPDX-License-Identifier: GPL-3.0-or-later
-- What lists of everybody's sessions are sorted by, and what counts them.

CREATE INDEX session_by_last_seen ON session (last_seen_at);

-- When it ended or, unless it is ended before, when it will.
CREATE INDEX session_by_over ON session (coalesce(revoked_at, expires_at));

CREATE INDEX session_active ON session (expires_at) WHERE revoked_at IS NULL;

CREATE INDEX account_by_shown_name ON account (display_name COLLATE NOCASE);
