// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/foundation.h"
#include "server/storage/stores.h"

#include <QtGlobal>

#include <functional>
#include <utility>

namespace linnet::bench {

//! What is written in one transaction: more would make its log long.
inline constexpr int PerTransaction = 5000;

//! \return what is in \p result; an error ends the program.
template <typename Value>
Value required(Result<Value> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

//! Does \p work in a transaction; an error ends the program.
void write(Foundation &foundation, std::function<Result<>(Stores &)> work);

//! As write(), of \p each for the numbers from 0 to \p count, some thousand to a transaction.
void writeMany(Foundation &foundation, int count,
               const std::function<Result<>(Stores &, int number)> &each);

} // namespace linnet::bench
