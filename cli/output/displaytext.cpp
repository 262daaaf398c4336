// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/displaytext.h"

#include "cli/output/widecharacters.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr char32_t EmojiPresentation = 0xfe0f;
constexpr QChar FirstStrongIsolate(0x2068);
constexpr QChar PopIsolate(0x2069);
constexpr QChar Ellipsis(0x2026);

//! \return whether there is nothing but ASCII to be seen in \p text, as in most of it: each letter
//! takes one column then, and none steers anything.
bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar each) { return each >= u' ' && each <= u'~'; });
}

bool takesNoColumn(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return true;
    default:
        return false;
    }
}

//! \return the columns of what a reader takes for one character.
int graphemeWidth(const QString &grapheme)
{
    const auto characters = grapheme.toUcs4();
    int width = 0;
    for (const char32_t character : characters)
        width = std::max(width, isWide(character) ? 2 : takesNoColumn(character) ? 0 : 1);
    const auto isFlagLetter = [](uint each) { return each >= 0x1f1e6 && each <= 0x1f1ff; };
    const bool isFlag = std::count_if(characters.begin(), characters.end(), isFlagLetter) == 2;
    return isFlag || characters.contains(EmojiPresentation) ? 2 : width;
}

template <typename Visit>
void forEachGrapheme(const QString &text, Visit visit)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype start = 0, end = finder.toNextBoundary(); end >= 0;
         start = end, end = finder.toNextBoundary())
        if (!visit(text.mid(start, end - start)))
            return;
}

bool steersDirection(char32_t character)
{
    return character == 0x061c || (character >= 0x200e && character <= 0x200f)
        || (character >= 0x202a && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069);
}

bool isRightToLeft(char32_t character)
{
    const auto direction = QChar::direction(character);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

} // namespace

QString printable(const QString &text)
{
    if (isPlain(text))
        return text;
    // CSI with its parameters; OSC and the like up to their end; any other escape of two bytes.
    static const QRegularExpression escapes(
        u"(\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?"
        "|(\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c]*(\\x07|\\x1b\\\\|\\x9c)?"
        "|\\x1b[ -/]*[0-~]?"_s);
    QString shown;
    const QString plain = QString(text).remove(escapes);
    for (const char32_t character : plain.toUcs4()) {
        const auto category = QChar::category(character);
        const bool isLineEnd = category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph || character == u'\n' || character == u'\t';
        if (isLineEnd)
            shown += u' ';
        else if (category == QChar::Other_Surrogate)
            shown += QChar(QChar::ReplacementCharacter);
        else if (category != QChar::Other_Control && !steersDirection(character))
            shown += QStringView(QChar::fromUcs4(character));
    }
    return shown;
}

int displayWidth(const QString &text)
{
    if (isPlain(text))
        return int(text.size());
    int width = 0;
    forEachGrapheme(text, [&](const QString &grapheme) {
        width += graphemeWidth(grapheme);
        return true;
    });
    return width;
}

QString elided(const QString &text, int columns)
{
    if (displayWidth(text) <= columns)
        return text;
    QString shown;
    int width = 1; // Of the ellipsis.
    forEachGrapheme(text, [&](const QString &grapheme) {
        width += graphemeWidth(grapheme);
        if (width > columns)
            return false;
        shown += grapheme;
        return true;
    });
    return shown + Ellipsis;
}

QString isolated(const QString &text)
{
    if (isPlain(text))
        return text;
    const auto characters = text.toUcs4();
    const bool turns = std::any_of(characters.begin(), characters.end(), isRightToLeft);
    return turns ? FirstStrongIsolate + text + PopIsolate : text;
}

} // namespace linnet::cli
