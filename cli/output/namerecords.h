// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/records.h"

namespace linnet::cli {

//! \brief Writes one field of each row, which names it: what other commands take.
class NameRecords : public Records
{
public:
    NameRecords(QString field, TextSink &out)
        : m_field(std::move(field))
        , m_out(out)
    {}

    Result<> add(const QJsonObject &row) override;
    Result<> finish() override { return {}; }

private:
    const QString m_field;
    TextSink &m_out;
};

} // namespace linnet::cli
