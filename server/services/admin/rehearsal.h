// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/admincontext.h"
#include "server/storage/database.h"

#include <QCoroTask>

#include <concepts>
#include <optional>

namespace linnet {

//! \brief Whether what is asked for is to be, or only what would come of it.
enum class Run { ForReal, Rehearsal };

//! \return why a rehearsal is not stored.
inline Error rehearsed()
{
    return {Error::Kind::Conflict, QLatin1String("rehearsed"),
            QStringLiteral("This was a rehearsal.")};
}

//! Runs \p work in a write transaction, and \p settled with its outcome as Database::write() does.
//! A rehearsal does the same up to the commit, which it undoes, and nobody is told: its outcome is
//! what would be, with every rule that there is.
template <std::invocable<Stores &> Work, typename Settled>
QCoro::Task<std::invoke_result_t<Work, Stores &>> perform(AdminContext context, Run run, Work work,
                                                          Settled settled)
{
    using Outcome = std::invoke_result_t<Work, Stores &>;
    if (run == Run::ForReal) {
        auto outcome = co_await context.database.write(std::move(work), std::move(settled));
        co_return outcome;
    }
    std::optional<Outcome> outcome;
    const Result<> undone = co_await context.database.write([&](Stores &stores) -> Result<> {
        outcome.emplace(work(stores));
        return rehearsed();
    });
    if (undone || undone.error().code != rehearsed().code || !outcome)
        co_return undone.error();
    co_return std::move(*outcome);
}

} // namespace linnet
