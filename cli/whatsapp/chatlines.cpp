// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatlines.h"

#include <QIODevice>

namespace linnet::cli {

namespace {

constexpr qint64 PieceBytes = 64 << 10;

QString textOf(const QByteArray &line)
{
    QString text = QString::fromUtf8(line);
    text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return text;
}

} // namespace

std::optional<QString> ChatLines::next()
{
    m_wasCut = false;
    QByteArray line;
    bool hasAny = false;
    for (;;) {
        const QByteArray piece = m_device.readLine(PieceBytes);
        if (piece.isEmpty())
            break;
        hasAny = true;
        const qsizetype room = MostBytes - line.size();
        m_wasCut = m_wasCut || piece.size() > room + 1;
        line.append(piece.first(std::min(piece.size(), room)));
        if (piece.endsWith('\n'))
            break;
    }
    if (!hasAny)
        return std::nullopt;
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return textOf(line);
}

} // namespace linnet::cli
