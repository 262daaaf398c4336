// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/services/doctor/doctorcheck.h"

namespace linnet {

class KeyRing;

//! \brief How old the key is that access tokens are signed with.
class KeyCheck : public DoctorCheck
{
public:
    //! Both outlive it.
    KeyCheck(const KeyRing &keys, const Clock &clock);

    QString id() const override { return QStringLiteral("keys"); }
    QCoro::Task<Finding> run(std::stop_token stop) const override;

private:
    Finding judge() const;

    const KeyRing &m_keys;
    const Clock &m_clock;
};

} // namespace linnet
