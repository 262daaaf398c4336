// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"

#include <QString>

#include <optional>

namespace linnet {

//! \brief From a value, which is in it, to another, which is not; without one it has no end there.
template <typename T>
struct Between
{
    std::optional<T> from = {};
    std::optional<T> before = {};

    friend bool operator==(const Between &, const Between &) = default;
};

//! \return whether \p text counts from now, e.g. "-7d".
bool isRelativeTime(const QString &text);

//! \return all of the time that \p text names, which is as long as it is exact: of a date a day, of
//! "2026-01-31T09:05" a minute, of what counts from \p now a millisecond; nothing if it is no time.
std::optional<Between<Timestamp>> parseTime(const QString &text, Timestamp now);

//! \return a whole number, times its unit if it has one, e.g. "512" or "10MB".
std::optional<qint64> parseQuantity(const QString &text);

//! \return what "true" or "yes", "false" or "no" says.
std::optional<bool> parseFlag(const QString &text);

} // namespace linnet
