// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/httpclient.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace linnet::bench {

namespace {

//! \return the number after \p name, in lower or mixed case as servers write it; -1: not there.
long headerNumber(std::string_view head, std::string_view name)
{
    const auto isSame = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const auto *found = std::search(head.begin(), head.end(), name.begin(), name.end(), isSame);
    long number = -1;
    if (found != head.end())
        std::from_chars(found + name.size(), head.end(), number);
    return number;
}

} // namespace

void HttpClient::get(std::string_view path, std::string_view token)
{
    std::string request = "GET ";
    request += path;
    request += " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
    request += token;
    request += "\r\n\r\n";
    write(request);
}

size_t HttpClient::received(std::string_view bytes)
{
    const size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    const std::string_view head = bytes.substr(0, end);
    const long length = headerNumber(head, "\r\ncontent-length: ");
    if (length < 0) {
        std::fprintf(stderr, "no length: %.*s\n", int(head.size()), head.data());
        std::exit(1);
    }
    const size_t size = end + 4 + size_t(length);
    if (bytes.size() < size)
        return 0;
    int status = 0;
    std::from_chars(head.data() + 9, head.data() + 12, status);
    onReply(status, bytes.substr(end + 4, size_t(length)));
    return size;
}

} // namespace linnet::bench
