// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/descriptorcheck.h"

#include <QDir>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr qint64 OwnNeeds =
    512; // Of the database, files that are sent, and what the libraries open.
constexpr double NearlyAll = 0.9;

QString raise(qint64 needed)
{
    return u"Set LimitNOFILE=%1 in linnetd's unit (systemctl edit linnetd) and restart it; "
           u"elsewhere ulimit -n. Or "
           u"lower [limits] connections."_s.arg(needed);
}

} // namespace

DescriptorUse readDescriptorUse()
{
    DescriptorUse use;
    use.open = QDir(u"/proc/self/fd"_s)
                   .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                   .size();
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        use.limit = qint64(limit.rlim_cur);
    return use;
}

DescriptorCheck::DescriptorCheck(int connections, Reader read)
    : m_connections(connections)
    , m_read(std::move(read))
{}

QCoro::Task<Finding> DescriptorCheck::run(std::stop_token) const
{
    co_return judge(m_read());
}

Finding DescriptorCheck::judge(const DescriptorUse &use) const
{
    if (!use.limit)
        return Finding::ok(
            u"%1 files and connections are open, and their number is not limited."_s.arg(use.open));
    const qint64 needed = m_connections + OwnNeeds;
    const QString text =
        u"%1 of the %2 files and connections that linnetd may open are open; %3 connections "
        "are configured."_s.arg(use.open)
            .arg(*use.limit)
            .arg(m_connections);
    if (double(use.open) >= NearlyAll * double(*use.limit))
        return Finding::failure(text, raise(std::max(needed, 2 * *use.limit)));
    return *use.limit < needed ? Finding::warning(text, raise(needed)) : Finding::ok(text);
}

} // namespace linnet
