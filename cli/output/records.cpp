// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/records.h"

#include "cli/output/cardrecords.h"
#include "cli/output/csvrecords.h"
#include "cli/output/jsonrecords.h"
#include "cli/output/namerecords.h"
#include "cli/output/tablerecords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Column columnFor(const Table &table, const QString &path)
{
    const auto known = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const Column &column) { return column.path == path; });
    return known != table.columns.end() ? *known : Column{path.toUpper(), path};
}

QList<Column> shownColumns(const Table &table, const OutputStyle &style)
{
    QList<Column> columns;
    for (const QString &path : style.fields)
        columns.append(columnFor(table, path));
    if (!columns.isEmpty())
        return columns;
    columns = table.columns;
    if (style.format == Format::Table)
        columns.removeIf([](const Column &column) { return column.show == Column::Show::Wide; });
    return columns;
}

} // namespace

QStringList formatNames()
{
    return {u"table"_s, u"wide"_s, u"json"_s, u"ndjson"_s, u"csv"_s, u"name"_s};
}

std::unique_ptr<Records> makeRecords(const Table &table, const OutputStyle &style, TextSink &out)
{
    switch (style.format) {
    case Format::Json:
        return std::make_unique<JsonRecords>(table.kind, style.fields, out);
    case Format::Ndjson:
        return std::make_unique<JsonLineRecords>(style.fields, out);
    case Format::Csv:
        return std::make_unique<CsvRecords>(shownColumns(table, style), out);
    case Format::Name:
        return std::make_unique<NameRecords>(table.id, out);
    case Format::Table:
    case Format::Wide:
        break;
    }
    if (table.shape == Table::Shape::Card)
        return std::make_unique<CardRecords>(shownColumns(table, style), out);
    return std::make_unique<TableRecords>(shownColumns(table, style), style.screen, out);
}

} // namespace linnet::cli
