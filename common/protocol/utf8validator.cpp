// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/utf8validator.h"

#include <cstring>

namespace linnet {

namespace {

//! \return how many of the bytes from \p at on, in steps of eight, are ASCII.
qsizetype asciiRun(const char *at, const char *end)
{
    constexpr quint64 HighBits = 0x8080808080808080;
    const char *const begin = at;
    quint64 word = 0;
    while (end - at >= qsizetype(sizeof(word))) {
        std::memcpy(&word, at, sizeof(word));
        if (word & HighBits)
            break;
        at += sizeof(word);
    }
    return at - begin;
}

} // namespace

bool Utf8Validator::accept(QByteArrayView piece)
{
    const char *at = piece.begin();
    while (at != piece.end()) {
        if (m_missing == 0)
            at += asciiRun(at, piece.end());
        if (at == piece.end())
            return true;
        if (!accept(uchar(*at)))
            return false;
        ++at;
    }
    return true;
}

bool Utf8Validator::proceed(uchar byte)
{
    if (byte < m_lowest || byte > m_highest)
        return false;
    m_lowest = 0x80;
    m_highest = 0xbf;
    --m_missing;
    return true;
}

bool Utf8Validator::begin(uchar byte)
{
    if (byte < 0x80)
        return true;
    if (byte < 0xc2 || byte > 0xf4) // A stray continuation, an over-long form, beyond U+10FFFF.
        return false;
    m_missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte == 0xe0)
        m_lowest = 0xa0;
    else if (byte == 0xed)
        m_highest = 0x9f;
    else if (byte == 0xf0)
        m_lowest = 0x90;
    else if (byte == 0xf4)
        m_highest = 0x8f;
    return true;
}

} // namespace linnet
