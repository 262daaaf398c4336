// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/certificatefilecheck.h"

#include "common/domain/certificateage.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

const QString Renewal =
    u"Renew it (with certbot: certbot renew) and have linnetd read it again: systemctl "
    "reload linnetd."_s;

Finding lookAt(const QString &path, Timestamp now)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Finding::failure(
            u"A certificate that is configured cannot be read: %1."_s.arg(file.errorString()),
            u"See that the file that [[listener]] certificate names is there, and readable by "
            u"the user linnetd runs as; the next start needs it."_s);
    const auto chain = readCertificates(file.readAll());
    if (!chain)
        return Finding::failure(chain.error().message, Renewal);
    return judgeCertificates(*chain, now, Renewal);
}

//! \return how much worse than others \p finding is.
int severity(const Finding &finding)
{
    return int(finding.state);
}

} // namespace

CertificateFileCheck::CertificateFileCheck(CpuPool &pool, const Clock &clock, QStringList files)
    : SlowCheck(pool)
    , m_clock(clock)
    , m_files(std::move(files))
{}

Finding CertificateFileCheck::look(const std::stop_token &) const
{
    if (m_files.isEmpty())
        return Finding::skipped(
            u"No listener of linnetd speaks TLS; what is in front of it has the certificate."_s);
    Finding worst = lookAt(m_files.first(), m_clock.now());
    for (const QString &file : m_files.mid(1)) {
        const Finding each = lookAt(file, m_clock.now());
        if (severity(each) > severity(worst))
            worst = each;
    }
    return worst;
}

} // namespace linnet
