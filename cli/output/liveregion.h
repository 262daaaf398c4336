// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/screen.h"
#include "cli/output/textsink.h"

namespace linnet::cli {

//! \brief Text on a terminal that is written over by what replaces it.
class LiveRegion : public TextSink
{
public:
    //! \p screen can redraw. \p out outlives the region.
    LiveRegion(Screen screen, TextSink &out)
        : m_screen(screen)
        , m_out(out)
    {}

    //! Keeps \p utf8 for draw().
    Result<> write(const QByteArray &utf8) override;
    //! Shows what was written since it was called last, instead of what was shown then.
    Result<> draw();

private:
    int linesOf(const QString &text) const;

    const Screen m_screen;
    TextSink &m_out;
    QByteArray m_next;
    int m_shown = 0; //!< Lines.
};

} // namespace linnet::cli
