// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/contentdisposition.h"

namespace linnet {

namespace {

constexpr qsizetype MostCharacters = 200;

bool isUnsafe(QChar c)
{
    const bool isControl = c.category() == QChar::Other_Control
        || c.category() == QChar::Other_Format; // Bidi overrides, too.
    return isControl || c == u'/' || c == u'\\';
}

QString safeName(const QString &name)
{
    QString safe;
    for (const QChar c : name)
        safe += isUnsafe(c) ? QChar(u'_') : c;
    safe = safe.trimmed().left(MostCharacters);
    if (!safe.isEmpty() && safe.back().isHighSurrogate())
        safe.chop(1);
    return safe;
}

//! \return \p name for a quoted string.
QByteArray asciiName(const QString &name)
{
    QByteArray ascii;
    for (const QChar c : name) {
        const bool isPlain = c >= u' ' && c <= u'~' && c != u'"' && c != u'%';
        ascii += isPlain ? c.toLatin1() : '_';
    }
    return ascii;
}

} // namespace

QByteArray contentDisposition(Disposition disposition, const QString &name)
{
    QByteArray value = disposition == Disposition::Inline ? "inline" : "attachment";
    const QString safe = safeName(name);
    if (safe.isEmpty())
        return value;
    const QByteArray ascii = asciiName(safe);
    value += "; filename=\"" + ascii + '"';
    if (QString::fromLatin1(ascii) != safe)
        value += "; filename*=UTF-8''" + safe.toUtf8().toPercentEncoding("!#$&+^`|");
    return value;
}

} // namespace linnet
