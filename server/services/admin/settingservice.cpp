// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/settingservice.h"

#include "common/core/nearestname.h"
#include "server/services/admin/auditservice.h"
#include "server/services/staffdirectory.h"
#include "server/storage/database.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;
const QString Action = u"setting.change"_s;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error unknown(const QString &name, const std::vector<SettingState> &settings, Error::Kind kind)
{
    QStringList names;
    for (const SettingState &each : settings)
        names.append(each.setting->name);
    const QLatin1String code =
        kind == Error::Kind::NotFound ? "setting_not_found"_L1 : "invalid_input"_L1;
    return {kind, code, u"There is no setting %1%2"_s.arg(name, didYouMean(name, names))};
}

Error locked(const SettingState &state)
{
    const QString name = state.setting->name;
    const QString why = state.origin > SettingOrigin::Database
        ? u"%1 is said by the %2, which goes before"_s.arg(
            name, state.origin == SettingOrigin::File ? u"configuration file"_s : u"command line"_s)
        : u"%1 can be set in the configuration file alone"_s.arg(name);
    return {Error::Kind::Conflict, "setting_locked"_L1, why};
}

const SettingState *findIn(const std::vector<SettingState> &settings, const QString &name)
{
    const auto found =
        std::find_if(settings.begin(), settings.end(),
                     [&name](const SettingState &each) { return each.setting->name == name; });
    return found == settings.end() ? nullptr : &*found;
}

QJsonObject parsed(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

//! \return what is stored under \p name; null: nothing.
QJsonValue storedAt(const SettingValues &stored, const QString &name)
{
    return stored.contains(name) ? stored.value(name) : QJsonValue();
}

Result<> requireUnchanged(const SettingValues &stored, const SettingValues &expected)
{
    for (auto each = expected.begin(); each != expected.end(); ++each) {
        if (storedAt(stored, each.key()) != each.value())
            return Error{
                Error::Kind::Conflict, "changed_since"_L1,
                u"%1 has been changed since; undo that first, or set it"_s.arg(each.key())};
    }
    return {};
}

//! \return the one change with \p number; NotFound if there is none.
Result<AuditEntry> changeNumber(Stores &stores, qint64 number)
{
    const auto entries = stores.audit.listAfter(number - 1, 1);
    if (!entries)
        return entries.error();
    if (entries->empty() || entries->front().number != number || entries->front().action != Action)
        return Error{Error::Kind::NotFound, "change_not_found"_L1,
                     u"There is no change of settings %1"_s.arg(number)};
    return entries->front();
}

} // namespace

//! \brief What is to be changed, by whom.
struct SettingService::Order
{
    Actor actor;
    SettingValues wanted; //!< Accepted.
    SettingValues expected; //!< What must be stored for it to be done.
    QString target; //!< For the audit log.
    Timestamp at{};
};

SettingService::SettingService(AdminContext context, const StaffDirectory &staff,
                               SettingTarget &target)
    : m_context(context)
    , m_staff(staff)
    , m_target(target)
{}

Result<SettingState> SettingService::find(const QString &name) const
{
    const auto settings = list();
    const SettingState *const found = findIn(settings, name);
    if (!found)
        return unknown(name, settings, Error::Kind::NotFound);
    return *found;
}

QCoro::Task<Result<SettingsOutcome>> SettingService::change(Actor actor, SettingValues wanted,
                                                            Run run)
{
    if (wanted.isEmpty())
        co_return invalid(u"values must name at least one setting"_s);
    auto accepted = accept(actor, wanted);
    if (!accepted)
        co_return accepted.error();
    const QString target =
        wanted.size() == 1 ? u"setting:"_s + wanted.begin().key() : u"settings"_s;
    auto outcome = co_await carryOut(
        {std::move(actor), std::move(*accepted), {}, target, m_context.clock.now()}, run);
    co_return outcome;
}

QCoro::Task<Result<SettingsOutcome>> SettingService::undo(Actor actor, qint64 number, Run run)
{
    const auto entry = co_await m_context.database.read(
        [number](Stores &stores) { return changeNumber(stores, number); });
    if (!entry)
        co_return entry.error();
    auto accepted = accept(actor, parsed(entry->before));
    if (!accepted)
        co_return accepted.error();
    auto outcome = co_await carryOut({std::move(actor), std::move(*accepted), parsed(entry->after),
                                      u"setting-change:%1"_s.arg(number), m_context.clock.now()},
                                     run);
    co_return outcome;
}

QCoro::Task<Result<SettingHistory>> SettingService::history(int limit, std::optional<qint64> before)
{
    const int count = std::clamp(limit, 1, MostListed);
    const qint64 end = before.value_or(std::numeric_limits<qint64>::max());
    auto entries = co_await m_context.database.read(
        [count, end](Stores &stores) { return stores.audit.listOf(Action, count + 1, end); });
    if (!entries)
        co_return entries.error();
    SettingHistory page{std::move(*entries), std::nullopt};
    if (page.entries.size() > size_t(count)) {
        page.entries.pop_back();
        page.next = page.entries.back().number;
    }
    co_return page;
}

QCoro::Task<Result<SettingsOutcome>> SettingService::carryOut(Order order, Run run)
{
    const auto settled = co_await perform(
        m_context, run, [this, order](Stores &stores) { return store(stores, order); },
        [this](const Result<SettingsOutcome> &done) {
            if (done && !done->changes.empty())
                m_target.adopt(done->stored);
        });
    if (!settled)
        co_return settled.error();
    if (run == Run::ForReal) {
        const auto adopted = co_await m_target.adopted();
        if (!adopted)
            co_return adopted.error();
    }
    co_return *settled;
}

//! \return \p wanted in the form in which it is stored; or why \p actor may not have it so.
Result<SettingValues> SettingService::accept(const Actor &actor, const SettingValues &wanted) const
{
    const auto settings = list();
    SettingValues accepted;
    for (auto each = wanted.begin(); each != wanted.end(); ++each) {
        const SettingState *const state = findIn(settings, each.key());
        if (!state)
            return unknown(each.key(), settings, Error::Kind::InvalidInput);
        QJsonValue value = each.value();
        if (const auto may = mayChange(actor, *state, value); !may)
            return may.error();
        const auto wrong = value.isNull() ? std::nullopt : acceptValue(*state->setting, value);
        if (wrong)
            return invalid(each.key() + u' ' + wrong->reason);
        accepted[each.key()] = value;
    }
    return accepted;
}

//! What is stored of a locked setting may be taken out: that changes nothing now.
Result<> SettingService::mayChange(const Actor &actor, const SettingState &state,
                                   const QJsonValue &value) const
{
    if (state.isLocked() && !value.isNull())
        return locked(state);
    const bool isOwner = actor.user.isNull() || m_staff.roleOf(actor.user) == StaffRole::Owner;
    if (state.setting->setBy == Setting::SetBy::Owner && !isOwner)
        return Error{Error::Kind::Forbidden, "owner_only"_L1,
                     u"Only an owner sets %1: who does can be anybody"_s.arg(state.setting->name)};
    return {};
}

//! \return what \p order makes of \p stored.
Result<SettingsOutcome> SettingService::settle(const SettingValues &stored,
                                               const Order &order) const
{
    SettingsOutcome settled{{}, {}, stored};
    for (const SettingState &state : list()) {
        const QString name = state.setting->name;
        const QJsonValue before = storedAt(stored, name);
        if (!order.wanted.contains(name) || order.wanted.value(name) == before)
            continue;
        const QJsonValue after = order.wanted.value(name);
        settled.changes.push_back({state.setting, before, after});
        if (after.isNull())
            settled.stored.remove(name);
        else
            settled.stored[name] = after;
    }
    auto waiting = m_target.check(settled.stored);
    if (!waiting)
        return waiting.error();
    settled.waiting = std::move(*waiting);
    return settled;
}

Result<SettingsOutcome> SettingService::store(Stores &stores, const Order &order) const
{
    const auto stored = stores.settings.all();
    if (!stored)
        return stored.error();
    if (const auto unchanged = requireUnchanged(*stored, order.expected); !unchanged)
        return unchanged.error();
    auto settled = settle(*stored, order);
    if (!settled || settled->changes.empty())
        return settled;
    AuditNote note{.action = Action, .target = order.target};
    for (const SettingDifference &change : settled->changes) {
        const QString name = change.setting->name;
        if (const auto set = stores.settings.set(name, change.after); !set)
            return set.error();
        note.before[name] = change.before;
        note.after[name] = change.after;
    }
    if (const auto noted = AuditService::record(stores, order.actor, note, order.at); !noted)
        return noted.error();
    return settled;
}

} // namespace linnet
