// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/mail/mail.h"

#include <optional>

namespace linnet {

class SecretBox;

//! The kind of the jobs that send mails.
inline const QString MailJobKind = QStringLiteral("mail");

//! \return \p mail as it waits in the database: sealed, because codes and links sign people in.
QByteArray toPayload(const Mail &mail, const SecretBox &box);

//! \return nothing if \p payload was not sealed with this key, e.g. in a copy of the database.
std::optional<Mail> fromPayload(const QByteArray &payload, const SecretBox &box);

} // namespace linnet
