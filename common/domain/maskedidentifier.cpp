// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/maskedidentifier.h"

#include <QRegularExpression>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar Dot(u'\u2022');
constexpr qsizetype ShownBefore = 3; // "+" and what may be a country's code.
constexpr qsizetype ShownAfter = 2;
constexpr qsizetype DotsOfAName = 3; // Always, so that they do not tell how long it is.

//! \return whether \p c is not to be seen, but may change how the rest is.
bool isUnseen(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
}

} // namespace

QString masked(const Identifier &identifier)
{
    const QString &value = identifier.value;
    if (identifier.kind == Identifier::Kind::Phone) {
        const qsizetype hidden = std::max<qsizetype>(0, value.size() - ShownBefore - ShownAfter);
        return value.left(ShownBefore) + QString(hidden, Dot) + value.right(ShownAfter);
    }
    const qsizetype at = value.lastIndexOf(u'@');
    return value.left(1) + QString(DotsOfAName, Dot) + (at < 0 ? QString() : value.mid(at));
}

QString maskedText(const QString &text)
{
    // What is before an at sign, in quotes or not, from its first character on.
    static const QRegularExpression name(uR"((?:"[^"]*"|([^\s<>()\[\],;:"'=]))"
                                         uR"([^\s<>()\[\],;:"'=]*)(?=@))"_s);
    static const QRegularExpression number(u"[0-9]{4,}"_s);
    QString shown = text.simplified();
    shown.removeIf(isUnseen);
    shown.replace(name, uR"(\1)"_s + QString(DotsOfAName, Dot));
    return shown.replace(number, QString(DotsOfAName, Dot));
}

} // namespace linnet
