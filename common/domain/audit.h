// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/listquery.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <sys/types.h>

namespace linnet {

//! \brief Who does something as one of those who run the server, and from where.
struct Actor
{
    UserId user; //!< Null: nobody with an account.
    QString name; //!< As the audit log has it: "user:<account>", "local:<uid>" or "system".
    QString address;
    QString requestId;

    //! \return \p user, as somebody who asks over the network.
    static Actor account(UserId user, const QString &address, const QString &requestId);
    //! \return the machine's user \p uid, as somebody who asks on the machine itself.
    static Actor local(uid_t uid, const QString &requestId);
};

//! \brief What is to be remembered of one administrative action.
struct AuditNote
{
    QString action; //!< e.g. "staff.set-role".
    QString target; //!< e.g. "user:<account>".
    QJsonObject before = {};
    QJsonObject after = {};
};

//! \brief One entry of the audit log, chained to the one before.
struct AuditEntry
{
    qint64 number = 0; //!< 1, 2, 3, … without a gap.
    Timestamp at{};
    QString actor;
    QString address;
    QString requestId;
    QString action;
    QString target;
    QString before; //!< As they were written: the hash is of these very letters.
    QString after;
    QByteArray hash;
};

//! \brief Where the log was cut: what is left of it is checked from here on.
struct AuditCheckpoint
{
    qint64 number = 0; //!< Of the last entry that is gone.
    QByteArray hash; //!< Of the same: what the one after it is chained to.
    Timestamp at{}; //!< When that was decided.

    friend bool operator==(const AuditCheckpoint &, const AuditCheckpoint &) = default;
};

//! \return what the log can be asked by.
const FilterFields &auditFields();

//! \return what the log can be sorted by.
const SortKeys &auditKeys();
//! \return where \p entry stands in a list of that order.
ListPlace placeOf(const AuditEntry &entry, const ListOrder &order);

//! \return the hash of what \p entry says after an entry that had \p previous: SHA-256, of every
//! text with its length before it, so that no two entries are the same bytes.
QByteArray chainHash(const QByteArray &previous, const AuditEntry &entry);

} // namespace linnet
