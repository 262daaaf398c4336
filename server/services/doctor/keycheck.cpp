// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/keycheck.h"

#include "common/core/durationwords.h"
#include "server/services/identity/keyring.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr auto OldAge = std::chrono::days(365);

} // namespace

KeyCheck::KeyCheck(const KeyRing &keys, const Clock &clock)
    : m_keys(keys)
    , m_clock(clock)
{}

QCoro::Task<Finding> KeyCheck::run(std::stop_token) const
{
    co_return judge();
}

Finding KeyCheck::judge() const
{
    const auto key = m_keys.newest();
    if (!key)
        return Finding::failure(
            u"There is no key to sign access tokens with: nobody can sign in."_s,
            u"It is made within seconds of the start. If this stays, see the log for "
            u"linnet.identity: "
            u"the folder keys of the data directory has to be writable."_s);
    if (key->since == Timestamp())
        return Finding::skipped(
            u"The signing key is a file that the configuration names; linnetd does not know "
            "how old it is."_s);
    const auto age = m_clock.now() - key->since;
    const QString text =
        u"The key that access tokens are signed with is %1 old."_s.arg(inWords(age));
    if (age > OldAge)
        return Finding::warning(
            text,
            u"linnetctl key rotate makes another one; what the old one signed stays good until it "
            "ends, so that nobody has to sign in again."_s);
    return Finding::ok(text);
}

} // namespace linnet
