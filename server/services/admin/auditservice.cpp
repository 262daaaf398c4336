// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/auditservice.h"

#include "server/storage/database.h"

#include <QJsonDocument>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;
constexpr int CheckedAtOnce = 1'000;
constexpr int RemovedAtOnce = 1'000; // Others write between two of them.
constexpr auto BetweenCuts = std::chrono::hours(24);
const QString CutAction = u"audit.cut"_s;

QString jsonOf(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject noteOf(const AuditCheckpoint &checkpoint)
{
    return {{u"number"_s, checkpoint.number},
            {u"hash"_s, QString::fromLatin1(checkpoint.hash.toHex())}};
}

//! Goes on with \p verdict through \p entries, until one does not fit.
void check(const std::vector<AuditEntry> &entries, AuditVerdict &verdict)
{
    for (const AuditEntry &entry : entries) {
        const qint64 expected = verdict.first + verdict.checked;
        ++verdict.checked;
        const bool fits = entry.number == expected && entry.hash == chainHash(verdict.head, entry);
        if (!fits) {
            verdict.broken = entry.number;
            return;
        }
        verdict.head = entry.hash;
    }
}

//! \brief How far a log has been looked at that begins at a checkpoint.
struct Examination
{
    AuditCheckpoint from; //!< With the number 0: the very beginning.
    AuditVerdict verdict;
    bool isVouchedFor = false; //!< An entry says that the log was cut there.
    bool isAtEnd = false;
};

//! \return whether one of \p entries says that the log was cut at \p checkpoint.
bool vouchesFor(const std::vector<AuditEntry> &entries, const AuditCheckpoint &checkpoint)
{
    const QString note = jsonOf(noteOf(checkpoint));
    return std::ranges::any_of(entries, [&note](const AuditEntry &entry) {
        return entry.action == CutAction && entry.after == note;
    });
}

//! \return \p examination after the next part of the log. It hashes, and is for a thread that may.
Result<Examination> examineNext(Stores &stores, Examination examination)
{
    AuditVerdict &verdict = examination.verdict;
    const auto entries =
        stores.audit.listAfter(examination.from.number + verdict.checked, CheckedAtOnce);
    if (!entries)
        return entries.error();
    check(*entries, verdict);
    if (vouchesFor(*entries, examination.from))
        examination.isVouchedFor = true;
    examination.isAtEnd = entries->empty();
    return examination;
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

Result<Filter> AuditService::parse(const QString &expression) const
{
    return parseFilter(expression, auditFields(), m_context.clock.now());
}

QCoro::Task<Result<AuditPage>> AuditService::list(ListQuery query)
{
    const int count = std::clamp(query.limit, 1, MostListed);
    query.limit = count + 1;
    auto entries = co_await m_context.database.read(
        [query](Stores &stores) { return stores.audit.list(query); });
    if (!entries)
        co_return entries.error();
    AuditPage page{std::move(*entries), std::nullopt};
    if (page.entries.size() > size_t(count)) {
        page.entries.pop_back();
        page.next = placeOf(page.entries.back(), query.order);
    }
    co_return page;
}

QCoro::Task<Result<qint64>> AuditService::count(Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [filter](Stores &stores) { return stores.audit.count(filter); });
    co_return counted;
}

QCoro::Task<Result<AuditVerdict>> AuditService::verify()
{
    for (;;) {
        const auto before = co_await m_context.database.read(
            [](Stores &stores) { return stores.audit.checkpoint(); });
        if (!before)
            co_return before.error();
        const auto verdict = co_await examine(before->value_or(AuditCheckpoint()));
        if (!verdict)
            co_return verdict.error();
        const auto since = co_await m_context.database.read(
            [](Stores &stores) { return stores.audit.checkpoint(); });
        if (!since)
            co_return since.error();
        // What was cut off in between was not missing.
        if (!verdict->broken || *since == *before)
            co_return *verdict;
    }
}

//! \param checkpoint where it begins; with the number 0: at the very beginning.
QCoro::Task<Result<AuditVerdict>> AuditService::examine(AuditCheckpoint checkpoint)
{
    Examination done{.from = checkpoint,
                     .verdict = {.first = checkpoint.number + 1, .head = checkpoint.hash},
                     .isVouchedFor = checkpoint.number == 0};
    while (!done.isAtEnd && !done.verdict.broken) {
        auto next = co_await m_context.database.read(
            [done](Stores &stores) { return examineNext(stores, done); });
        if (!next)
            co_return next.error();
        done = std::move(*next);
    }
    if (!done.verdict.broken && !done.isVouchedFor)
        done.verdict.broken = checkpoint.number;
    co_return done.verdict;
}

QCoro::Task<Result<int>> AuditService::cut(std::chrono::milliseconds kept)
{
    const auto marked = co_await mark(m_context.clock.now() - kept);
    if (!marked)
        co_return marked.error();
    int removed = 0;
    for (bool isMore = true; isMore;) {
        const auto batch = co_await m_context.database.write(
            [](Stores &stores) { return stores.audit.removeCut(RemovedAtOnce); });
        if (!batch)
            co_return batch.error();
        removed += *batch;
        isMore = *batch > 0;
    }
    co_return removed;
}

//! Decides up to where the log is cut off. What a crash leaves there of it is removed next time.
QCoro::Task<Result<>> AuditService::mark(Timestamp time)
{
    const Timestamp now = m_context.clock.now();
    const auto marked = co_await m_context.database.write([time, now](Stores &stores) -> Result<> {
        const auto before = stores.audit.checkpoint();
        if (!before)
            return before.error();
        if (*before && now - (*before)->at < BetweenCuts)
            return {};
        const auto last = stores.audit.lastFromBefore(time);
        if (!last)
            return last.error();
        const std::optional<AuditEntry> &entry = *last;
        if (!entry || (*before && entry->number <= (*before)->number))
            return {};
        const AuditCheckpoint checkpoint{entry->number, entry->hash, now};
        if (auto added = stores.audit.addCheckpoint(checkpoint); !added)
            return added;
        return record(stores, {.user = {}, .name = u"system"_s},
                      {.action = CutAction, .target = u"audit"_s, .after = noteOf(checkpoint)},
                      now);
    });
    co_return marked;
}

} // namespace linnet
