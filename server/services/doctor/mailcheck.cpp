// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/mailcheck.h"

#include "common/core/durationwords.h"

using namespace Qt::StringLiterals;

namespace linnet {

MailCheck::MailCheck(CpuPool &pool, Probe probe)
    : SlowCheck(pool)
    , m_probe(std::move(probe))
{}

Finding MailCheck::look(const std::stop_token &stop) const
{
    if (!m_probe)
        return Finding::skipped(
            u"No mail server is configured: no codes and no links are mailed."_s,
            u"If people are to sign in or recover accounts by mail, set [mail] host in "
            "linnetd.conf."_s);
    const auto begun = std::chrono::steady_clock::now();
    const auto answered = m_probe(stop);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    if (answered)
        return Finding::ok(u"%1 (%2). No mail was sent."_s.arg(*answered, inWords(took)));
    const Error &error = answered.error();
    return Finding::failure(
        u"The mail server does not let linnetd in, as was found after %1: %2."_s.arg(inWords(took),
                                                                                     error.detail),
        u"Check [mail] host, port, security, user and passwordFile in linnetd.conf, and "
        "that this machine reaches that server (openssl s_client -starttls smtp -connect "
        "HOST:PORT); then systemctl reload linnetd. Mails wait in the queue meanwhile."_s);
}

} // namespace linnet
