// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/screen.h"
#include "cli/output/textsink.h"

namespace linnet::cli {

//! \brief Where data goes, and where everything else does.
class Console
{
public:
    Console(TextSink &out, TextSink &err, Screen screen)
        : m_out(out)
        , m_err(err)
        , m_screen(screen)
    {}

    TextSink &out() { return m_out; }
    TextSink &err() { return m_err; }
    const Screen &screen() const { return m_screen; }
    void forgoColour() { m_screen.hasColour = false; }

    //! Says something beside the data. That nobody reads it is no error.
    void note(const QString &text);
    void warn(const QString &text);
    //! Says why a command failed, and what may help.
    void report(const Error &error);

private:
    TextSink &m_out;
    TextSink &m_err;
    Screen m_screen;
};

} // namespace linnet::cli
