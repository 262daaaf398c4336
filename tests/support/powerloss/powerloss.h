// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

//! \brief A disk that loses what was not synced, or that fills up.
//!
//! The library it is in stands before the C library: it passes every call on, and keeps beside each
//! file of one folder the content that a power cut would leave. A program that links it need not be
//! told; one that does not takes it in with LD_PRELOAD and the environment variable
//! LINNET_POWERLOSS_FOLDER.
//!
//! A write that was not synced is lost whole, which is the worst a disk that keeps its promises
//! does. A file is as durable as its own sync; its removal is durable at once.
namespace linnet::test::powerloss {

//! Starts over with \p folder, whose files are as they are on the disk.
void watch(const QString &folder);

//! Writes the watched folder, as a power cut would leave it at this moment, to \p target.
//! \return false if it could not be written.
bool materialise(const QString &target);

//! Lets files of the folder grow by \p bytes in total from now on; nothing: without a limit.
void setRoom(std::optional<qint64> bytes);

//! \return how many syncs the folder's files have seen.
int syncs();

} // namespace linnet::test::powerloss
