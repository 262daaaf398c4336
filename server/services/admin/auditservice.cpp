// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/auditservice.h"

#include "server/storage/database.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace linnet {

namespace {

constexpr int MostListed = 200;
constexpr int CheckedAtOnce = 1'000;

QString jsonOf(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

//! Goes on with \p verdict through \p entries, until one does not fit.
void check(const std::vector<AuditEntry> &entries, AuditVerdict &verdict)
{
    for (const AuditEntry &entry : entries) {
        ++verdict.checked;
        const bool fits =
            entry.number == verdict.checked && entry.hash == chainHash(verdict.head, entry);
        if (!fits) {
            verdict.broken = entry.number;
            return;
        }
        verdict.head = entry.hash;
    }
}

} // namespace

AuditService::AuditService(AdminContext context)
    : m_context(context)
{}

Result<> AuditService::record(Stores &stores, const Actor &actor, const AuditNote &note,
                              Timestamp at)
{
    const auto added = stores.audit.append({.at = at,
                                            .actor = actor.name,
                                            .address = actor.address,
                                            .requestId = actor.requestId,
                                            .action = note.action,
                                            .target = note.target,
                                            .before = jsonOf(note.before),
                                            .after = jsonOf(note.after)});
    if (!added)
        return added.error();
    return {};
}

QCoro::Task<Result<AuditPage>> AuditService::list(int limit, std::optional<qint64> before)
{
    const int count = std::clamp(limit, 1, MostListed);
    const qint64 end = before.value_or(std::numeric_limits<qint64>::max());
    auto entries = co_await m_context.database.read(
        [count, end](Stores &stores) { return stores.audit.list(count + 1, end); });
    if (!entries)
        co_return entries.error();
    AuditPage page{std::move(*entries), std::nullopt};
    if (page.entries.size() > size_t(count)) {
        page.entries.pop_back();
        page.next = page.entries.back().number;
    }
    co_return page;
}

QCoro::Task<Result<AuditVerdict>> AuditService::verify()
{
    AuditVerdict verdict;
    bool isMore = true;
    while (isMore && !verdict.broken) {
        const qint64 after = verdict.checked;
        const auto entries = co_await m_context.database.read(
            [after](Stores &stores) { return stores.audit.listAfter(after, CheckedAtOnce); });
        if (!entries)
            co_return entries.error();
        check(*entries, verdict);
        isMore = !entries->empty();
    }
    co_return verdict;
}

} // namespace linnet
