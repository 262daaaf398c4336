// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/config.h"

#include <QJsonValue>

#include <functional>

// What settings must be beyond their kind and range. The first ones are those of Setting::rule.
namespace linnet {

//! Wants an origin, as browsers write it.
QString wantOrigin(QJsonValue &value);
//! Wants a path of HTTP; adds the slash at its end.
QString wantSocketPath(QJsonValue &value);
QString wantNetworks(QJsonValue &value);
QString wantMailHost(QJsonValue &value);
QString wantMailFrom(QJsonValue &value);
//! Wants what a header field can say, or nothing.
QString wantHeaderText(QJsonValue &value);
//! Wants a folder that is there, or none.
QString wantFolder(QJsonValue &value);
//! Wants a file that can be read, or none.
QString wantReadable(QJsonValue &value);
//! Wants a file with a signing key, or none.
QString wantSigningKey(QJsonValue &value);

//! \brief Hears that the setting of this name is wrong beside others, and why.
using RuleReport = std::function<void(QLatin1String name, const QString &reason)>;

//! Reports what in \p config does not go together.
void checkTogether(const Config &config, const RuleReport &report);

} // namespace linnet
