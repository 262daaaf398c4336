// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"

#include <QByteArray>
#include <QString>

namespace linnet {

//! \brief One thing that was logged.
struct LogRecord
{
    Timestamp time{};
    QtMsgType type = QtInfoMsg;
    QByteArray category;
    QString message;
};

//! \return \p record as one line of key=value; no text can begin a second line or a second key.
QByteArray logText(const LogRecord &record);

//! \return \p record as one line of JSON.
QByteArray logJson(const LogRecord &record);

//! Sends what Qt's logging macros say to standard error. Replaces the setting of an earlier call.
//! \param level "debug", "info", "warning" or "error": the least that is logged.
//! \param format "text", "json", or "auto": text on a terminal, else JSON.
void configureLogging(const QString &level, const QString &format);

} // namespace linnet
