// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/chatrules.h"

#include "common/domain/identifier.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::rules {

namespace {

Error invalid(QLatin1String field, const QString &wrong)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, field + u' ' + wrong};
}

qsizetype codePoints(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

//! The embeddings, overrides and isolates of the bidirectional algorithm, and its marks.
bool controlsDirection(QChar c)
{
    const char16_t unit = c.unicode();
    return unit == 0x061C || unit == 0x200E || unit == 0x200F || (unit >= 0x202A && unit <= 0x202E)
        || (unit >= 0x2066 && unit <= 0x2069);
}

bool mayNotBeInNames(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
        || c.category() == QChar::Separator_Paragraph || controlsDirection(c);
}

bool isPathHere(const QString &url)
{
    const auto isPlain = [](QChar c) { return c > u' ' && c < QChar(0x7F) && c != u'\\'; };
    return url.startsWith(u'/') && !url.startsWith(u"//")
        && std::all_of(url.begin(), url.end(), isPlain);
}

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == u"https" || url.scheme() == u"http");
}

} // namespace

Result<> checkText(const QString &text, int most, QLatin1String field)
{
    if (text.contains(QChar(u'\0')) || !text.isValidUtf16())
        return invalid(field, u"must be valid text"_s);
    if (codePoints(text) > most)
        return invalid(field, u"must have at most %1 characters"_s.arg(most));
    return {};
}

Result<> checkName(const QString &name, QLatin1String field, int most)
{
    if (const auto text = checkText(name, most, field); !text)
        return text;
    if (name.trimmed().isEmpty())
        return invalid(field, u"must not be blank"_s);
    if (std::any_of(name.begin(), name.end(), mayNotBeInNames))
        return invalid(field, u"must not contain control characters"_s);
    return {};
}

Result<> checkUrl(const QString &url, QLatin1String field)
{
    if (url.isEmpty())
        return {};
    if (url.size() > MostUrlLength)
        return invalid(field, u"must have at most %1 characters"_s.arg(MostUrlLength));
    if (!isPathHere(url) && !isWebAddress(url))
        return invalid(field, u"must be an http or https address"_s);
    return {};
}

Result<> checkUsername(const QString &name)
{
    if (parseUsername(name))
        return {};
    return Error{Error::Kind::InvalidInput, "username_invalid"_L1,
                 u"username must have 3 to 30 letters, digits, dots, hyphens or underscores, begin "
                 u"with a letter or digit, and be neither a number nor a reserved word"_s};
}

Error usernameTaken()
{
    return {Error::Kind::Conflict, "username_taken"_L1, u"This username is taken"_s};
}

} // namespace linnet::rules
