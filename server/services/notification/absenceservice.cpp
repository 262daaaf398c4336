// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/absenceservice.h"

#include "server/services/identity/suspensioncheck.h"
#include "server/services/notification/newsmailer.h"
#include "server/storage/database.h"

namespace linnet {

namespace {

//! How many are looked at in one write: others wait behind it.
constexpr int MostAtOnce = 10;

} // namespace

AbsenceService::AbsenceService(Database &database, const Clock &clock, const NewsMailer &mails,
                               AbsenceSettings settings)
    : m_database(database)
    , m_clock(clock)
    , m_mails(mails)
    , m_settings(settings)
{}

bool AbsenceService::isOn() const
{
    const auto after = m_settings->after;
    return after > after.zero() && m_mails.isAble();
}

Result<> AbsenceService::note(Stores &stores, UserId user) const
{
    if (!isOn())
        return {};
    return stores.absences.expect(user, m_clock.now() + m_settings->after);
}

QCoro::Task<Result<>> AbsenceService::goThrough()
{
    size_t found = isOn() ? MostAtOnce : 0;
    while (found == MostAtOnce) {
        const auto due = co_await m_database.read(
            [now = m_clock.now()](Stores &stores) { return stores.absences.listDue(now, 1); });
        if (!due)
            co_return due.error();
        if (due->empty())
            break;
        const auto looked =
            co_await m_database.write([this](Stores &stores) { return lookAtSome(stores); });
        if (!looked)
            co_return looked.error();
        found = *looked;
    }
    co_return Result<>();
}

Result<size_t> AbsenceService::lookAtSome(Stores &stores) const
{
    const auto due = stores.absences.listDue(m_clock.now(), MostAtOnce);
    if (!due)
        return due.error();
    for (const AbsenceView &view : *due) {
        if (const auto looked = lookAt(stores, view); !looked)
            return looked.error();
    }
    return due->size();
}

Result<> AbsenceService::lookAt(Stores &stores, const AbsenceView &view) const
{
    Absence absence = view.absence;
    if (!view.hasUnread)
        return stores.absences.remove(absence.user);
    const Timestamp now = m_clock.now();
    const Timestamp seen = m_mails.isHere(absence.user) ? now : view.lastSeen;
    const auto &settings = *m_settings;
    const bool wasTold = absence.mailedAt && *absence.mailedAt >= seen;
    absence.dueAt = wasTold ? *absence.mailedAt + settings.every : seen + settings.after;
    if (absence.dueAt <= now) {
        const auto told = tell(stores, absence.user, wasTold ? *absence.mailedAt : seen);
        if (!told)
            return told.error();
        if (*told)
            absence.mailedAt = now;
        absence.dueAt = now + (*told || wasTold ? settings.every : settings.after);
    }
    return stores.absences.put(absence);
}

Result<bool> AbsenceService::tell(Stores &stores, UserId user, Timestamp since) const
{
    const auto account = stores.accounts.find(user);
    if (!account)
        return account.error();
    const Timestamp now = m_clock.now();
    if (const auto allowed = requireNotSuspended(stores, user, now); !allowed) {
        if (allowed.error().kind == Error::Kind::Forbidden)
            return false;
        return allowed.error();
    }
    const auto missed = stores.absences.listMissed({user, since, now});
    if (!missed)
        return missed.error();
    if (missed->empty())
        return false;
    return m_mails.tellOfAbsence(stores, *account, *missed);
}

} // namespace linnet
