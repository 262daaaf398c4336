// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/serverwork.h"

#include "cli/commands/invocation.h"
#include "cli/interruption.h"
#include "cli/output/progressline.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::cli {

namespace {

constexpr auto Pause = 500ms;

Error interrupted(const QString &noun)
{
    return {Error::Kind::Unavailable, "interrupted"_L1,
            u"Interrupted; the server goes on with the %1."_s.arg(noun)};
}

} // namespace

Result<QJsonObject> awaitWork(Invocation &invocation, QJsonObject answer, const ServerWork &work)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ProgressLine line(invocation.console().err());
    QElapsedTimer elapsed;
    elapsed.start();
    while (work.isUnderWay(answer)) {
        line.show(u"%1: %2 s"_s.arg(work.title(answer)).arg(elapsed.elapsed() / 1000));
        if (!waitFor(Pause))
            return interrupted(work.noun);
        auto asked = (*connection)->api().get(adminPath(work.path));
        if (!asked)
            return asked;
        answer = std::move(*asked);
    }
    return answer;
}

} // namespace linnet::cli
