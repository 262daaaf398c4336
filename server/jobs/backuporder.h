// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace linnet {

//! \brief What a job of the kind BackupJobKind is to do.
struct BackupOrder
{
    enum class Task { Create, Verify };

    Task task = Task::Create;
    QString name; //!< Of a backup that the BackupStore knows.
};

QByteArray toPayload(const BackupOrder &order);

//! \return nothing if \p payload is no such order.
std::optional<BackupOrder> parseBackupOrder(const QByteArray &payload);

} // namespace linnet
