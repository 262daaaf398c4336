// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/net/badrequests.h"

namespace linnet::test {

namespace {

BadRequest withLine(const QByteArray &line, int status = 400)
{
    return {"line: " + line.left(40), line + "\r\nHost: test\r\n\r\n", status};
}

BadRequest withTarget(const QByteArray &target)
{
    return {"target: " + target.left(40), "GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n"};
}

BadRequest withField(const QByteArray &field, int status = 400)
{
    return {"field: " + field.left(60), "GET / HTTP/1.1\r\nHost: test\r\n" + field + "\r\n\r\n",
            status};
}

BadRequest withHost(const QByteArray &host)
{
    return {"host: " + host, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"};
}

BadRequest withBody(const QByteArray &field, int status = 400)
{
    return {"body: " + field.left(60),
            "POST / HTTP/1.1\r\nHost: test\r\n" + field + "\r\n\r\nabcde", status};
}

BadRequest withChunks(const QByteArray &chunks)
{
    return {"chunks: " + chunks.left(40),
            "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks};
}

void addLines(std::vector<BadRequest> &all)
{
    for (const char *line : {"GET",
                             "GET /",
                             "GET /  HTTP/1.1",
                             "GET  / HTTP/1.1",
                             " GET / HTTP/1.1",
                             "GET / HTTP/1.1 ",
                             "GET / a HTTP/1.1",
                             "GET\t/ HTTP/1.1",
                             "GET /\tHTTP/1.1",
                             "GET / http/1.1",
                             "GET / HTTP/1",
                             "GET / HTTP/1.",
                             "GET / HTTP/.1",
                             "GET / HTTP/1.1.1",
                             "GET / HTTP/11",
                             "GET / HTTP/ 1.1",
                             "GET / HTTP /1.1",
                             "GET / HTTPS/1.1",
                             "GET / XTTP/1.1",
                             "GET / HTTP/1,1",
                             "GET / HTTP/+1.1",
                             "GET / HTTP/01.1",
                             "GET / HTTP/1.01",
                             "G@T / HTTP/1.1",
                             "G(T / HTTP/1.1",
                             "GET: / HTTP/1.1",
                             "\"GET\" / HTTP/1.1",
                             "G\xc3\x89T / HTTP/1.1",
                             "/ GET HTTP/1.1",
                             "HTTP/1.1 200 OK",
                             "/ HTTP/1.1",
                             "CONNECT / HTTP/1.1",
                             "CONNECT test HTTP/1.1",
                             "CONNECT test: HTTP/1.1",
                             "CONNECT [::1] HTTP/1.1",
                             "CONNECT http://test:443/ HTTP/1.1",
                             "\x16\x03\x01"})
        all.push_back(withLine(line));
    for (const char *line : {"GET / HTTP/2.0", "GET / HTTP/0.9", "GET / HTTP/9.9", "GET / HTTP/1.2",
                             "GET / HTTP/3.1", "PRI * HTTP/2.0"})
        all.push_back(withLine(line, 505));
    for (const char *line :
         {"CONNECT test:443 HTTP/1.1", "CONNECT [::1]:443 HTTP/1.1", "TRACE / HTTP/1.1",
          "get / HTTP/1.1", "Get / HTTP/1.1", "BREW / HTTP/1.1", "PROPFIND / HTTP/1.1",
          "GETS / HTTP/1.1", "M-SEARCH * HTTP/1.1"})
        all.push_back(withLine(line, 501));
    all.push_back({"NUL in the line", QByteArray("GET /\0 HTTP/1.1\r\nHost: test\r\n\r\n", 32)});
}

void addTargets(std::vector<BadRequest> &all)
{
    for (const char *target : {"*",
                               "path",
                               "?query",
                               "//\\",
                               "/a\\b",
                               "/%",
                               "/%4",
                               "/%zz",
                               "/%4g",
                               "/a%",
                               "/?%",
                               "/?a=%x1",
                               "/%00",
                               "/a%00b",
                               "/%0a",
                               "/%0d%0a",
                               "/%1f",
                               "/%7f",
                               "/%5c",
                               "/..%5c..%5c",
                               "/%c0%af",
                               "/%c0%80",
                               "/%e0%80%af",
                               "/%f0%80%80%af",
                               "/%ed%a0%80",
                               "/%f4%90%80%80",
                               "/%ff",
                               "/%80",
                               "/%e2%82",
                               "/<",
                               "/>",
                               "/\"",
                               "/`",
                               "/{",
                               "/}",
                               "/|",
                               "/^",
                               "/[",
                               "/]",
                               "/a#b",
                               "/#",
                               "/?a#b",
                               "/?<",
                               "/?\"",
                               "/?`",
                               "/?\\",
                               "/\x7f",
                               "/\x01",
                               "/\xc3\xa9",
                               "/?\xc3\xa9",
                               "http:/",
                               "http://",
                               "http:///",
                               "http:test/",
                               "http://test@test/",
                               "http://u:p@test/",
                               "http://other/",
                               "http://test:81/",
                               "http://test /",
                               "http://test#a",
                               "http://test/#a",
                               "ftp://test/",
                               "test/",
                               "test:80",
                               "://test/",
                               "http//test/",
                               "http://te<st/",
                               "http://[::1/",
                               "http://test:port/"})
        all.push_back(withTarget(target));
}

void addHosts(std::vector<BadRequest> &all)
{
    all.push_back({"no Host", "GET / HTTP/1.1\r\n\r\n"});
    all.push_back({"no Host, others", "GET / HTTP/1.1\r\nX-Host: test\r\nHosts: test\r\n\r\n"});
    for (const char *host :
         {"",      " ",         "a b",        "a\tb",       "a,b",          "test, test",
          "a/b",   "a?b",       "a#b",        "a@b",        "user:pw@test", "http://test",
          "test:", "test:port", "test:99999", "test:80:80", "test:-1",      "test:+1",
          "[::1",  "::1]",      "[]",         "[::1]x",     "[::g]",        "[::1]:x",
          "a\\b",  "a\"b",      "<test>",     "a%b",        "a%zz",         "t\xc3\xa9st",
          ":80",   "a|b",       "a^b",        "a`b",        "{test}"}) {
        if (QByteArray(host) != "test:")
            all.push_back(withHost(host));
    }
    all.push_back(withField("Host: test"));
    all.push_back(withField("Host: other"));
    all.push_back(withField("hOST: test"));
    all.push_back(withField("Host:"));
}

void addFields(std::vector<BadRequest> &all)
{
    for (const char *field : {"X",
                              "X Y: z",
                              "X : z",
                              "X\t: z",
                              ": z",
                              " : z",
                              " X: z",
                              "\tX: z",
                              "X: a\r\n b",
                              "X: a\r\n\tb",
                              "X: a\r\n  ",
                              "X(: z",
                              "X): z",
                              "X<: z",
                              "X@: z",
                              "X,: z",
                              "X;: z",
                              "X\\: z",
                              "\"X\": z",
                              "X/: z",
                              "[X]: z",
                              "X?: z",
                              "X=: z",
                              "{X}: z",
                              "X\x01: z",
                              "X\x7f: z",
                              "X\xc3\xa9: z",
                              "X: a\x01",
                              "X: \x02z",
                              "X: a\x1f",
                              "X: a\x7f",
                              "X: a\x0b",
                              "X: a\x0c",
                              "X: a\x08",
                              "X: a\x1b[0m",
                              "X: a\rb",
                              "X: a\r\rb",
                              "X: a\nb",
                              "X: a\nY: b",
                              "X\r: a",
                              "X: a\r",
                              "\rX: a",
                              "X\n: a",
                              "X: a\n",
                              "Transfer_Encoding: chunked",
                              "Content_Length: 1",
                              "ContentLength: 1",
                              "TransferEncoding: chunked"})
        all.push_back(withField(field));
    all.push_back(
        {"NUL in a name", QByteArray("GET / HTTP/1.1\r\nHost: test\r\nX\0: a\r\n\r\n", 38)});
    all.push_back(
        {"NUL in a value", QByteArray("GET / HTTP/1.1\r\nHost: test\r\nX: \0\r\n\r\n", 37)});
    all.push_back(withField("Expect: 200-ok", 417));
    all.push_back(withField("Expect: 100-continue, x", 417));
    all.push_back(withField("Expect: 100-continue\r\nExpect: 100-continue", 417));
}

void addEnds(std::vector<BadRequest> &all)
{
    all.push_back({"bare LF everywhere", "GET / HTTP/1.1\nHost: test\n\n"});
    all.push_back({"bare LF after the line", "GET / HTTP/1.1\nHost: test\r\n\r\n"});
    all.push_back({"bare LF after a field", "GET / HTTP/1.1\r\nHost: test\n\r\n"});
    all.push_back({"bare LF at the end", "GET / HTTP/1.1\r\nHost: test\r\n\n"});
    all.push_back({"two CR before LF", "GET / HTTP/1.1\r\r\nHost: test\r\n\r\n"});
    all.push_back({"CR in the line", "GET /\r HTTP/1.1\r\nHost: test\r\n\r\n"});
    all.push_back({"LF CR", "GET / HTTP/1.1\n\rHost: test\n\r\n\r"});
    all.push_back({"two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n"});
    all.push_back({"bare LF first", "\nGET / HTTP/1.1\r\nHost: test\r\n\r\n"});
    all.push_back({"a space first", " \r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n"});
    all.push_back({"garbage first", "\x80\x81GET / HTTP/1.1\r\nHost: test\r\n\r\n"});
    all.push_back({"a byte order mark first", "\xef\xbb\xbfGET / HTTP/1.1\r\nHost: test\r\n\r\n"});
}

void addBodies(std::vector<BadRequest> &all)
{
    for (const char *length : {"",
                               "+5",
                               "-5",
                               "-1",
                               "0x5",
                               "5,",
                               ",5",
                               "5, 5",
                               "5,5",
                               "5 5",
                               "5;",
                               "5.0",
                               "5e0",
                               "\"5\"",
                               "five",
                               "9223372036854775808",
                               "18446744073709551615",
                               "18446744073709551621",
                               "99999999999999999999999999",
                               "5\xc2\xa0",
                               "\xd9\xa5"})
        all.push_back(withBody("Content-Length: " + QByteArray(length)));
    all.push_back(withBody("Content-Length: 5\r\nContent-Length: 5"));
    all.push_back(withBody("Content-Length: 5\r\nContent-Length: 6"));
    all.push_back(withBody("Content-Length: 5\r\nTransfer-Encoding: chunked"));
    all.push_back(withBody("Transfer-Encoding: chunked\r\nContent-Length: 5"));
    all.push_back(withBody("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"));
    all.push_back(withBody("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"));
    for (const char *coding :
         {"", "xchunked", "chunkedx", "gzip", "identity", "chunked, gzip", "chunked, chunked, gzip",
          "chunked,", "chunked;q=1", "\"chunked\"", "chunk", "chunked chunked"})
        all.push_back(withBody("Transfer-Encoding: " + QByteArray(coding)));
    for (const char *coding : {"gzip, chunked", "chunked, chunked", ",chunked"})
        all.push_back(withBody("Transfer-Encoding: " + QByteArray(coding), 501));
    all.push_back({"chunked in HTTP/1.0",
                   "POST / HTTP/1.0\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"});
    all.push_back(withBody("Content-Encoding: gzip\r\nContent-Length: 5", 415));
    all.push_back(withBody("Content-Encoding: chunked\r\nContent-Length: 5", 415));
}

void addChunks(std::vector<BadRequest> &all)
{
    for (const char *chunks : {"x\r\n",
                               "\r\n",
                               " \r\n",
                               "0x5\r\nabcde\r\n0\r\n\r\n",
                               "-1\r\n",
                               "+5\r\nabcde\r\n0\r\n\r\n",
                               " 5\r\nabcde\r\n0\r\n\r\n",
                               "5 \r\nabcde\r\n0\r\n\r\n",
                               "5\nabcde\r\n0\r\n\r\n",
                               "5\r\nabcde0\r\n\r\n",
                               "5\r\nabcdef\r\n0\r\n\r\n",
                               "5\r\nabcde\n0\r\n\r\n",
                               "5\r\nabcde\r0\r\n\r\n",
                               "5\r\nabcd\r\n0\r\n\r\n",
                               "5\r\nabcde\r\n0\n\r\n",
                               "5\r\nabcde\r\n0\r\n\n",
                               "ffffffffffffffff\r\n",
                               "8000000000000000\r\n",
                               "10000000000000005\r\nabcde\r\n0\r\n\r\n",
                               "000000000000000000005\r\nabcde\r\n0\r\n\r\n",
                               "5;\r\nabcde\r\n0\r\n\r\n",
                               "5;=a\r\nabcde\r\n0\r\n\r\n",
                               "5;a=\r\nabcde\r\n0\r\n\r\n",
                               "5;a=\"b\r\nabcde\r\n0\r\n\r\n",
                               "5;a b\r\nabcde\r\n0\r\n\r\n",
                               "5;a\rb\r\nabcde\r\n0\r\n\r\n",
                               "5;a\nb\r\nabcde\r\n0\r\n\r\n",
                               "5 a\r\nabcde\r\n0\r\n\r\n",
                               "5,5\r\nabcde\r\n0\r\n\r\n",
                               "5\r\r\nabcde\r\n0\r\n\r\n",
                               "0\r\nX\r\n\r\n",
                               "0\r\nX : a\r\n\r\n",
                               "0\r\n X: a\r\n\r\n",
                               "0\r\nX: a\nY: b\r\n\r\n",
                               "0\r\nX: \x01\r\n\r\n",
                               "0\r\n: a\r\n\r\n"})
        all.push_back(withChunks(chunks));
    all.push_back(withChunks("5;" + QByteArray(600, 'a') + "\r\nabcde\r\n0\r\n\r\n"));
    all.push_back(withChunks("0\r\nX: " + QByteArray(600, 'a') + "\r\n\r\n"));
    all.push_back(withChunks(
        "0\r\n" + QByteArray("X: " + QByteArray(400, 'a') + "\r\n").repeated(11) + "\r\n"));
}

void addTrailers(std::vector<BadRequest> &all)
{
    for (const char *trailer : {"Content-Length: 5",
                                "content-length: 5",
                                "Content_Length: 5",
                                "Content.Length: 5",
                                "Transfer-Encoding: chunked",
                                "transfer_encoding: chunked",
                                "Host: test",
                                "HOST: other",
                                "Connection: keep-alive",
                                "Upgrade: websocket",
                                "TE: trailers",
                                "Trailer: X",
                                "Expect: 100-continue",
                                "Authorization: Bearer x",
                                "Proxy-Authorization: Basic x",
                                "Cookie: jwt=x",
                                "Set-Cookie: jwt=x",
                                "Origin: https://test",
                                "Content-Type: a/b",
                                "Content-Encoding: gzip",
                                "Content-Range: bytes 0-1/2",
                                "Range: bytes=0-1",
                                "If-Match: *",
                                "If-None-Match: *",
                                "Cache-Control: a",
                                "Max-Forwards: 1",
                                "Forwarded: for=127.0.0.1",
                                "X-Forwarded-For: ::1",
                                "X-Forwarded-Proto: https",
                                "Sec-WebSocket-Key: x",
                                "X: a\r\nHost: test"})
        all.push_back(withChunks("5\r\nabcde\r\n0\r\n" + QByteArray(trailer) + "\r\n\r\n"));
}

} // namespace

std::vector<BadRequest> malformedRequests()
{
    std::vector<BadRequest> all;
    addLines(all);
    addTargets(all);
    addHosts(all);
    addFields(all);
    addEnds(all);
    addBodies(all);
    addChunks(all);
    addTrailers(all);
    return all;
}

std::vector<BadRequest> smugglingRequests()
{
    QList<QByteArray> fields{"Transfer-Encoding: chunked",
                             " Transfer-Encoding: chunked",
                             "Transfer-Encoding:\tchunked",
                             "Transfer-Encoding\t:\tchunked",
                             "Transfer Encoding: chunked",
                             "Transfer_Encoding: chunked",
                             "Transfer Encoding:chunked",
                             "Transfer-Encoding : chunked",
                             "Transfer-Encoding:  chunked",
                             "\x0bTransfer-Encoding: chunked",
                             "Transfer-Encoding: chunked, cow",
                             "Transfer-Encoding: cow, chunked",
                             "Content-Encoding: chunked",
                             "Transfer-Encoding:\n chunked",
                             "Transfer-Encoding:\r\n chunked",
                             "Transfer-Encoding: \"chunked\"",
                             "Transfer-Encoding: 'chunked'",
                             "Transfer-Encoding: chunk",
                             "TrAnSFer-EnCODinG: cHuNkeD",
                             "TRANSFER-ENCODING: CHUNKED",
                             "Transfer-Encoding: chunked\r",
                             "Transfer-Encoding: chunked\t",
                             "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
                             "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
                             "Transfer\r-Encoding: chunked",
                             "Transfer-Encoding: cow chunked bar",
                             "Transfer-Encoding:\xff"
                             "chunked",
                             "Transfer-Encoding: ch\x96nked",
                             "Transf\x82r-Encoding: chunked",
                             "X:X\rTransfer-Encoding: chunked",
                             "X:X\nTransfer-Encoding: chunked",
                             "X:X\r\n\rTransfer-Encoding: chunked",
                             "Transfer-Encoding: identity",
                             "Transfer-Encoding: chunked;x",
                             "Transfer-Encoding:",
                             "Transfer--Encoding: chunked",
                             "Transfer.Encoding: chunked",
                             "Content-Length: 6",
                             "Content-Length: 0",
                             "Content_Length: 6",
                             "Content-Length : 6",
                             "Content Length: 6",
                             " Content-Length: 6",
                             "Content-Length: +6"};
    for (int value = 0; value < 256; ++value) {
        if ((value > 0x20 && value < 0x7f))
            continue;
        const auto byte = QByteArray(1, char(value));
        fields << "Transfer-Encoding:" + byte + "chunked"
               << "Transfer-Encoding" + byte + ": chunked" << byte + "Transfer-Encoding: chunked"
               << "Transfer-Encoding: chunked" + byte
               << "Transfer-Encoding: chunked" + byte + "X: X"
               << "X: X\r" + byte + "Transfer-Encoding: chunked"
               << "X: X" + byte + "\nTransfer-Encoding: chunked";
    }
    std::vector<BadRequest> all;
    for (const QByteArray &field : fields)
        all.push_back(
            {field.toPercentEncoding(" :-"),
             "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n" + field + "\r\n\r\n0\r\n\r\n",
             0});
    return all;
}

} // namespace linnet::test
