// SPDX-License-Identifier: GPL-3.0-or-later
// Has linnetd make a signing key, and leaves it in SIGNING_KEYS for the servers of all tests: each would look for two
// primes of its own otherwise, which takes longer than many a test.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Server } from './server.mjs';

const server = await Server.create({ hasOwnKey: true });
await server.ready();
await server.stop();
await rm(process.env.SIGNING_KEYS, { recursive: true, force: true });
await cp(join(server.dataDirectory, 'keys'), process.env.SIGNING_KEYS, { recursive: true });
await server.dispose();
