// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/report.h"

#include <cstdio>

namespace linnet::bench {

void Report::print() const
{
    const char *separator = "{";
    for (const auto &[name, value] : m_figures) {
        std::printf("%s\"%s\":%.6g", separator, name.c_str(), value);
        separator = ",";
    }
    std::printf("}\n");
}

} // namespace linnet::bench
