// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/records.h"

namespace linnet::cli {

//! \brief Writes findings for people: how bad it is, what was looked at, what was found, and below
//! it what to do; within the width of the terminal, and nothing cut off.
class FindingSheet : public Records
{
public:
    //! \p out outlives it.
    FindingSheet(const Screen &screen, TextSink &out);

    //! \param row of a finding: "state", "id", "text" and "fix".
    Result<> add(const QJsonObject &row) override;
    Result<> finish() override { return {}; }

private:
    QString paragraph(const QString &text) const;

    const Screen m_screen;
    TextSink &m_out;
};

} // namespace linnet::cli
