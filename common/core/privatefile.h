// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

class QFile;

namespace linnet {

//! Makes the directory \p path with mode 0700, or checks that nobody else may look into it.
Result<> makePrivateDirectory(const QString &path);

//! \brief What to do about a secret that others may read.
enum class Openness { Refused, Lamented };

//! Reads a file that only its owner may read; any other mode is refused, or logged as a warning.
Result<QByteArray> readPrivateFile(const QString &path, Openness openness = Openness::Refused);

//! Writes \p bytes with mode 0600, durably: there is the whole file afterwards, or none.
Result<> writePrivateFile(const QString &path, const QByteArray &bytes);

//! Makes the file that \p file names, with mode 0600, and opens it for writing; there must be none.
//! QFile then forgets the name. \return false if that cannot be; errno says why.
bool createPrivately(QFile &file);

//! Sees to it that the names in the directory \p path are on disk: a new one is only then.
//! \return false if they could not be written; errno says why.
bool syncDirectory(const QString &path);

//! \return what is in \p path, which is made with \p length random bytes if it does not exist.
Result<QByteArray> openSecretFile(const QString &path, int length = 32);

} // namespace linnet
