// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/runningconfig.h"

#include "server/app/configsettings.h"
#include "server/app/effectiveconfig.h"
#include "server/app/fixedsettings.h"
#include "server/app/otpsettings.h"
#include "server/storage/database.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

Error ending()
{
    return {Error::Kind::Unavailable, "ending"_L1,
            u"The server is ending; what was set is in force with its next start."_s};
}

} // namespace

RunningConfig::RunningConfig(Options options, Config said, Mailbox &home)
    : m_options(std::move(options))
    , m_home(home)
    , m_state(std::make_shared<const State>(State{said, {}, said, said}))
{}

RunningConfig::~RunningConfig() = default;

const Config &RunningConfig::inForce() const
{
    return state().inForce;
}

QCoro::Task<Result<>> RunningConfig::load(Database *database)
{
    const auto stored =
        co_await database->read([](Stores &stores) { return stores.settings.all(); });
    if (!stored)
        co_return stored.error();
    const Config said = state().said;
    const auto wanted = withStored(said, *stored);
    if (!wanted)
        co_return Error{wanted.error().kind, wanted.error().code,
                        u"What has been set does not go with the configuration file: %1. Say in "
                        "the file what is to be."_s.arg(wanted.error().message)};
    m_state.replace(std::make_shared<const State>(State{said, *stored, *wanted, *wanted}));
    co_return Result<>();
}

Result<QStringList> RunningConfig::reload(const Config &said)
{
    return replace(said, state().stored);
}

Result<QStringList> RunningConfig::replace(const Config &said, const SettingValues &stored)
{
    const auto wanted = withStored(said, stored);
    if (!wanted)
        return wanted.error();
    Config next = *wanted;
    QStringList waiting = keepFixedSettings(next, inForce(), m_options);
    if (m_takeOver) {
        if (const auto taken = m_takeOver(next); !taken)
            return taken.error();
    }
    m_state.replace(std::make_shared<const State>(State{said, stored, *wanted, std::move(next)}));
    return waiting;
}

void RunningConfig::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    QCoreApplication::sendPostedEvents(&m_home);
}

bool RunningConfig::post(Mailbox::Work work)
{
    const std::lock_guard lock(m_mutex);
    if (!m_isStopped)
        m_home.post(std::move(work));
    return !m_isStopped;
}

std::vector<SettingState> RunningConfig::settings() const
{
    static const Config defaults;
    const StatePointer now = *m_state;
    std::vector<SettingState> settings;
    for (const ConfigSetting &each : configSettings()) {
        SettingState setting{&each.setting, valueOf(now->inForce, each), valueOf(defaults, each),
                             now->wanted.origins.value(each.setting.name), std::nullopt};
        const QJsonValue wanted = valueOf(now->wanted, each);
        if (wanted != setting.inForce)
            setting.waiting = wanted;
        settings.push_back(std::move(setting));
    }
    return settings;
}

Result<QStringList> RunningConfig::check(const SettingValues &stored) const
{
    const StatePointer now = *m_state;
    auto wanted = withStored(now->said, stored);
    if (!wanted)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1, wanted.error().message};
    return keepFixedSettings(*wanted, now->inForce, m_options);
}

void RunningConfig::adopt(SettingValues stored)
{
    post([this, stored = std::move(stored)] {
        const auto replaced = replace(state().said, stored);
        m_lastAdopted = replaced ? Result<>() : replaced.error();
        if (!replaced)
            qCCritical(log).noquote()
                << "What has been set is not in force:" << replaced.error().message
                << replaced.error().detail;
    });
}

QCoro::Task<Result<>> RunningConfig::adopted()
{
    const auto outcome = co_await Hop<Result<>>([this](auto &completion) {
        const bool isPosted =
            post([this, &completion] { completion.home().post(completion.finish(m_lastAdopted)); });
        if (!isPosted)
            completion.home().post(completion.finish(ending()));
    });
    co_return outcome;
}

CodePolicy RunningConfig::codePolicy() const
{
    return linnet::codePolicy(inForce(), m_options);
}

Result<CodePolicy> RunningConfig::codePolicyWith(const SettingValues &stored) const
{
    const auto wanted = withStored(state().said, stored);
    if (!wanted)
        return wanted.error();
    return linnet::codePolicy(*wanted, m_options);
}

} // namespace linnet
