// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/sample.h"
#include "tests/bench/loadgen/socketioclient.h"

#include <memory>
#include <string>
#include <vector>

namespace linnet::bench {

using Clients = std::vector<std::unique_ptr<SocketIoClient>>;

//! Signs in a client for each of \p tokens, a bounded number at a time; ends the program if one is
//! not let in.
Clients connectAll(Loop &loop, const Target &target, const std::vector<std::string> &tokens);

//! \return the argument of a message:send whose text carries the moment it was made, and is by
//! \p padding bytes longer than what people write.
std::string messageJson(const std::string &conversation, int padding = 0);

//! \return how long ago the message in the message:new \p packet was made; negative: it is none.
Clock::duration age(std::string_view packet);

//! Ends the program if the acknowledgement \p packet is not of a stored message.
void requireSuccess(std::string_view packet);

Clock::duration seconds(double count);

} // namespace linnet::bench
