// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <QByteArrayView>

namespace linnet {

//! \return why a server that answers with \p status refuses.
Error::Kind errorKind(int status);

//! \return what the body of an answer with \p status says: in the server's own words where it has
//! some, whichever of its shapes they are in.
Error errorFrom(int status, QByteArrayView body);

} // namespace linnet
