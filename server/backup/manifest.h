// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"

#include <QByteArray>

#include <map>

namespace linnet::backup {

//! \brief What a backup says of itself, as its last but one member.
//!
//! Media are not listed: each is called after its own SHA-256.
struct Manifest
{
    static constexpr int Format = 1;

    QString server; //!< Version of the Linnet that made it.
    int schema = 0; //!< Of the database.
    Timestamp createdAt{};
    std::map<QString, qint64> rows; //!< By table.
    std::map<QString, QByteArray> sums; //!< SHA-256 by member, of all but media.
    qint64 media = 0; //!< Files.
    qint64 mediaBytes = 0;
    qint64 lostMedia = 0; //!< That the server itself did not have any more, or not as they were.

    bool operator==(const Manifest &) const = default;
};

QByteArray toJson(const Manifest &manifest);

//! \return an error if \p json says no such thing, or is of a later format.
Result<Manifest> parseManifest(const QByteArray &json);

} // namespace linnet::backup
