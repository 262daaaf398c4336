-- SPDX-License-Identifier: GPL-3.0-or-later
-- What had been read before anybody could hide it is known to the others.

UPDATE member SET shown_read_seq = read_seq;
