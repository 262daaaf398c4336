// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/core/mailbox.h"
#include "server/app/config.h"
#include "server/app/options.h"
#include "server/services/admin/codepolicysource.h"
#include "server/services/admin/settingtarget.h"

#include <functional>
#include <memory>
#include <mutex>

namespace linnet {

class Database;

//! \brief The configuration that is in force, made of what the file and the command line say and
//! what is stored, and how another one comes into force.
class RunningConfig : public SettingTarget, public CodePolicySource
{
public:
    //! Takes a configuration over as a whole, or fails and leaves everything as it is.
    using TakeOver = std::function<Result<>(const Config &)>;

    //! \param said by the file and the command line. \param home of the thread that replaces it,
    //! where all that is not said to be safe from any thread is called.
    RunningConfig(Options options, Config said, Mailbox &home);
    ~RunningConfig() override;
    Q_DISABLE_COPY_MOVE(RunningConfig)

    const Config &inForce() const;

    //! Puts what is stored in force; to be awaited before there is anybody to take it over.
    QCoro::Task<Result<>> load(Database *database);

    //! From now on \p takeOver hears of each other configuration, and may refuse it.
    void whenReplaced(TakeOver takeOver) { m_takeOver = std::move(takeOver); }

    //! Puts in force what the file and the command line say now. \return the names of what waits
    //! for the next start.
    Result<QStringList> reload(const Config &said);

    //! Takes nothing over any more; whoever waits for it is told so.
    void stop();

    std::vector<SettingState> settings() const override;
    Result<QStringList> check(const SettingValues &stored) const override;
    void adopt(SettingValues stored) override;
    QCoro::Task<Result<>> adopted() override;

    CodePolicy codePolicy() const override;
    Result<CodePolicy> codePolicyWith(const SettingValues &stored) const override;

private:
    //! \brief All of it at one time. \c inForce is \c wanted, but for what waits for the next
    //! start.
    struct State
    {
        Config said;
        SettingValues stored;
        Config wanted;
        Config inForce;
    };
    using StatePointer = std::shared_ptr<const State>;

    const State &state() const { return **m_state; }
    Result<QStringList> replace(const Config &said, const SettingValues &stored);
    //! Has \p work done at home, unless nothing is any more. \return whether it is.
    bool post(Mailbox::Work work);

    const Options m_options;
    Mailbox &m_home;
    TakeOver m_takeOver;
    Live<StatePointer> m_state;
    Result<> m_lastAdopted; //!< Used at home alone.
    std::mutex m_mutex;
    bool m_isStopped = false;
};

} // namespace linnet
