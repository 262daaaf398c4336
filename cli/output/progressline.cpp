// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/progressline.h"

#include <tuple>

namespace linnet::cli {

ProgressLine::ProgressLine(TextSink &sink, Screen screen)
    : m_sink(sink)
    , m_canRedraw(screen.canRedraw)
{}

//! That nobody reads it is no error.
void ProgressLine::show(const QString &text)
{
    if (!m_canRedraw || text == m_shown)
        return;
    m_shown = text;
    std::ignore = m_sink.write("\r\033[K" + text.toUtf8());
}

} // namespace linnet::cli
