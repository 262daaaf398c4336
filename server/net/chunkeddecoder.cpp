// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/chunkeddecoder.h"

#include "server/net/httpgrammar.h"

#include <array>

namespace linnet::net {

namespace {

constexpr qsizetype MostLine = 512; // A size with its extensions, or one trailer field.
constexpr qsizetype MostTrailers = 4096;
constexpr qsizetype MostSizeDigits = 15; // Below 2^60: no overflow.

void skipBlanks(QByteArrayView &text)
{
    while (!text.isEmpty() && isOneOf(text.front(), " \t"))
        text = text.sliced(1);
}

bool takeToken(QByteArrayView &text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isTokenChar);
    const qsizetype length = end - text.begin();
    text = text.sliced(length);
    return length > 0;
}

bool takeQuoted(QByteArrayView &text)
{
    text = text.sliced(1);
    while (!text.isEmpty() && text.front() != '"') {
        const qsizetype length = text.front() == '\\' ? 2 : 1;
        if (text.size() < length)
            return false;
        text = text.sliced(length);
    }
    if (text.isEmpty())
        return false;
    text = text.sliced(1);
    return true;
}

//! *( BWS ";" BWS name [ BWS "=" BWS value ] )
bool areExtensions(QByteArrayView text)
{
    while (!text.isEmpty()) {
        skipBlanks(text);
        if (!text.startsWith(';'))
            return false;
        text = text.sliced(1);
        skipBlanks(text);
        if (!takeToken(text))
            return false;
        QByteArrayView rest = text;
        skipBlanks(rest);
        if (!rest.startsWith('='))
            continue;
        text = rest.sliced(1);
        skipBlanks(text);
        if (!(text.startsWith('"') ? takeQuoted(text) : takeToken(text)))
            return false;
    }
    return true;
}

// Fields that decide how a message is framed, routed, judged or read (RFC 9110, section 6.5.1).
// Behind the body they come too late for that, and somebody on the way who merges them into the
// head would see another request than the one that is served.
constexpr std::array<std::string_view, 30> NamesOfHeads{
    "authorization",   "cachecontrol",     "connection",  "contentencoding",
    "contentlength",   "contentrange",     "contenttype", "cookie",
    "expect",          "forwarded",        "host",        "ifmatch",
    "ifmodifiedsince", "ifnonematch",      "ifrange",     "ifunmodifiedsince",
    "keepalive",       "maxforwards",      "origin",      "pragma",
    "range",           "referer",          "setcookie",   "te",
    "trailer",         "transferencoding", "upgrade",     "via",
    "wwwauthenticate", "xrealip"};
constexpr std::array<std::string_view, 3> PrefixesOfHeads{"proxy", "secwebsocket", "xforwarded"};

bool belongsInHead(QByteArrayView name)
{
    const QByteArray bare = bareName(name);
    const std::string_view text(bare.constData(), size_t(bare.size()));
    return std::ranges::find(NamesOfHeads, text) != NamesOfHeads.end()
        || std::ranges::any_of(PrefixesOfHeads, [text](std::string_view prefix) {
               return text.starts_with(prefix);
           });
}

bool isTrailer(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    return colon > 0 && isToken(line.first(colon)) && !belongsInHead(line.first(colon));
}

} // namespace

ChunkedDecoder::Outcome ChunkedDecoder::decode(QByteArrayView &input)
{
    while (!input.isEmpty()) {
        if (m_state == State::Data)
            return takeData(input);
        if (m_state == State::DataEnd && m_line.isEmpty() && input.front() != '\r')
            return Outcome::Malformed; // Told at once, not when a line feed comes along.
        const Outcome outcome = takeLine(input);
        if (outcome != Outcome::NeedsMore)
            return outcome;
    }
    return Outcome::NeedsMore;
}

ChunkedDecoder::Outcome ChunkedDecoder::takeData(QByteArrayView &input)
{
    m_data = input.first(std::min<qint64>(m_left, input.size()));
    input = input.sliced(m_data.size());
    m_left -= m_data.size();
    if (m_left == 0)
        m_state = State::DataEnd;
    return Outcome::Data;
}

ChunkedDecoder::Outcome ChunkedDecoder::takeLine(QByteArrayView &input)
{
    const qsizetype feed = input.indexOf('\n');
    const qsizetype length = feed < 0 ? input.size() : feed + 1;
    if (m_line.size() + length > MostLine)
        return Outcome::Malformed;
    m_line.append(input.first(length));
    input = input.sliced(length);
    if (feed < 0)
        return Outcome::NeedsMore;
    if (!m_line.endsWith("\r\n"))
        return Outcome::Malformed;
    m_line.chop(2);
    const Outcome outcome = isFieldValue(m_line) ? judgeLine() : Outcome::Malformed;
    m_line.resize(0);
    return outcome;
}

ChunkedDecoder::Outcome ChunkedDecoder::judgeLine()
{
    switch (m_state) {
    case State::Size:
        if (!parseSize())
            return Outcome::Malformed;
        m_state = m_left > 0 ? State::Data : State::Trailer;
        return Outcome::NeedsMore;
    case State::DataEnd:
        m_state = State::Size;
        return m_line.isEmpty() ? Outcome::NeedsMore : Outcome::Malformed;
    case State::Trailer:
        if (m_line.isEmpty())
            return Outcome::Finished;
        m_trailerBytes += m_line.size();
        return isTrailer(m_line) && m_trailerBytes <= MostTrailers ? Outcome::NeedsMore
                                                                   : Outcome::Malformed;
    case State::Data:
        break;
    }
    Q_UNREACHABLE();
}

bool ChunkedDecoder::parseSize()
{
    qsizetype digits = 0;
    m_left = 0;
    while (digits < m_line.size() && hexValue(m_line[digits]) >= 0) {
        if (digits == MostSizeDigits)
            return false;
        m_left = m_left * 16 + hexValue(m_line[digits]);
        ++digits;
    }
    return digits > 0 && areExtensions(QByteArrayView(m_line).sliced(digits));
}

} // namespace linnet::net
