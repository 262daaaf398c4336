// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/integritycheck.h"

#include "common/core/durationwords.h"

using namespace Qt::StringLiterals;

namespace linnet {

IntegrityCheck::IntegrityCheck(CpuPool &pool, Examination examine)
    : SlowCheck(pool)
    , m_examine(std::move(examine))
{}

Finding IntegrityCheck::look(const std::stop_token &stop) const
{
    const auto begun = std::chrono::steady_clock::now();
    const auto wrong = m_examine(stop);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    const QString restoring =
        u"Stop linnetd, keep a copy of its data directory, and restore the last backup into an "
        u"empty one "
        u"(linnetd backup restore); look for a failing disk (dmesg, smartctl -a)."_s;
    if (!wrong && wrong.error().code == "interrupted"_L1)
        return Finding::skipped(
            u"The database could not be read whole in %1, so nothing can be said of it."_s.arg(
                inWords(took)),
            u"Have a copy checked without haste: linnetctl backup create --wait, then "
            "linnetctl backup verify."_s);
    if (!wrong)
        return Finding::failure(u"The database cannot be read: %1"_s.arg(wrong.error().message),
                                restoring);
    if (wrong->empty())
        return Finding::ok(
            u"The database was read whole, in %1; its structure is right."_s.arg(inWords(took)));
    return Finding::failure(
        u"The database is damaged: %1 findings, the first of which is \"%2\"."_s.arg(wrong->size())
            .arg(wrong->front()),
        restoring);
}

} // namespace linnet
