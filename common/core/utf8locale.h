// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

//! Gives a process whose environment names no language UTF-8, as Qt needs it: services and what
//! cron starts have none. Qt would do so, too, but newer versions with a warning of four lines at
//! each start. What is started from here has it then as well.
//! To be called before there are threads, or a QCoreApplication.
void useUtf8Locale();

} // namespace linnet
