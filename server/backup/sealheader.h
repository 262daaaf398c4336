// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/backupkeys.h"
#include "server/backup/bytestream.h"

namespace linnet::backup {

//! \brief How a backup says what it is encrypted with: its first bytes.
//!
//! 16 bytes "linnet backup 1\n" and one of the kind. Then, for a passphrase, the cost of guessing
//! (operations and bytes of memory, 64 bits each, the lowest byte first) and 16 bytes of salt; for
//! a recipient, 80 bytes that only their secret key opens: the key of the stream.
enum class SealKind : unsigned char { None = 0, Passphrase = 'p', Recipient = 'r' };

//! \brief A header, and the key of the stream behind it.
struct SealHeader
{
    QByteArray bytes;
    QByteArray key; //!< Empty: what follows is not encrypted.
};

//! \return a new header for \p encryption. Takes seconds with a passphrase.
Result<SealHeader> makeSealHeader(const Encryption &encryption);

//! \return the header at the beginning of \p source; of one that is not encrypted, \c bytes are the
//! first of what it holds.
Result<SealHeader> openSealHeader(ByteSource &source, const BackupKeys &keys);

//! \return what \p file is encrypted with. An error if it cannot be read.
Result<SealKind> sealKindOf(const QString &file);

} // namespace linnet::backup
