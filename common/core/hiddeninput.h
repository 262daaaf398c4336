// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <termios.h>

namespace linnet {

//! \brief Hides what is typed at a terminal for as long as it exists.
class HiddenInput
{
public:
    //! \param terminal a descriptor; one that is no terminal stays as it is.
    explicit HiddenInput(int terminal);
    ~HiddenInput();
    Q_DISABLE_COPY_MOVE(HiddenInput)

private:
    int m_terminal;
    termios m_before = {};
    bool m_isKnown;
};

} // namespace linnet
