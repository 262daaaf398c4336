// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/backupcheck.h"

#include "common/core/durationwords.h"
#include "server/services/doctor/backuphistory.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr auto OldAge = std::chrono::days(7);

const QString MakeOne =
    u"Make one: linnetctl backup create --wait (resources/linnetd.conf says under [backup] "
    "how to set that up), or linnetd backup create FILE; and have a timer do so each night."_s;

bool isMade(const Backup &backup)
{
    return backup.state == Backup::State::Made;
}

bool hasEnded(const Backup &backup)
{
    return backup.state != Backup::State::UnderWay;
}

//! \brief The last backup that was begun and has ended, and the last that was made.
struct Last
{
    std::optional<Backup> ended;
    std::optional<Backup> made;
};

Result<Last> readLast(Stores &stores)
{
    auto ended = latestBackup(stores, &hasEnded);
    if (!ended)
        return ended.error();
    auto made = latestBackup(stores, &isMade);
    if (!made)
        return made.error();
    return Last{std::move(*ended), std::move(*made)};
}

Finding judge(const Last &last, Timestamp now)
{
    if (!last.ended)
        return Finding::warning(u"This server was never backed up."_s, MakeOne);
    const QString made = last.made
        ? u"The last backup was made %1 ago."_s.arg(inWords(now - last.made->createdAt))
        : u"None was ever made."_s;
    if (!isMade(*last.ended))
        return Finding::failure(
            u"The backup of %1 ago failed: %2 %3"_s.arg(inWords(now - last.ended->createdAt),
                                                        last.ended->problem, made),
            u"Put right what it says, and make one: linnetctl backup create --wait."_s);
    return now - last.made->createdAt > OldAge ? Finding::warning(made, MakeOne)
                                               : Finding::ok(made);
}

} // namespace

BackupCheck::BackupCheck(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

QCoro::Task<Finding> BackupCheck::run(std::stop_token) const
{
    const auto last = co_await m_database.read(&readLast);
    co_return last ? judge(*last, m_clock.now()) : backupsUnreadable(last.error());
}

} // namespace linnet
