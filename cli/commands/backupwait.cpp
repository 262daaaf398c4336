// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupwait.h"

#include "cli/commands/invocation.h"
#include "cli/interruption.h"
#include "cli/output/progressline.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::cli {

namespace {

constexpr auto Pause = 500ms;

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1,
            u"Interrupted; the server goes on with the backup."_s};
}

} // namespace

const Table &backupTable()
{
    static const Table table{u"Backup"_s,
                             {{u"Name"_s, u"name"_s},
                              {u"State"_s, u"state"_s},
                              {u"Size"_s, u"size"_s},
                              {u"Created"_s, u"createdAt"_s, Column::As::Time},
                              {u"Problem"_s, u"problem"_s},
                              {u"Verification"_s, u"verification.state"_s},
                              {u"Verified"_s, u"verification.at"_s, Column::As::Time},
                              {u"Verification problem"_s, u"verification.problem"_s}},
                             u"name"_s,
                             Table::Shape::Card};
    return table;
}

Result<QJsonObject> awaitBackup(Invocation &invocation, QJsonObject backup,
                                const std::function<bool(const QJsonObject &)> &isUnderWay)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString name = backup["name"_L1].toString();
    ProgressLine line(invocation.console().err());
    QElapsedTimer elapsed;
    elapsed.start();
    while (isUnderWay(backup)) {
        line.show(u"%1: %2 s"_s.arg(name).arg(elapsed.elapsed() / 1000));
        if (!waitFor(Pause))
            return interrupted();
        auto asked = (*connection)->api().get(adminPath({u"backups"_s, name}));
        if (!asked)
            return asked;
        backup = std::move(*asked);
    }
    return backup;
}

} // namespace linnet::cli
