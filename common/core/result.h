// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace linnet {

//! \brief A value, or the reason there is none.
//!
//! The only place that names tl::expected: when the project moves to C++23, change the base to
//! std::expected and nothing else. The wrapper exists because Debian's tl::expected is not
//! [[nodiscard]], and a forgotten error must be a compiler warning.
template <typename T = void>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
    using Base = tl::expected<T, Error>;

public:
    using Base::Base;
    Result(Error error)
        : Base(tl::unexpect, std::move(error))
    {}
};

} // namespace linnet
