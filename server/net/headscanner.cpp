// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/headscanner.h"

#include "server/net/httpgrammar.h"

namespace linnet::net {

namespace {

HttpFault bareReturn()
{
    return {400, "bad_request", "Lines must end with CRLF, and hold no other CR."};
}

//! A line that is too long without a space is no target that is too long: it is no method.
HttpFault lineTooLong(QByteArrayView line)
{
    if (!line.contains(' '))
        return {400, "bad_request", "The method is too long."};
    return {414, "uri_too_long", "The request line is too long."};
}

} // namespace

std::optional<HttpFault> HeadScanner::scan(QByteArrayView buffer, const Limits &limits)
{
    while (!isComplete()) {
        const qsizetype begun = std::max<qsizetype>(m_scanned - 1, m_line);
        const qsizetype feed = buffer.indexOf('\n', m_scanned);
        m_scanned = qint32(feed < 0 ? buffer.size() : feed + 1);
        const QByteArrayView line = buffer.sliced(m_line, m_scanned - m_line);
        if (auto fault = tooLong(line, limits))
            return fault;
        if (feed < 0)
            return judgeBeginning(line, buffer.sliced(begun));
        if (auto fault = takeLine(line))
            return fault;
    }
    return {};
}

//! \param line one whose end is not there yet. \param arrived what of it was not judged before.
std::optional<HttpFault> HeadScanner::judgeBeginning(QByteArrayView line,
                                                     QByteArrayView arrived) const
{
    const bool isFirst = m_fields == 0 && !line.isEmpty();
    if (isFirst && !isTokenChar(line.front()) && line.front() != '\r')
        return HttpFault{400, "bad_request", "This is not a request."};
    // Only behind the last byte a line feed may still come.
    if (arrived.first(std::max<qsizetype>(arrived.size() - 1, 0)).contains('\r'))
        return bareReturn();
    return {};
}

//! \p line may be the beginning of one. Its end does not count in the request line, but in the
//! fields.
std::optional<HttpFault> HeadScanner::tooLong(QByteArrayView line, const Limits &limits) const
{
    const qsizetype lineEnd = line.endsWith("\r\n") ? 2 : line.endsWith('\r') ? 1 : 0;
    const qsizetype length = line.size() - lineEnd;
    if (m_fields == 0 && length > limits.requestLine)
        return lineTooLong(line);
    if (m_fields > 0 && length > 0 && m_line - m_fields + length + 2 > limits.headBytes)
        return HttpFault{431, "headers_too_large", "The header fields are too large."};
    return {};
}

//! \p line includes its line feed.
std::optional<HttpFault> HeadScanner::takeLine(QByteArrayView line)
{
    if (!line.endsWith("\r\n") || line.first(line.size() - 2).contains('\r'))
        return bareReturn();
    const bool isEmpty = line.size() == 2;
    if (isEmpty && m_fields > 0) {
        m_end = m_scanned;
    } else if (isEmpty) {
        if (m_begin > 0)
            return HttpFault{400, "bad_request", "More than one empty line precedes the request."};
        m_begin = m_scanned;
    } else if (m_fields == 0) {
        m_fields = m_scanned;
    }
    m_line = m_scanned;
    return {};
}

} // namespace linnet::net
