// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/dataurl.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestType = 255;

} // namespace

bool isDataUrl(QStringView text)
{
    return text.startsWith("data:"_L1, Qt::CaseInsensitive);
}

std::optional<QByteArray> readDataUrl(QStringView url)
{
    const qsizetype comma = url.first(std::min(url.size(), LongestType)).indexOf(u',');
    if (!isDataUrl(url) || comma < 0
        || !url.first(comma).endsWith(";base64"_L1, Qt::CaseInsensitive))
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(url.sliced(comma + 1).toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return *decoded;
}

} // namespace linnet
