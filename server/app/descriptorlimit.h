// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

//! \brief Lets this process open as many files and connections as its owner may, rather than the
//! 1024 that systems start with for the sake of select(), which nothing here uses. Where it may
//! not, the limit stays.
void raiseDescriptorLimit();

} // namespace linnet
