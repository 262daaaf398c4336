// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/jsonrecords.h"

#include "cli/output/fields.h"

#include <QJsonDocument>

namespace linnet::cli {

namespace {

//! JSON escapes those of ASCII; these, of one byte each in ISO 8859, steer terminals as well.
QByteArray withoutControls(QByteArray json)
{
    constexpr char LeadByte = '\xc2';
    for (qsizetype at = json.indexOf(LeadByte); at >= 0; at = json.indexOf(LeadByte, at + 1)) {
        const auto next = uchar(json.at(at + 1)); // UTF-8 does not end after a lead byte.
        if (next < 0xa0)
            json.replace(at, 2, "\\u00" + QByteArray(1, char(next)).toHex());
    }
    return json.replace('\x7f', "\\u007f");
}

QByteArray toText(const QJsonObject &row, const QStringList &fields)
{
    const QJsonObject shown = fields.isEmpty() ? row : selectFields(row, fields);
    return withoutControls(QJsonDocument(shown).toJson(QJsonDocument::Compact));
}

} // namespace

QByteArray JsonRecords::head() const
{
    return R"({"apiVersion":"linnet/v1","kind":")" + m_kind.toUtf8() + R"(","items":[)";
}

Result<> JsonRecords::add(const QJsonObject &row)
{
    const QByteArray before = std::exchange(m_hasBegun, true) ? QByteArray(",\n") : head() + '\n';
    return m_out.write(before + toText(row, m_fields));
}

Result<> JsonRecords::finish()
{
    return m_out.write(m_hasBegun ? QByteArray("\n]}\n") : head() + "]}\n");
}

Result<> JsonLineRecords::add(const QJsonObject &row)
{
    return m_out.write(toText(row, m_fields) + '\n');
}

} // namespace linnet::cli
