// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/signingkeyservice.h"

#include "server/services/admin/auditservice.h"
#include "server/services/cpupool.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

AuditNote noteOf(const std::vector<KeyListing> &keys)
{
    AuditNote note{.action = u"keys.rotate"_s, .target = u"keys"_s};
    if (!keys.empty())
        note.before = {{u"signing"_s, QString::fromUtf8(keys.front().id)}};
    return note;
}

} // namespace

SigningKeyService::SigningKeyService(AdminContext context, KeyRing &keys, CpuPool &pool)
    : m_context(context)
    , m_keys(keys)
    , m_pool(pool)
{}

QCoro::Task<Result<std::vector<KeyListing>>> SigningKeyService::rotate(Actor actor, Run run)
{
    const auto allowed = co_await m_pool.run([this] { return m_keys.mayRotate(); });
    if (!allowed)
        co_return allowed.error();
    if (run == Run::Rehearsal)
        co_return list();
    const AuditNote note = noteOf(list());
    const Timestamp now = m_context.clock.now();
    const auto recorded = co_await m_context.database.write([actor, note, now](Stores &stores) {
        return AuditService::record(stores, actor, note, now);
    });
    if (!recorded)
        co_return recorded.error();
    const auto made = co_await m_pool.run([this] { return m_keys.rotate(); });
    if (!made)
        co_return made.error();
    co_return list();
}

} // namespace linnet
