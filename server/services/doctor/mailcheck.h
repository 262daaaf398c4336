// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/doctor/slowcheck.h"

#include <functional>

namespace linnet {

//! \brief Whether the mail server is there, and lets linnetd in. No mail is sent.
class MailCheck : public SlowCheck
{
public:
    //! Goes as far as it can without a mail. Blocks. \return what answers.
    using Probe = std::function<Result<QString>(const std::stop_token &)>;

    //! \param probe empty: no mail can be sent. \p pool outlives it.
    MailCheck(CpuPool &pool, Probe probe);

    QString id() const override { return QStringLiteral("mail"); }

protected:
    Finding look(const std::stop_token &stop) const override;

private:
    const Probe m_probe;
};

} // namespace linnet
