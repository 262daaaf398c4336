// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/hiddeninput.h"

namespace linnet {

HiddenInput::HiddenInput(int terminal)
    : m_terminal(terminal)
    , m_isKnown(::tcgetattr(terminal, &m_before) == 0)
{
    termios silent = m_before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    if (m_isKnown)
        ::tcsetattr(m_terminal, TCSAFLUSH, &silent);
}

HiddenInput::~HiddenInput()
{
    if (m_isKnown)
        ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
}

} // namespace linnet
