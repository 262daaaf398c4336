// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace linnet::bench {

//! \brief The figures of one run, printed as one line of JSON.
class Report
{
public:
    void add(const std::string &name, double value) { m_figures.emplace_back(name, value); }
    void print() const;

private:
    std::vector<std::pair<std::string, double>> m_figures;
};

} // namespace linnet::bench
