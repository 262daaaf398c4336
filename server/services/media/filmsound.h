// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace linnet {

//! \return whether \p film, in the container of MP4, has something to hear and nothing to see: many
//! recorders of voices give theirs no name of its own.
bool isSoundAlone(QByteArrayView film);

} // namespace linnet
