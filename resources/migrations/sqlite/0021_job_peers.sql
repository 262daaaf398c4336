-- SPDX-License-Identifier: GPL-3.0-or-later
-- For whom outside a job is, so that one who does not answer keeps the others' waiting no longer.

ALTER TABLE job ADD COLUMN peer INTEGER; -- of webhooks: its id; null: nobody's

DROP INDEX job_by_due;

CREATE INDEX job_by_due ON job (kind, run_after, id, peer) WHERE state < 2;

CREATE INDEX job_at_peer ON job (kind, peer) WHERE state = 1 AND peer IS NOT NULL;

UPDATE job SET peer = (SELECT webhook_id FROM webhook_delivery
                       WHERE webhook_delivery.id = CAST(CAST(job.payload AS TEXT) AS INTEGER))
WHERE kind = 'webhook' AND state < 2;
