// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace linnet {

//! \brief Checks UTF-8 that arrives in pieces, a sequence split anywhere: table 3-7 of the Unicode
//! standard.
class Utf8Validator
{
public:
    //! \return false as soon as what was given so far can no longer become valid.
    bool accept(QByteArrayView piece);
    bool accept(uchar byte) { return m_missing == 0 ? begin(byte) : proceed(byte); }

    //! \return whether the text may end here: no sequence is half-way.
    bool isComplete() const { return m_missing == 0; }

    void reset() { *this = Utf8Validator(); }

private:
    bool begin(uchar byte);
    bool proceed(uchar byte);

    uchar m_missing = 0; //!< Continuation bytes the present sequence still needs.
    uchar m_lowest = 0x80; //!< Bounds of the next one: they exclude over-long forms, surrogates
    uchar m_highest = 0xbf; //!< and what lies above U+10FFFF.
};

} // namespace linnet
