// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httphead.h"

#include "server/net/httpgrammar.h"
#include "server/net/httptarget.h"

#include <array>

namespace linnet::net {

namespace {

using Fault = std::optional<HttpFault>;

HttpFault malformed(const char *message)
{
    return {400, "bad_request", message};
}

//! Cuts the first line off \p block; the head's scanner saw to it that each ends with CRLF.
QByteArrayView takeLine(QByteArrayView &block)
{
    const qsizetype end = block.indexOf('\n');
    const QByteArrayView line = block.first(end - 1);
    block = block.sliced(end + 1);
    return line;
}

Fault parseVersion(QByteArrayView text, HttpHead &head)
{
    const bool isVersion = text.size() == 8 && text.startsWith("HTTP/") && isDigit(text[5])
        && text[6] == '.' && isDigit(text[7]);
    if (!isVersion)
        return malformed("The request line does not end with a version of HTTP.");
    if (text[5] != '1' || text[7] > '1')
        return HttpFault{505, "version_not_supported", "Only HTTP/1.1 and HTTP/1.0 are spoken."};
    head.isVersion10 = text[7] == '0';
    return {};
}

bool isKnownMethod(QByteArrayView method)
{
    static constexpr std::array<QByteArrayView, 7> Known{"GET",    "POST", "PUT",    "PATCH",
                                                         "DELETE", "HEAD", "OPTIONS"};
    return std::find(Known.begin(), Known.end(), method) != Known.end();
}

//! \return whether \p target names a host and, as RFC 9112 asks in 3.2.3, its port.
bool isTunnelEnd(QByteArrayView target)
{
    return isAuthority(target) && target.contains(':') && isDigit(target.back());
}

Fault parseRequestLine(QByteArrayView line, HttpHead &head, QByteArray &authority)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last == first)
        return malformed("The request line is not a method, a target and a version.");
    const QByteArrayView method = line.first(first);
    if (!isToken(method))
        return malformed("The method is not a token.");
    if (auto fault = parseVersion(line.sliced(last + 1), head))
        return fault;
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (method == QByteArrayView("CONNECT") && !isTunnelEnd(target))
        return malformed("CONNECT needs a host and a port.");
    if (!isKnownMethod(method))
        return HttpFault{501, "not_implemented", "This method is not implemented."};
    auto parsed = HttpTarget::parse(target);
    if (!parsed || (parsed->path == "*" && method != QByteArrayView("OPTIONS")))
        return malformed("The request target is not valid.");
    head.request.method = method.toByteArray();
    head.request.target = target.toByteArray();
    head.request.path = std::move(parsed->path);
    head.request.query = std::move(parsed->query);
    authority = std::move(parsed->authority);
    return {};
}

//! \return whether \p name is how somebody might misspell a field that frames the body, in the hope
//! that another server on the way reads it as one.
bool resemblesFraming(const QByteArray &name)
{
    const QByteArray bare = bareName(name);
    return (bare == "transferencoding" && name != "transfer-encoding")
        || (bare == "contentlength" && name != "content-length");
}

Fault parseField(QByteArrayView line, Headers &headers)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)))
        return malformed("A header line is not a name, a colon and a value.");
    const QByteArrayView value = trimmedBlanks(line.sliced(colon + 1));
    if (!isFieldValue(value))
        return malformed("A header value holds a control character.");
    QByteArray name = line.first(colon).toByteArray().toLower();
    if (resemblesFraming(name))
        return malformed("A header name is too like one that frames the body.");
    headers.add(std::move(name), value.toByteArray());
    return {};
}

Fault parseFields(QByteArrayView block, int most, Headers &headers)
{
    while (true) {
        const QByteArrayView line = takeLine(block);
        if (line.isEmpty())
            return {};
        if (headers.size() >= size_t(most))
            return HttpFault{431, "too_many_headers", "There are too many header fields."};
        if (auto fault = parseField(line, headers))
            return fault;
    }
}

int count(const Headers &headers, QByteArrayView name)
{
    return int(std::count_if(headers.begin(), headers.end(),
                             [&](const Header &field) { return field.name == name; }));
}

Fault judgeHost(const HttpHead &head, const QByteArray &authority)
{
    const int hosts = count(head.request.headers, "host");
    if (hosts == 0 && head.isVersion10)
        return {};
    if (hosts != 1)
        return malformed("There must be exactly one Host header.");
    const QByteArray host = head.request.headers.value("host");
    if (!isAuthority(host))
        return malformed("The Host header is not a host.");
    if (!authority.isEmpty() && authority != host.toLower())
        return malformed("The target names another host than the Host header.");
    return {};
}

Fault judgeTransferEncoding(HttpHead &head)
{
    const Headers &headers = head.request.headers;
    if (head.isVersion10 || count(headers, "transfer-encoding") > 1)
        return malformed("Transfer-Encoding is not allowed here.");
    if (headers.contains("content-length"))
        return malformed("Content-Length and Transfer-Encoding contradict each other.");
    const QByteArray coding = headers.value("transfer-encoding").toLower();
    // RFC 9112, 6.3: nobody can tell where a body ends whose last coding is another one.
    if (trimmedBlanks(coding.sliced(coding.lastIndexOf(',') + 1)) != QByteArrayView("chunked"))
        return malformed("The last transfer coding is not chunked.");
    if (coding != "chunked")
        return HttpFault{501, "not_implemented", "The only transfer coding known is chunked."};
    head.contentLength = HttpHead::Chunked;
    return {};
}

Fault judgeContentLength(HttpHead &head)
{
    const Headers &headers = head.request.headers;
    const QByteArray text = headers.value("content-length");
    bool isNumber = false;
    const qint64 length = text.toLongLong(&isNumber);
    const bool isPlain = !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
    if (count(headers, "content-length") > 1 || !isPlain || !isNumber)
        return malformed("Content-Length is not one decimal number.");
    head.contentLength = length;
    return {};
}

Fault judgeFraming(HttpHead &head)
{
    const Headers &headers = head.request.headers;
    const QByteArray coding = headers.value("content-encoding").toLower();
    if (!coding.isEmpty() && coding != "identity")
        return HttpFault{415, "unsupported_encoding", "Request bodies must not be compressed."};
    if (headers.contains("transfer-encoding"))
        return judgeTransferEncoding(head);
    if (headers.contains("content-length"))
        return judgeContentLength(head);
    return {};
}

Fault judgeConnection(HttpHead &head)
{
    bool saysClose = false;
    bool saysKeepAlive = false;
    for (const Header &field : head.request.headers) {
        if (field.name != "connection")
            continue;
        saysClose |= hasToken(field.value, "close");
        saysKeepAlive |= hasToken(field.value, "keep-alive");
    }
    head.keepsAlive = !saysClose && (!head.isVersion10 || saysKeepAlive);
    return {};
}

Fault judgeExpectation(HttpHead &head)
{
    const QByteArray expectation = head.request.headers.value("expect");
    if (expectation.isNull() || head.isVersion10)
        return {};
    if (expectation.toLower() != "100-continue" || count(head.request.headers, "expect") > 1)
        return HttpFault{417, "expectation_failed", "Nothing but 100-continue may be expected."};
    head.expectsContinue = head.hasBody();
    return {};
}

} // namespace

bool hasToken(QByteArrayView list, QByteArrayView token)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView item = trimmedBlanks(comma < 0 ? list : list.first(comma));
        if (item.compare(token, Qt::CaseInsensitive) == 0)
            return true;
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
    return false;
}

std::optional<HttpFault> parseHttpHead(QByteArrayView block, const Limits &limits, HttpHead &head)
{
    QByteArray authority;
    if (auto fault = parseRequestLine(takeLine(block), head, authority))
        return fault;
    if (auto fault = parseFields(block, limits.headFields, head.request.headers))
        return fault;
    if (auto fault = judgeHost(head, authority))
        return fault;
    for (const auto judge : {judgeFraming, judgeConnection, judgeExpectation}) {
        if (auto fault = judge(head))
            return fault;
    }
    return {};
}

} // namespace linnet::net
