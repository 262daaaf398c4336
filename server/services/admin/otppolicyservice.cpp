// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otppolicyservice.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString Section = u"otp"_s;

} // namespace

OtpPolicyService::OtpPolicyService(SettingService &settings, const CodePolicySource &policies)
    : m_settings(settings)
    , m_policies(policies)
{}

OtpPolicyView OtpPolicyService::show() const
{
    const CodePolicy policy = m_policies.codePolicy();
    OtpPolicyView view{{}, oddsOf(policy), !policy.fixedCode.isEmpty()};
    for (SettingState &state : m_settings.list()) {
        if (state.setting->section() == Section)
            view.settings.push_back(std::move(state));
    }
    return view;
}

QCoro::Task<Result<OtpPolicyOutcome>> OtpPolicyService::change(Actor actor, SettingValues wanted,
                                                               Run run)
{
    SettingValues named;
    for (auto each = wanted.begin(); each != wanted.end(); ++each)
        named[Section + u'.' + each.key()] = each.value();
    const GuessOdds before = oddsOf(m_policies.codePolicy());
    auto changed = co_await m_settings.change(std::move(actor), named, run);
    if (!changed)
        co_return changed.error();
    const auto policy = m_policies.codePolicyWith(changed->stored);
    if (!policy)
        co_return policy.error();
    co_return OtpPolicyOutcome{std::move(*changed), before, oddsOf(*policy)};
}

} // namespace linnet
