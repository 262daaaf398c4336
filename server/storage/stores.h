// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

//! \brief The stores, bound to one open transaction.
struct Stores
{
};

} // namespace linnet
