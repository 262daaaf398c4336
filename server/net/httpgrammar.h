// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>

namespace linnet::net {

// The character classes of RFC 9110, section 5.6, and RFC 3986.

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isOneOf(char c, std::string_view set)
{
    return set.find(c) != std::string_view::npos;
}

constexpr bool isTokenChar(char c)
{
    return isAlphanumeric(c) || isOneOf(c, "!#$%&'*+-.^_`|~");
}

constexpr bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

//! \return whether \p c may stand in a field value: no control but the tab.
constexpr bool isFieldChar(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

constexpr bool isFieldValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), isFieldChar);
}

//! \return the value of a hexadecimal digit, or -1.
constexpr int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

//! \return the letters and digits of a field's \p name in lower case: what is left of it when
//! somebody on the way reads "Transfer_Encoding" as "Transfer-Encoding".
inline QByteArray bareName(QByteArrayView name)
{
    QByteArray bare;
    for (const char c : name) {
        if (isAlphanumeric(c))
            bare.append(c);
    }
    return bare.toLower();
}

//! \return \p text without spaces and tabs at its ends.
constexpr QByteArrayView trimmedBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isOneOf(text.front(), " \t"))
        text = text.sliced(1);
    while (!text.isEmpty() && isOneOf(text.back(), " \t"))
        text.chop(1);
    return text;
}

} // namespace linnet::net
