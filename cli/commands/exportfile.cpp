// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportfile.h"

#include "common/domain/exportformat.h"

#include <QIODevice>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Error wrong(const QString &message)
{
    return {Error::Kind::InvalidInput, "export_file"_L1, message};
}

} // namespace

Result<ExportFile> ExportFile::open(QIODevice &device)
{
    ExportFile file(device);
    if (const auto header = file.readHeader(); !header)
        return header.error();
    return file;
}

Result<> ExportFile::readHeader()
{
    const auto read = m_reader.next();
    if (!read)
        return read.error();
    const QJsonObject header = read->value_or(QJsonObject());
    if (header["type"_L1].toString() != u"header"_s
        || header["format"_L1].toString() != ExportFormatName)
        return wrong(u"This is no export of a server: its first line does not say so."_s);
    const int version = header["formatVersion"_L1].toInt();
    if (version != ExportFormatVersion)
        return wrong(
            u"The file is of version %1, and this program reads version %2."_s.arg(version).arg(
                ExportFormatVersion));
    m_hasContent = header["content"_L1].toBool();
    return {};
}

Result<std::optional<ExportFile::Entry>> ExportFile::next()
{
    const auto read = m_reader.next();
    if (!read)
        return read.error();
    const std::optional<QJsonObject> &object = *read;
    if (!object)
        return wrong(u"The file was cut off after line %1."_s.arg(m_reader.line()));
    const QString type = (*object)["type"_L1].toString();
    if (type.isEmpty())
        return wrong(u"Line %1 does not say what it is."_s.arg(m_reader.line()));
    if (type == u"trailer"_s)
        return end(*object);
    m_counts[type] = m_counts[type].toInteger() + 1;
    return std::optional(Entry{m_reader.line(), type, *object});
}

Result<std::optional<ExportFile::Entry>> ExportFile::end(const QJsonObject &trailer)
{
    if (trailer["counts"_L1].toObject() != m_counts)
        return wrong(u"Lines are missing: the last one counts others than there are."_s);
    const auto more = m_reader.next();
    if (!more)
        return more.error();
    if (*more)
        return wrong(u"Line %1 comes after the last one."_s.arg(m_reader.line()));
    return std::optional<Entry>();
}

Result<qint64> requireWhole(QIODevice &device)
{
    auto file = ExportFile::open(device);
    if (!file)
        return file.error();
    for (qint64 lines = 1;; ++lines) {
        const auto entry = file->next();
        if (!entry)
            return entry.error();
        if (*entry)
            continue;
        if (!device.seek(0))
            return wrong(u"The file cannot be read twice: %1."_s.arg(device.errorString()));
        return lines + 1;
    }
}

} // namespace linnet::cli
