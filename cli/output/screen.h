// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet::cli {

//! \brief What the place that text goes to can show.
struct Screen
{
    int columns = 0; //!< 0: no terminal, and no bound.
    bool hasColour = false;
    bool canRedraw = false; //!< What is there can be written over.
};

//! \return what is at \p descriptor. Colour is for terminals only, and not where NO_COLOR is set
//! or TERM says "dumb".
Screen screenAt(int descriptor);

} // namespace linnet::cli
