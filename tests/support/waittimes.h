// SPDX-License-Identifier: GPL-3.0-or-later
// How long tests wait: here and nowhere else.
#pragma once

#include <chrono>

namespace linnet::test {

//! What is sure to happen has happened by then. Waiting ends with what is waited for, so that only
//! a test that fails takes so long.
constexpr std::chrono::milliseconds Patience = std::chrono::seconds(30);

//! The same for what has much to do meanwhile: whole programs, threads and coroutines.
constexpr std::chrono::milliseconds LongPatience = std::chrono::minutes(2);

} // namespace linnet::test
