// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupwait.h"

#include "cli/commands/serverwork.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

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

Result<QJsonObject> awaitBackup(Invocation &invocation, const QJsonObject &backup,
                                const std::function<bool(const QJsonObject &)> &isUnderWay)
{
    const QString name = backup["name"_L1].toString();
    return awaitWork(invocation, backup,
                     {.path = {u"backups"_s, name},
                      .noun = u"backup"_s,
                      .isUnderWay = isUnderWay,
                      .title = [name](const QJsonObject &) { return name; }});
}

} // namespace linnet::cli
