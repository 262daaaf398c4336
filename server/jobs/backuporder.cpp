// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/backuporder.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString Create = u"create"_s;
const QString Verify = u"verify"_s;

} // namespace

QByteArray toPayload(const BackupOrder &order)
{
    const QString task = order.task == BackupOrder::Task::Create ? Create : Verify;
    return QJsonDocument(QJsonObject{{"task"_L1, task}, {"name"_L1, order.name}})
        .toJson(QJsonDocument::Compact);
}

std::optional<BackupOrder> parseBackupOrder(const QByteArray &payload)
{
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    const QString task = object["task"_L1].toString();
    const QString name = object["name"_L1].toString();
    if (name.isEmpty() || (task != Create && task != Verify))
        return std::nullopt;
    return BackupOrder{task == Create ? BackupOrder::Task::Create : BackupOrder::Task::Verify,
                       name};
}

} // namespace linnet
