// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace linnet {

//! \return whether somebody sits at a terminal who can be asked.
bool canAskForPassphrase();

//! \return the passphrase that somebody types, unseen; an error if it is empty.
Result<QByteArray> askForPassphrase();
//! As askForPassphrase(), for a new one: it is typed twice.
Result<QByteArray> askForNewPassphrase();

//! \return the first line of the standard input.
Result<QByteArray> passphraseFromInput();

} // namespace linnet
