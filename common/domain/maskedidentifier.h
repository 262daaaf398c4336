// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"

namespace linnet {

//! \return \p identifier as those may see it who help its owner, e.g. "+91••••••••11" or
//! "a•••@example.org": enough to know it again, and not to use it.
QString masked(const Identifier &identifier);

//! \return \p text, which another program wrote, on one line and without what tells whom it is
//! about: of e-mail addresses it is who the reader may see, as above, of numbers with four digits
//! or more, as codes and telephones have, nothing.
QString maskedText(const QString &text);

} // namespace linnet
