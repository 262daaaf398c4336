// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet::socketio {

//! \return a new session id: two characters that name the I/O thread \p thread, then 128 random
//! bits.
QByteArray makeSessionId(int thread);

//! \return the thread that made \p sid; -1 if none could have.
int threadOf(QByteArrayView sid);

} // namespace linnet::socketio
