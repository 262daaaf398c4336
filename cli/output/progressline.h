// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/screen.h"
#include "cli/output/textsink.h"

#include <QString>

#include <unistd.h>

namespace linnet::cli {

//! \brief A line on the terminal that says how far something has come, and goes away again. Off a
//! terminal it says nothing.
class ProgressLine
{
public:
    //! \p sink is where standard error goes, and outlives the line; \p screen is what is there.
    explicit ProgressLine(TextSink &sink, Screen screen = screenAt(STDERR_FILENO));
    ~ProgressLine() { clear(); }
    Q_DISABLE_COPY_MOVE(ProgressLine)

    void show(const QString &text);
    //! Makes room for what else is to be said.
    void clear() { show({}); }

private:
    TextSink &m_sink;
    const bool m_canRedraw;
    QString m_shown;
};

} // namespace linnet::cli
