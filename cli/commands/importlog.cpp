// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/importlog.h"

#include "cli/output/records.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::cli {

ImportLog::ImportLog(Records &rows, const QString &failedFile, Shows shows)
    : m_rows(rows)
    , m_failed(failedFile)
    , m_shows(shows)
{}

//! What is in it is nobody's business but the administrator's.
Result<> ImportLog::open()
{
    if (m_failed.fileName().isEmpty())
        return {};
    if (!m_failed.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !m_failed.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return notWritten();
    return {};
}

Result<> ImportLog::add(const ExportFile::Entry &entry, const QString &name,
                        const QJsonObject &outcome)
{
    const QString word = outcome["outcome"_L1].toString();
    count(entry.type, word);
    const bool hasFailed = word == u"failed"_s;
    if (hasFailed) {
        if (auto kept = keep(entry, outcome["error"_L1]["message"_L1].toString()); !kept)
            return kept;
    }
    if (!hasFailed && m_shows == Shows::Failures)
        return {};
    QJsonObject row{
        {"line"_L1, entry.line}, {"type"_L1, entry.type}, {"name"_L1, name}, {"outcome"_L1, word}};
    if (outcome.contains("error"_L1))
        row["error"_L1] = outcome["error"_L1];
    return m_rows.add(row);
}

Result<> ImportLog::addFailure(const ExportFile::Entry &entry, const QString &name,
                               const QString &problem)
{
    return add(entry, name,
               {{"outcome"_L1, u"failed"_s}, {"error"_L1, QJsonObject{{"message"_L1, problem}}}});
}

void ImportLog::count(const QString &type, const QString &outcome, qint64 number)
{
    if (number == 0)
        return;
    m_counts[type][outcome] += number;
    if (outcome == u"failed"_s)
        m_failures += number;
}

QString ImportLog::summary() const
{
    QStringList parts;
    for (auto type = m_counts.begin(); type != m_counts.end(); ++type) {
        QStringList counts;
        for (auto outcome = type->begin(); outcome != type->end(); ++outcome)
            counts.append(u"%1 %2"_s.arg(outcome.value()).arg(outcome.key()));
        parts.append(type.key() + u"s: "_s + counts.join(u", "_s));
    }
    return parts.isEmpty() ? u"The file has nothing to import."_s : parts.join(u"; "_s) + u'.';
}

Result<> ImportLog::keep(const ExportFile::Entry &entry, const QString &problem)
{
    if (!m_failed.isOpen())
        return {};
    const QJsonObject line{
        {"line"_L1, entry.line}, {"problem"_L1, problem}, {"entry"_L1, entry.object}};
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (m_failed.write(text) != text.size() || !m_failed.flush())
        return notWritten();
    return {};
}

Error ImportLog::notWritten() const
{
    return {Error::Kind::InvalidInput, "io"_L1,
            u"%1 cannot be written: %2."_s.arg(m_failed.fileName(), m_failed.errorString())};
}

bool endsImport(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::InvalidInput:
    case Error::Kind::NotFound:
    case Error::Kind::Conflict:
    case Error::Kind::Forbidden:
    case Error::Kind::TooLarge:
        return false;
    default:
        return true;
    }
}

bool mayBeOfOneLine(const Error &error)
{
    return error.kind == Error::Kind::InvalidInput || error.kind == Error::Kind::TooLarge;
}

} // namespace linnet::cli
