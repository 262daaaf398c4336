// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/signingkeyservice.h"

#include "server/services/admin/auditservice.h"
#include "server/services/cpupool.h"

#include <memory>
#include <optional>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QJsonObject signing(const QByteArray &key)
{
    return {{u"signing"_s, QString::fromUtf8(key)}};
}

AuditNote noteOf(const std::optional<NamedKey> &before, const NamedKey &after)
{
    return {.action = u"keys.rotate"_s,
            .target = u"keys"_s,
            .before = before ? signing(before->id) : QJsonObject(),
            .after = signing(after.id)};
}

} // namespace

SigningKeyService::SigningKeyService(AdminContext context, KeyRing &keys, CpuPool &pool)
    : m_context(context)
    , m_keys(keys)
    , m_pool(pool)
{}

QCoro::Task<Result<std::vector<KeyListing>>> SigningKeyService::rotate(Actor actor, Run run)
{
    if (run == Run::Rehearsal) {
        const auto allowed = co_await m_pool.run([this] { return m_keys.mayRotate(); });
        if (!allowed)
            co_return allowed.error();
        co_return m_keys.listAfterRotation();
    }
    const auto key = co_await m_pool.run([this] { return m_keys.generate(); });
    if (!key)
        co_return key.error();
    // In the transaction, so that there is no entry of a key that could not be stored. That may be
    // undone and run again; the key is on the disk then.
    const auto noted = std::make_shared<std::optional<Result<AuditNote>>>();
    const auto rotated = co_await m_context.database.write(
        [this, actor, made = *key, noted](Stores &stores) -> Result<> {
            if (!noted->has_value())
                noted->emplace(rotateTo(made));
            const Result<AuditNote> &note = **noted;
            return note ? AuditService::record(stores, actor, *note, m_context.clock.now())
                        : Result<>(note.error());
        });
    if (!rotated)
        co_return rotated.error();
    co_return list();
}

//! \return what the audit log is to say of it.
Result<AuditNote> SigningKeyService::rotateTo(const RsaKey &key)
{
    const std::optional<NamedKey> before = m_keys.newest();
    const auto after = m_keys.rotateTo(key);
    return after ? noteOf(before, *after) : Result<AuditNote>(after.error());
}

} // namespace linnet
