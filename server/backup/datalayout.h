// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace linnet::backup {

//! \brief Where a server keeps what a backup is made of, and what its members are called.
//!
//! Members are called as files of a data directory that nobody has set up otherwise: "linnet.db",
//! "jobs.secret", "keys/rsa-1.pem", "media/ab/cdef…".
struct DataLayout
{
    QString directory; //!< Where secrets and keys are.
    QString database;
    QString media; //!< A directory.

    //! \return that of \p directory when nobody has said otherwise.
    static DataLayout in(const QString &directory);

    //! \return the members that are secrets and keys, as they are there now.
    QStringList secrets() const;
    //! \return where \p member belongs; nothing if it is none: a name decides where is written.
    std::optional<QString> placeOf(const QByteArray &member) const;
};

//! What the database is called in every backup.
constexpr QByteArrayView DatabaseMember("linnet.db");

//! \return what the blob \p sha256 is called.
QByteArray mediaMember(const QByteArray &sha256);
//! \return the SHA-256 that \p member is called after; nothing if it is no blob.
std::optional<QByteArray> blobOf(const QByteArray &member);

} // namespace linnet::backup
