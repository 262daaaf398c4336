// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/messaging.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace linnet::bench {

namespace {

constexpr size_t OpeningAtOnce = 100;
constexpr std::string_view Stamp = "stamp:";
// What people write is rarely longer than this.
constexpr std::string_view Filler =
    " The quick brown fox jumps over the lazy dog, twice, and rests.";

long counter = 0;

} // namespace

Clock::duration seconds(double count)
{
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
}

Clients connectAll(Loop &loop, const Target &target, const std::vector<std::string> &tokens)
{
    Clients clients;
    clients.reserve(tokens.size());
    while (clients.size() < tokens.size()) {
        const size_t end = std::min(tokens.size(), clients.size() + OpeningAtOnce);
        while (clients.size() < end)
            clients.push_back(
                std::make_unique<SocketIoClient>(loop, target, tokens[clients.size()]));
        const auto areReady = [&] {
            return std::all_of(clients.end() - long(std::min(OpeningAtOnce, clients.size())),
                               clients.end(), [](const auto &each) { return each->isReady(); });
        };
        if (!loop.run(Clock::now() + seconds(30), areReady)) {
            std::fprintf(stderr, "a client was not let in\n");
            std::exit(1);
        }
    }
    return clients;
}

std::string messageJson(const std::string &conversation, int padding)
{
    static const std::string run = std::to_string(Clock::now().time_since_epoch().count());
    std::string json = "{\"conversationId\":\"" + conversation + "\",\"contentType\":\"text\",";
    json += "\"clientMessageId\":\"" + run + '-' + std::to_string(++counter) + "\",";
    json += "\"textContent\":\"";
    json += Stamp;
    json += std::to_string(Clock::now().time_since_epoch().count());
    json += Filler;
    json.append(size_t(padding), '.');
    json += "\"}";
    return json;
}

Clock::duration age(std::string_view packet)
{
    const size_t place = packet.find(Stamp);
    if (!packet.starts_with("42[\"message:new\"") || place == std::string_view::npos)
        return Clock::duration(-1);
    long long made = 0;
    std::from_chars(packet.data() + place + Stamp.size(), packet.data() + packet.size(), made);
    return Clock::now().time_since_epoch() - Clock::duration(made);
}

void requireSuccess(std::string_view packet)
{
    if (packet.find("\"success\":true") != std::string_view::npos)
        return;
    std::fprintf(stderr, "not stored: %.*s\n", int(packet.size()), packet.data());
    std::exit(1);
}

} // namespace linnet::bench
