// SPDX-License-Identifier: GPL-3.0-or-later
// node seed.mjs SEED-FILE DATABASE: the people and conversations that linnet-seed made, here too.
import { readFileSync } from 'node:fs';

import { open } from './schema.mjs';

const [seedFile, databaseFile] = process.argv.slice(2);
const seed = JSON.parse(readFileSync(seedFile, 'utf8'));
const db = open(databaseFile);
const start = Date.parse(seed.historyBegins);
const time = offset => new Date(start + offset).toISOString();

const addUser = db.prepare('INSERT INTO users VALUES (?, ?, ?, NULL, ?, ?)');
const addConversation = db.prepare('INSERT INTO conversations VALUES (?, ?, ?, NULL, ?, ?, ?)');
const addMember = db.prepare('INSERT INTO conversation_members VALUES (?, ?, ?, ?)');
const addMessage = db.prepare(`INSERT INTO messages (id, conversation_id, sender_id, client_message_id, content_type,
    text_content, created_at) VALUES (?, ?, ?, ?, 'text', ?, ?)`);
const addStatus = db.prepare("INSERT INTO message_status VALUES (?, ?, 'read', ?)");

function conversation(id, type, members) {
    addConversation.run(id, type, type === 'group' ? 'Team' : null, members[0].id, time(0), time(0));
    for (const [i, member] of members.entries())
        addMember.run(id, member.id, i === 0 && type === 'group' ? 'admin' : 'member', time(0));
}

let nextMessage = 1;
function message(id, sender, receiver, offset) {
    const messageId = String(nextMessage++);
    addMessage.run(messageId, id, sender.id, `seed-${messageId}`, `Message ${messageId} of the seed, of a usual length.`, time(offset));
    addStatus.run(messageId, receiver.id, time(offset));
}

db.transaction(() => {
    const { people } = seed;
    for (const person of people) addUser.run(person.id, person.phone, person.name, 'Hello', time(0));
    for (const { conversation: id, sender, receiver } of [...seed.pairs, ...seed.lists]) {
        conversation(id, 'direct', [people[sender], people[receiver]]);
        message(id, people[sender], people[receiver], 0);
    }
    conversation(seed.group, 'group', people.slice(seed.groupFirst, seed.groupFirst + seed.groupSize));
    conversation(seed.history, 'direct', [people[seed.historyMembers[0]], people[seed.historyMembers[1]]]);
    for (let i = 0; i < seed.historySize; i += 1)
        message(seed.history, people[seed.historyMembers[i % 2]], people[seed.historyMembers[1 - i % 2]], i);
})();
db.pragma('wal_checkpoint(TRUNCATE)');
