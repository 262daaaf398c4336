// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace linnet {

//! \brief That somebody's account is to be erased, or was.
//!
//! Until it is due it can be cancelled, and the account can meanwhile not be used. What remains of
//! it is a number without a name, which what they wrote to others can go on naming.
struct Erasure
{
    //! \brief What becomes of what they wrote to others.
    enum class Messages { Kept, Removed };

    UserId user;
    Timestamp requestedAt{};
    QString requestedBy; //!< As Actor::name.
    Timestamp dueAt{};
    Messages messages = Messages::Kept;
    std::optional<Timestamp> begunAt = {}; //!< None: it can be cancelled.
    std::optional<Timestamp> erasedAt = {}; //!< None: not all is erased yet.
    QJsonObject counts = {}; //!< How many of what are erased, e.g. "sessions": 3.
    QByteArray receipt = {}; //!< See signedReceipt(); empty until all is erased.

    friend bool operator==(const Erasure &, const Erasure &) = default;
};

//! What an account is called that was erased.
inline const QLatin1String ErasedName("Deleted account");

//! What the ledger of erasures is called in a data directory, where no backup takes it along.
inline const QLatin1String ErasureLedgerName("erasures.jsonl");

//! \return "keep" or "remove".
QLatin1String nameOf(Erasure::Messages messages);
//! \return nothing if it is neither "keep" nor "remove".
std::optional<Erasure::Messages> parseErasureMessages(QStringView name);

//! Adds \p number to what \p counts says of \p what.
void addCount(QJsonObject &counts, const QString &what, qint64 number);

} // namespace linnet
