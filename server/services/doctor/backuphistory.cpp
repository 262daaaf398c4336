// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/backuphistory.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int PageSize = 100;

} // namespace

Result<std::optional<Backup>> latestBackup(Stores &stores,
                                           const std::function<bool(const Backup &)> &matches)
{
    qint64 before = std::numeric_limits<qint64>::max();
    for (;;) {
        const auto page = stores.backups.list(PageSize, before);
        if (!page)
            return page.error();
        const auto found = std::ranges::find_if(*page, matches);
        if (found != page->end())
            return std::optional(*found);
        if (page->size() < size_t(PageSize))
            return std::optional<Backup>();
        before = page->back().number;
    }
}

Finding backupsUnreadable(const Error &error)
{
    return Finding::failure(u"What is known of backups cannot be read: %1"_s.arg(error.message),
                            u"See what the check database says, and the log of linnetd."_s);
}

} // namespace linnet
