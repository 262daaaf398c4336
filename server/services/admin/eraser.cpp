// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/eraser.h"

#include "common/domain/erasurereceipt.h"
#include "server/bus/eventbus.h"
#include "server/jobs/blockon.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/erasurescope.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/groupheir.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/blobstore.h"
#include "server/storage/database.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int BatchSize = 200; // Others write between two of them.

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1, u"The server is going down."_s};
}

Error noErasure()
{
    return {Error::Kind::NotFound, "erasure_not_found"_L1,
            u"Nobody asked for this account to be erased."_s};
}

//! \return what is erased, or is to be; an error where there must be one.
Result<Erasure> current(Stores &stores, UserId user)
{
    const auto erasure = stores.erasures.find(user);
    if (!erasure)
        return erasure.error();
    const std::optional<Erasure> &found = *erasure;
    if (!found)
        return noErasure();
    return *found;
}

//! \return whose \p group is when \p user is gone; \p user themselves if nobody is left.
Result<UserId> heirOf(Stores &stores, ConversationId group, UserId user, Timestamp now)
{
    auto members = stores.members.list(group);
    if (!members)
        return members.error();
    std::erase_if(*members, [user](const Member &each) { return each.user == user; });
    if (members->empty())
        return user;
    std::vector<Member> admins;
    std::ranges::copy_if(*members, std::back_inserter(admins),
                         [](const Member &each) { return each.role == Role::Admin; });
    return heirAmong(stores, admins.empty() ? *members : admins, now);
}

} // namespace

Eraser::Eraser(ChatContext context, BlobStore &blobs, ErasureLedger ledger, Ed25519 key)
    : m_context(context)
    , m_blobs(blobs)
    , m_ledger(std::move(ledger))
    , m_key(std::move(key))
    , m_groups(context)
{}

Result<> Eraser::erase(UserId user, Timestamp requestedAt, const std::stop_token &stop)
{
    const auto begun = begin(user, requestedAt);
    if (!begun)
        return begun.error();
    for (const Erasure &due : *begun) {
        if (auto noted = m_ledger.append(due); !noted)
            return noted;
        if (auto done = carryOut(due, stop); !done)
            return done;
    }
    return {};
}

Result<int> Eraser::replay()
{
    const auto entries = m_ledger.read();
    if (!entries)
        return entries.error();
    const auto known =
        blockOn(m_context.database.read([](Stores &stores) { return stores.erasures.list(); }));
    if (!known)
        return known.error();
    for (const Erasure &erasure : *known) {
        const bool isNoted =
            std::ranges::find(*entries, erasure.user, &Erasure::user) != entries->end();
        if (!erasure.erasedAt || isNoted)
            continue;
        if (const auto noted = m_ledger.append(erasure); !noted)
            return noted.error();
    }
    int replayed = 0;
    for (const Erasure &entry : *entries) {
        const auto must = mustReplay(entry);
        if (!must)
            return must.error();
        if (!*must)
            continue;
        if (const auto done = carryOut(entry, {}); !done)
            return done.error();
        ++replayed;
    }
    return replayed;
}

//! Stores that it has begun, if the account is still there as it was.
Result<bool> Eraser::mustReplay(const Erasure &entry)
{
    return blockOn(m_context.database.write([entry](Stores &stores) -> Result<bool> {
        const auto account = stores.accounts.find(entry.user);
        if (!account && account.error().kind == Error::Kind::NotFound)
            return false;
        if (!account)
            return account.error();
        const auto known = stores.erasures.find(entry.user);
        if (!known)
            return known.error();
        if (*known && (*known)->erasedAt)
            return false;
        Erasure begun = entry;
        if (*known && (*known)->begunAt)
            begun.counts = (*known)->counts;
        if (const auto put = stores.erasures.put(begun); !put)
            return put.error();
        return true;
    }));
}

//! \return what is to be erased now, the account itself last: until then it is begun again.
Result<std::vector<Erasure>> Eraser::begin(UserId user, Timestamp requestedAt)
{
    using Begun = Result<std::vector<Erasure>>;
    const Timestamp now = m_context.clock.now();
    return blockOn(m_context.database.write([user, requestedAt, now](Stores &stores) -> Begun {
        const auto erasure = stores.erasures.find(user);
        if (!erasure)
            return erasure.error();
        const std::optional<Erasure> &found = *erasure;
        if (!found || found->erasedAt || found->requestedAt != requestedAt || found->dueAt > now)
            return std::vector<Erasure>();
        if (const auto whole = requireWhole(stores, user); !whole)
            return whole.error();
        auto begun = erasuresWith(stores, *found);
        if (!begun)
            return begun;
        for (Erasure &each : *begun) {
            if (!each.begunAt)
                each.begunAt = now;
            if (const auto put = stores.erasures.put(each); !put)
                return put.error();
        }
        return begun;
    }));
}

Result<> Eraser::carryOut(const Erasure &begun, const std::stop_token &stop)
{
    const UserId user = begun.user;
    if (auto erased = eraseIdentity(user); !erased)
        return erased;
    if (auto left = leaveConversations(user); !left)
        return left;
    if (auto cleared = repeat(user, stop, std::bind_front(&Eraser::clearLines, this)); !cleared)
        return cleared;
    if (begun.messages == Erasure::Messages::Removed) {
        auto removed = repeat(user, stop, std::bind_front(&Eraser::removeMessages, this));
        if (!removed)
            return removed;
        if (auto emptied = repeat(user, stop, &Eraser::removeEvidence); !emptied)
            return emptied;
    }
    if (auto removed = repeat(user, stop, std::bind_front(&Eraser::removeMedia, this)); !removed)
        return removed;
    return finish(user);
}

//! Runs \p batch, each time in a transaction, until it finds nothing more.
Result<> Eraser::repeat(UserId user, const std::stop_token &stop, const Batch &batch)
{
    MessageId last;
    for (;;) {
        if (stop.stop_requested())
            return interrupted();
        const auto done = blockOn(m_context.database.write(
            [user, last, &batch](Stores &stores) { return runBatch(stores, user, last, batch); }));
        if (!done)
            return done.error();
        if (done->count == 0)
            return {};
        last = done->last; // Not before it is stored: what is undone is found again.
    }
}

Result<Eraser::Done> Eraser::runBatch(Stores &stores, UserId user, MessageId after,
                                      const Batch &batch)
{
    auto erasure = current(stores, user);
    if (!erasure)
        return erasure.error();
    auto done = batch(stores, *erasure, after);
    if (!done || done->count == 0)
        return done;
    if (const auto put = stores.erasures.put(*erasure); !put)
        return put.error();
    return done;
}

Result<> Eraser::eraseIdentity(UserId user)
{
    const Timestamp now = m_context.clock.now();
    const auto work = [this, user, now](Stores &stores) -> Result<User> {
        auto erasure = current(stores, user);
        if (!erasure)
            return erasure.error();
        m_context.memory.profiles.forget(user);
        const auto counts = stores.erasures.eraseIdentity(user, now);
        if (!counts)
            return counts.error();
        for (auto count = counts->begin(); count != counts->end(); ++count)
            addCount(erasure->counts, count.key(), count.value().toInteger());
        if (const auto put = stores.erasures.put(*erasure); !put)
            return put.error();
        return stores.accounts.find(user);
    };
    const auto erased =
        blockOn(m_context.database.write(work, [this, user](const Result<User> &outcome) {
            m_context.memory.profiles.forget(user);
            if (!outcome)
                return;
            m_whenNameless(user);
            m_context.bus.publish({ProfileChanged{*outcome}, {user}, {}});
        }));
    return erased ? Result<>() : erased.error();
}

Result<> Eraser::leaveConversations(UserId user)
{
    const auto conversations = blockOn(
        m_context.database.read([user](Stores &stores) { return conversationsOf(stores, user); }));
    if (!conversations)
        return conversations.error();
    for (const Conversation &conversation : *conversations) {
        auto left = conversation.kind == ConversationKind::Group ? leaveGroup(user, conversation.id)
                                                                 : closeChat(conversation.id);
        if (!left)
            return left;
    }
    return {};
}

Result<> Eraser::leaveGroup(UserId user, ConversationId id)
{
    const auto work = [this, user, id](Stores &stores) -> Result<GroupChanged> {
        auto erasure = current(stores, user);
        if (!erasure)
            return erasure.error();
        auto group = stores.conversations.locate(id);
        if (!group)
            return group.error();
        if (group->createdBy == user) {
            const auto heir = heirOf(stores, id, user, m_context.clock.now());
            if (!heir)
                return heir.error();
            group->createdBy = *heir;
        }
        addCount(erasure->counts, u"groups"_s, 1);
        if (const auto put = stores.erasures.put(*erasure); !put)
            return put.error();
        return m_groups.takeOut(stores, *group, user, user);
    };
    const auto left = blockOn(m_context.database.write(
        work, [this, id](const Result<GroupChanged> &outcome) { m_groups.settle(id, outcome); }));
    return left ? Result<>() : left.error();
}

//! Nobody is there any more to read what would be written.
Result<> Eraser::closeChat(ConversationId id)
{
    const Timestamp now = m_context.clock.now();
    return blockOn(m_context.database.write(
        [this, id, now](Stores &stores) {
            m_context.memory.rosters.forget(id);
            return stores.conversations.setClosed(id, now);
        },
        [this, id](const Result<> &) { m_context.memory.rosters.forget(id); }));
}

//! What a line says is made again, from the names that people have now.
Result<Eraser::Done> Eraser::clearLines(Stores &stores, Erasure &erasure, MessageId after) const
{
    const auto lines = stores.erasures.listLines(erasure.user, after, BatchSize);
    if (!lines)
        return lines.error();
    for (const Message &line : *lines) {
        const auto body = m_groups.chronicle().retell(stores, line);
        if (!body)
            return body.error();
        const Timestamp now = m_context.clock.now();
        const auto cleared = body->isEmpty() ? stores.messages.remove(line.id, now)
                                             : stores.messages.edit(line.id, *body, now);
        if (!cleared)
            return cleared.error();
    }
    addCount(erasure.counts, u"lines"_s, qint64(lines->size()));
    return Done{std::ssize(*lines), lines->empty() ? after : lines->back().id};
}

Result<Eraser::Done> Eraser::removeMessages(Stores &stores, Erasure &erasure, MessageId) const
{
    const auto messages = stores.erasures.listMessages(erasure.user, BatchSize);
    if (!messages)
        return messages.error();
    for (const MessageId id : *messages) {
        const auto removed = stores.messages.remove(id, m_context.clock.now());
        if (!removed)
            return removed.error();
    }
    addCount(erasure.counts, u"messages"_s, qint64(messages->size()));
    return Done{std::ssize(*messages)};
}

//! What they wrote is not to be read any more where it was reported, either. It is not counted: how
//! often they were reported is nothing that they are told.
Result<Eraser::Done> Eraser::removeEvidence(Stores &stores, const Erasure &erasure, MessageId)
{
    const auto emptied = stores.erasures.eraseEvidence(erasure.user);
    return emptied ? Done{*emptied} : Result<Done>(emptied.error());
}

Result<Eraser::Done> Eraser::removeMedia(Stores &stores, Erasure &erasure, MessageId) const
{
    const auto files = stores.media.listUnneeded(erasure.user, BatchSize);
    if (!files)
        return files.error();
    for (const Media &file : *files) {
        if (const auto removed = stores.media.remove(file.id); !removed)
            return removed.error();
        for (const QByteArray &sha256 : {file.sha256, file.thumbnailSha256}) {
            if (const auto removed = removeBlob(stores, sha256); !removed)
                return removed.error();
        }
    }
    addCount(erasure.counts, u"files"_s, qint64(files->size()));
    return Done{std::ssize(*files)};
}

//! In the transaction, so that nobody comes to need it meanwhile. Should that be undone, its row is
//! found again, and the blob that is gone is no error.
Result<> Eraser::removeBlob(Stores &stores, const QByteArray &sha256) const
{
    if (sha256.isEmpty())
        return {};
    const auto isNeeded = stores.media.refersTo(sha256);
    if (!isNeeded)
        return isNeeded.error();
    return *isNeeded ? Result<>() : m_blobs.remove(sha256);
}

Result<> Eraser::finish(UserId user)
{
    const Timestamp now = m_context.clock.now();
    return blockOn(m_context.database.write([this, user, now](Stores &stores) -> Result<> {
        auto erasure = current(stores, user);
        if (!erasure)
            return erasure.error();
        erasure->erasedAt = now;
        erasure->receipt = signedReceipt(*erasure, m_key);
        if (auto put = stores.erasures.put(*erasure); !put)
            return put;
        auto noted = AuditService::record(stores, {.user = {}, .name = u"system"_s},
                                          {.action = u"user.erased"_s,
                                           .target = u"user:"_s + user.toString(),
                                           .after = erasure->counts},
                                          now);
        if (!noted)
            return noted;
        return WebhookWriter(m_context.ids).write(stores, accountErased(user, now));
    }));
}

} // namespace linnet
