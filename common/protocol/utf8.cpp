// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/utf8.h"

namespace linnet {

namespace {

bool isBetween(char byte, int first, int last)
{
    return uchar(byte) >= first && uchar(byte) <= last;
}

//! \return whether \p text has \p count bytes 10xxxxxx behind its second.
bool continues(QByteArrayView text, int count)
{
    if (text.size() < count + 2)
        return false;
    for (int i = 2; i < count + 2; ++i) {
        if (!isBetween(text[i], 0x80, 0xBF))
            return false;
    }
    return true;
}

} // namespace

// The rows of table 3-7 of the Unicode standard: the second byte's range depends on the first byte.
int utf8SequenceLength(QByteArrayView text)
{
    if (text.isEmpty())
        return 0;
    const int lead = uchar(text[0]);
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < 2)
        return 0;
    const int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (!isBetween(text[1], lowest, highest))
        return 0;
    const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return continues(text, length - 2) ? length : 0;
}

bool isValidUtf8(QByteArrayView text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const int length = utf8SequenceLength(text.sliced(at));
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

} // namespace linnet
