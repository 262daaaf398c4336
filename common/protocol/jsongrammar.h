// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace linnet {

//! \return where \p text stops being one JSON value of at most \p maxDepth nested containers, to
//! the letter of RFC 8259; -1 if it is one. Does not recurse.
qsizetype findJsonMistake(QByteArrayView text, int maxDepth);

//! \return where an escape in \p checked, which is JSON, names half a character; -1 if none does.
qsizetype findLoneSurrogate(QByteArrayView checked);

} // namespace linnet
