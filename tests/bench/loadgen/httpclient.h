// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/link.h"

#include <functional>

namespace linnet::bench {

//! \brief One keep-alive connection that asks for one thing after the other.
class HttpClient : public Link
{
public:
    using Link::Link;

    void get(std::string_view path, std::string_view token);

    std::function<void(int status, std::string_view body)> onReply = [](int, std::string_view) {};

protected:
    size_t received(std::string_view bytes) override;
};

} // namespace linnet::bench
