// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/records.h"

namespace linnet::cli {

//! \brief Writes one document, whose version says what programs may rely on.
class JsonRecords : public Records
{
public:
    JsonRecords(QString kind, QStringList fields, TextSink &out)
        : m_kind(std::move(kind))
        , m_fields(std::move(fields))
        , m_out(out)
    {}

    Result<> add(const QJsonObject &row) override;
    Result<> finish() override;

private:
    QByteArray head() const;

    const QString m_kind;
    const QStringList m_fields; //!< Empty: all.
    TextSink &m_out;
    bool m_hasBegun = false;
};

//! \brief Writes one object to a line.
class JsonLineRecords : public Records
{
public:
    JsonLineRecords(QStringList fields, TextSink &out)
        : m_fields(std::move(fields))
        , m_out(out)
    {}

    Result<> add(const QJsonObject &row) override;
    Result<> finish() override { return {}; }

private:
    const QStringList m_fields;
    TextSink &m_out;
};

} // namespace linnet::cli
