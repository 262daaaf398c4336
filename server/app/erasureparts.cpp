// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/erasureparts.h"

#include "common/core/privatefile.h"
#include "server/jobs/blockon.h"
#include "server/services/admin/erasurepostponement.h"
#include "server/services/chat/chatmemory.h"

#include <QLoggingCategory>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.erasures")

Result<int> postpone(Foundation &foundation, std::chrono::milliseconds grace,
                     const ErasureLedger &ledger)
{
    const auto begun = ledger.read();
    if (!begun)
        return begun.error();
    const ErasurePostponement postponement{foundation.clock.now(), grace, *begun};
    return blockOn(foundation.database->write(
        [&](Stores &stores) { return postponeErasures(stores, foundation.ids, postponement); }));
}

} // namespace

ErasureParts::ErasureParts(ChatContext context, BlobStore &blobs, ErasureLedger ledger, Ed25519 key)
    : eraser(context, blobs, std::move(ledger), std::move(key))
    , job(eraser)
{}

Result<std::unique_ptr<ErasureParts>> ErasureParts::open(const Config &config,
                                                         Foundation &foundation, ChatMemory &memory)
{
    const QString path = inDataDirectory(config, u"erasure.secret"_s);
    const auto key = openSecretFile(path, Ed25519::KeyBytes);
    if (!key)
        return key.error();
    if (key->size() != Ed25519::KeyBytes)
        return Error{Error::Kind::Internal, "private_file"_L1, u"A secret file cannot be used."_s,
                     u"%1 must have %2 bytes."_s.arg(path).arg(Ed25519::KeyBytes)};
    const ChatContext context{*foundation.database, foundation.bus, foundation.clock,
                              foundation.ids, memory};
    return std::make_unique<ErasureParts>(context, foundation.blobs,
                                          ErasureLedger(inDataDirectory(config, ErasureLedgerName)),
                                          Ed25519(*key));
}

Result<int> ErasureParts::replay()
{
    auto replayed = eraser.replay();
    if (replayed && *replayed > 0)
        qCWarning(log) << "The ledger names accounts that this database still had; erased again:"
                       << *replayed;
    return replayed;
}

Result<RestoredErasures> replayErasures(const Config &config, const std::vector<Erasure> &more)
{
    const ErasureLedger ledger(inDataDirectory(config, ErasureLedgerName));
    for (const Erasure &erasure : more) {
        if (const auto noted = ledger.append(erasure); !noted)
            return noted.error();
    }
    Mailbox mailbox; // Of this thread, where the database answers.
    const auto foundation = Foundation::open(config);
    if (!foundation)
        return foundation.error();
    ChatMemory memory((*foundation)->bus, *(*foundation)->database);
    const auto parts = ErasureParts::open(config, **foundation, memory);
    if (!parts)
        return parts.error();
    // First: where the ledger cannot be replayed, the next start does that.
    const auto postponed = postpone(**foundation, config.accounts.erasureGrace, ledger);
    const auto replayed = postponed ? (*parts)->eraser.replay() : postponed;
    (*foundation)->database->stop();
    if (!replayed)
        return replayed.error();
    return RestoredErasures{*replayed, *postponed};
}

} // namespace linnet
