// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsonlinereader.h"

#include "common/protocol/jsontext.h"

#include <QIODevice>

namespace linnet {

using namespace Qt::StringLiterals;

Result<std::optional<QJsonObject>> JsonLineReader::next()
{
    for (;;) {
        const QByteArray read = m_device.readLine(LongestLine + 2);
        if (read.isEmpty())
            return std::optional<QJsonObject>();
        ++m_line;
        if (read.size() - qsizetype(read.endsWith('\n')) > LongestLine)
            return wrong(u"is longer than 4 MiB"_s);
        const QByteArray text = read.trimmed();
        if (text.isEmpty())
            continue;
        const auto value = parseJson(text);
        if (!value || !value->isObject())
            return wrong(u"is no JSON object"_s);
        return std::optional(value->toObject());
    }
}

Error JsonLineReader::wrong(const QString &what) const
{
    return {Error::Kind::InvalidInput, "json_lines"_L1, u"Line %1 %2."_s.arg(m_line).arg(what)};
}

} // namespace linnet
