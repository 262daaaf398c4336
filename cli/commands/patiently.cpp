// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/patiently.h"

#include "cli/interruption.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int MostAttempts = 120; // At least a second apart.

} // namespace

Result<QJsonObject> patiently(const std::function<Result<QJsonObject>()> &ask)
{
    for (int attempt = 1;; ++attempt) {
        if (isInterrupted())
            return interruption();
        auto answer = ask();
        if (answer || answer.error().kind != Error::Kind::RateLimited || attempt == MostAttempts)
            return answer;
        if (!waitFor(std::max(std::chrono::seconds(1), answer.error().retryAfter)))
            return interruption();
    }
}

} // namespace linnet::cli
