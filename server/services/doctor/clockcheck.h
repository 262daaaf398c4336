// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/services/doctor/doctorcheck.h"

#include <functional>
#include <optional>

namespace linnet {

//! \brief What the machine says of its time at one moment.
struct ClockReading
{
    Timestamp now{};
    std::chrono::milliseconds sinceBoot{}; //!< Sleep included; nobody can set it.
    std::optional<bool> isSynchronised; //!< With other clocks; empty: the machine does not say.
};

ClockReading readClocks();

//! \brief Whether the clock goes by others, and was not set while the server ran.
class ClockCheck : public DoctorCheck
{
public:
    using Reader = std::function<ClockReading()>;

    //! \param start when the server began; \p read does not block.
    explicit ClockCheck(ClockReading start, Reader read = &readClocks);

    QString id() const override { return QStringLiteral("clock"); }
    QCoro::Task<Finding> run(std::stop_token stop) const override;

private:
    Finding judge(const ClockReading &reading) const;

    const ClockReading m_start;
    const Reader m_read;
};

} // namespace linnet
