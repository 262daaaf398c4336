// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/certificateage.h"

#include "common/core/durationwords.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

// Authorities that give them for 90 days have them renewed 30 days before their end.
constexpr auto Renewal = std::chrono::days(14);

QString dateOf(Timestamp time)
{
    return toIso(time).left(10);
}

QString nameOf(const std::vector<Certificate> &chain, const Certificate &certificate)
{
    const QString subject = certificate.subject.isEmpty() ? QString() : u' ' + certificate.subject;
    return (&certificate == &chain.front() ? u"The certificate%1"_s
                                           : u"The certificate%1 of its chain"_s)
        .arg(subject);
}

} // namespace

Finding judgeCertificates(const std::vector<Certificate> &chain, Timestamp now, const QString &fix)
{
    if (chain.empty())
        return Finding::failure(u"There is no certificate."_s, fix);
    const Certificate &first = *std::ranges::min_element(chain, {}, &Certificate::validUntil);
    const Certificate &last = *std::ranges::max_element(chain, {}, &Certificate::validFrom);
    if (last.validFrom > now)
        return Finding::failure(
            u"%1 is not good before %2."_s.arg(nameOf(chain, last), dateOf(last.validFrom)),
            u"Check the clocks of both machines. "_s + fix);
    const auto left = first.validUntil - now;
    const QString name = nameOf(chain, first);
    const QString until = dateOf(first.validUntil);
    if (left <= left.zero())
        return Finding::failure(u"%1 ended %2 ago, on %3."_s.arg(name, inWords(left), until), fix);
    const QString text = u"%1 is good for %2, until %3."_s.arg(name, inWords(left), until);
    return left < Renewal ? Finding::warning(text, fix) : Finding::ok(text);
}

} // namespace linnet
