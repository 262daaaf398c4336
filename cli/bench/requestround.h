// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context/serverconnection.h"

#include <QUrlQuery>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace linnet::cli {

//! \brief What is asked, and how often.
struct RoundPlan
{
    QString path;
    QUrlQuery query = {};
    int requests = 0;
};

//! \brief How long a round took, and each of its requests.
struct RoundTimes
{
    std::vector<std::chrono::nanoseconds> each;
    std::chrono::nanoseconds all{};
};

//! \brief Asks a server the same again and again, over several connections at once, each with a
//! thread of its own.
//!
//! What it refuses because it was asked too often is asked once more after a pause, which is part
//! of RoundTimes::all only.
class RequestRound
{
public:
    using Connections = std::vector<std::unique_ptr<ServerConnection>>;
    using Progress = std::function<void(int answered)>;

    explicit RequestRound(RoundPlan plan);
    Q_DISABLE_COPY_MOVE(RequestRound)

    //! \param progress is called now and then, on this thread.
    //! \return an error at the first answer that is one, or if it is interrupted.
    Result<RoundTimes> run(const Connections &connections, const Progress &progress);

private:
    void work(ApiClient &api);
    Result<std::chrono::nanoseconds> ask(ApiClient &api) const;
    void finishOne(const Result<std::chrono::nanoseconds> &took);
    void await(const Progress &progress);

    const RoundPlan m_plan;
    std::atomic<int> m_begun = 0;
    std::mutex m_mutex;
    std::condition_variable m_change;
    std::vector<std::chrono::nanoseconds> m_times;
    std::optional<Error> m_error;
};

} // namespace linnet::cli
