// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httptarget.h"

#include "server/net/httpgrammar.h"

#include <QList>
#include <QUtf8StringView>

namespace linnet::net {

namespace {

constexpr bool isPathChar(char c)
{
    return isAlphanumeric(c) || isOneOf(c, "-._~!$&'()*+,;=:@/%");
}

//! Browsers and common clients leave brackets, braces, bars and carets of a query unescaped.
constexpr bool isQueryChar(char c)
{
    return isPathChar(c) || isOneOf(c, "?[]{}|^");
}

//! The comma is left out, although RFC 3986 has it: it would make a list of one Host header.
constexpr bool isHostChar(char c)
{
    return isAlphanumeric(c) || isOneOf(c, "-._~!$&'()*+;=%");
}

bool hasValidEscapes(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '%')
            continue;
        if (at + 2 >= text.size() || hexValue(text[at + 1]) < 0 || hexValue(text[at + 2]) < 0)
            return false;
    }
    return true;
}

//! \p text has valid escapes only.
QByteArray decoded(QByteArrayView text)
{
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            result.append(text[at]);
            continue;
        }
        result.append(char(hexValue(text[at + 1]) * 16 + hexValue(text[at + 2])));
        at += 2;
    }
    return result;
}

bool isCleanPath(const QByteArray &path)
{
    const auto isForbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\';
    };
    return std::none_of(path.begin(), path.end(), isForbidden)
        && QUtf8StringView(path).isValidUtf8();
}

QByteArray withoutDots(const QByteArray &path)
{
    QList<QByteArrayView> kept;
    const QList<QByteArray> segments = path.split('/');
    for (const QByteArray &segment : segments) {
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept.append(segment);
        }
    }
    QByteArray result;
    result.reserve(path.size());
    for (const QByteArrayView segment : kept)
        result.append('/').append(segment);
    const QByteArray &last = segments.last();
    if (kept.isEmpty() || last.isEmpty() || last == "." || last == "..")
        result.append('/');
    return result;
}

bool isPort(QByteArrayView text)
{
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit)
        && text.toInt() <= 65535;
}

bool isAddressLiteral(QByteArrayView text)
{
    return text.size() > 4 && text.front() == '[' && text.back() == ']'
        && std::all_of(text.begin() + 1, text.end() - 1,
                       [](char c) { return hexValue(c) >= 0 || c == ':' || c == '.'; });
}

//! Cuts "http://authority" off \p text. \return false if that is not how it begins.
bool takeAuthority(QByteArrayView &text, QByteArray &authority)
{
    const QByteArray start =
        text.first(std::min<qsizetype>(text.size(), 8)).toByteArray().toLower();
    const qsizetype scheme = start.startsWith("http://") ? 7 : start.startsWith("https://") ? 8 : 0;
    if (scheme == 0)
        return false;
    text = text.sliced(scheme);
    const auto end =
        std::find_if(text.begin(), text.end(), [](char c) { return c == '/' || c == '?'; });
    authority = QByteArray(text.begin(), end - text.begin()).toLower();
    text = text.sliced(end - text.begin());
    return isAuthority(authority);
}

} // namespace

std::optional<HttpTarget> HttpTarget::parse(QByteArrayView text)
{
    HttpTarget target;
    if (text == QByteArrayView("*")) {
        target.path = "*";
        return target;
    }
    const bool isAbsolute = !text.startsWith('/');
    if (isAbsolute && !takeAuthority(text, target.authority))
        return std::nullopt;

    const qsizetype mark = text.indexOf('?');
    const QByteArrayView path = mark < 0 ? text : text.first(mark);
    const QByteArrayView query = mark < 0 ? QByteArrayView() : text.sliced(mark + 1);
    if (!std::all_of(query.begin(), query.end(), isQueryChar) || !hasValidEscapes(query))
        return std::nullopt;
    const auto normalised =
        normalisedPath(isAbsolute && path.isEmpty() ? QByteArrayView("/") : path);
    if (!normalised)
        return std::nullopt;
    target.path = *normalised;
    target.query = query.toByteArray();
    return target;
}

std::optional<QByteArray> normalisedPath(QByteArrayView raw)
{
    if (!raw.startsWith('/') || !std::all_of(raw.begin(), raw.end(), isPathChar)
        || !hasValidEscapes(raw))
        return std::nullopt;
    const QByteArray path = decoded(raw);
    if (!isCleanPath(path))
        return std::nullopt;
    if (!path.contains("//") && !path.contains("/."))
        return path;
    return withoutDots(path);
}

bool isAuthority(QByteArrayView text)
{
    const qsizetype colon = text.lastIndexOf(':');
    const bool hasPort = colon >= 0 && text.indexOf(']', colon) < 0;
    const QByteArrayView host = hasPort ? text.first(colon) : text;
    if (hasPort && !isPort(text.sliced(colon + 1)))
        return false;
    if (host.startsWith('['))
        return isAddressLiteral(host);
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), isHostChar)
        && hasValidEscapes(host);
}

} // namespace linnet::net
