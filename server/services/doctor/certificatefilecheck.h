// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/services/doctor/slowcheck.h"

#include <QStringList>

namespace linnet {

//! \brief Whether the certificates that are configured are good, and for how long.
class CertificateFileCheck : public SlowCheck
{
public:
    //! \param files PEM, one for each listener that speaks TLS. \p pool and \p clock outlive it.
    CertificateFileCheck(CpuPool &pool, const Clock &clock, QStringList files);

    QString id() const override { return QStringLiteral("certificate"); }

protected:
    Finding look(const std::stop_token &stop) const override;

private:
    const Clock &m_clock;
    const QStringList m_files;
};

} // namespace linnet
