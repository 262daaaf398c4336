// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/textsink.h"

namespace linnet::cli {

//! \brief Asks whoever sits at a terminal, and reads lines from where there is none.
class Prompt
{
public:
    //! \param input where answers are typed. \param questions where they are asked.
    Prompt(int input, TextSink &questions);

    //! \return whether somebody can be asked.
    bool isInteractive() const { return m_isTerminal; }

    Result<QString> ask(const QString &question);
    //! As ask(), without showing what is typed.
    Result<QString> askSecretly(const QString &question);

    //! \return the next line of the input, whatever it is; nothing is asked.
    Result<QString> readLine();

private:
    const int m_input;
    TextSink &m_questions;
    const bool m_isTerminal;
};

} // namespace linnet::cli
