// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engineid.h"

#include "common/core/random.h"

namespace linnet::socketio {

namespace {

constexpr QByteArrayView Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr int RandomBytes = 16;
constexpr qsizetype Length = 2 + (RandomBytes * 8 + 5) / 6;

} // namespace

QByteArray makeSessionId(int thread)
{
    Q_ASSERT(thread >= 0 && thread < Digits.size() * Digits.size());
    return QByteArray(1, Digits[thread / Digits.size()]) + Digits[thread % Digits.size()]
        + randomToken(RandomBytes);
}

int threadOf(QByteArrayView sid)
{
    if (sid.size() != Length)
        return -1;
    const qsizetype high = Digits.indexOf(sid[0]);
    const qsizetype low = Digits.indexOf(sid[1]);
    return high < 0 || low < 0 ? -1 : int(high * Digits.size() + low);
}

} // namespace linnet::socketio
