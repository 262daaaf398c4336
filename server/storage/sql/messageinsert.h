// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/message.h"

#include <QByteArray>

namespace linnet {

class SqlConnection;

//! \return what tells another content under the same client id, also after an edit or a deletion.
//! Who makes two contents collide fools nobody but themselves.
//! \param file the SHA-256 of its file, if that tells the file apart and not its address.
qint64 fingerprintOf(const Message &draft, const QByteArray &file = {});

//! Stores \p message at the place that it names, which is free.
//! \return false if its sender used its client id in the conversation before.
Result<bool> insertMessage(SqlConnection &connection, const Message &message, qint64 fingerprint);

} // namespace linnet
