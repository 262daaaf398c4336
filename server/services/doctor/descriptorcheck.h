// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/doctor/doctorcheck.h"

#include <functional>
#include <optional>

namespace linnet {

//! \brief How many files and connections a process has open, and may have.
struct DescriptorUse
{
    qint64 open = 0;
    std::optional<qint64> limit; //!< Empty: there is none.
};

//! \return those of this process.
DescriptorUse readDescriptorUse();

//! \brief Whether the process may open as many connections as are configured.
class DescriptorCheck : public DoctorCheck
{
public:
    using Reader = std::function<DescriptorUse()>;

    //! \param connections at most, as configured.
    explicit DescriptorCheck(int connections, Reader read = &readDescriptorUse);

    QString id() const override { return QStringLiteral("descriptors"); }
    QCoro::Task<Finding> run(std::stop_token stop) const override;

private:
    Finding judge(const DescriptorUse &use) const;

    const int m_connections;
    const Reader m_read;
};

} // namespace linnet
