// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/listexport.h"

#include "common/protocol/csvwriter.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonValue valueAt(const QJsonObject &row, const QString &path)
{
    QJsonValue value = row;
    for (const QString &key : path.split(u'.'))
        value = value.toObject().value(key);
    return value;
}

QString toText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (!value.isArray())
        return value.toString();
    QStringList texts;
    for (const auto &each : value.toArray())
        texts.append(each.toString());
    return texts.join(u' ');
}

void addCell(CsvWriter &csv, const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        csv.add(nullptr);
    else if (value.isDouble())
        csv.add(value.toInteger());
    else if (value.isBool())
        csv.add(value.toBool());
    else
        csv.add(toText(value));
}

//! \brief Writes rows in one format.
class RowWriter
{
public:
    virtual ~RowWriter() = default;

    virtual void add(const QJsonObject &row) = 0;
    //! \return what was written since it was asked last.
    virtual QByteArray take() = 0;
};

class LineWriter : public RowWriter
{
public:
    void add(const QJsonObject &row) override
    {
        m_text += QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
    }
    QByteArray take() override { return std::exchange(m_text, {}); }

private:
    QByteArray m_text;
};

class TableWriter : public RowWriter
{
public:
    explicit TableWriter(QStringList columns)
        : m_columns(std::move(columns))
    {
        for (const QString &column : m_columns)
            m_csv.add(column);
        m_csv.endRow();
    }

    void add(const QJsonObject &row) override
    {
        for (const QString &column : m_columns)
            addCell(m_csv, valueAt(row, column));
        m_csv.endRow();
    }
    QByteArray take() override { return m_csv.take(); }

private:
    const QStringList m_columns;
    CsvWriter m_csv;
};

//! \brief Pieces of a file, a page of the list each.
class ExportPieces
{
public:
    ExportPieces(std::unique_ptr<RowWriter> writer, ListExport::NextPage next)
        : m_writer(std::move(writer))
        , m_next(std::move(next))
    {}

    QCoro::Task<Result<QByteArray>> next()
    {
        QByteArray piece;
        while (piece.isEmpty() && !m_isOver) {
            const auto page = co_await m_next();
            if (!page)
                co_return page.error();
            m_isOver = page->isLast;
            for (const QJsonObject &row : page->rows)
                m_writer->add(row);
            piece = m_writer->take();
        }
        co_return piece;
    }

private:
    const std::unique_ptr<RowWriter> m_writer;
    const ListExport::NextPage m_next;
    bool m_isOver = false;
};

} // namespace

Endpoint exportEndpoint(const AdminRow &row, Schema request, Handler handler)
{
    Endpoint exported = endpoint(row, request << Field{"format"_L1}, std::move(handler));
    exported.cost = Cost::Expensive;
    return exported;
}

QStringList exportFormats()
{
    return {u"ndjson"_s, u"csv"_s};
}

Result<Answer> exportAnswer(const QString &format, ListExport list)
{
    std::unique_ptr<RowWriter> writer;
    QByteArray type;
    if (format == u"ndjson"_s) {
        writer = std::make_unique<LineWriter>();
        type = "application/x-ndjson";
    } else if (format == u"csv"_s) {
        writer = std::make_unique<TableWriter>(list.columns);
        type = "text/csv; charset=utf-8";
    } else {
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"format must be one of "_s + exportFormats().join(u", "_s)};
    }
    const auto pieces = std::make_shared<ExportPieces>(std::move(writer), std::move(list.next));
    Answer answer;
    answer.stream =
        StreamAnswer{type, list.name + u'.' + format, [pieces] { return pieces->next(); }};
    return answer;
}

} // namespace linnet::admin
