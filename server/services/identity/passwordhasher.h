// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QCoroTask>

#include <QString>

#include <atomic>

namespace linnet {

class CpuPool;

//! \brief What a guess costs an attacker, and us.
struct PasswordCost
{
    quint32 memoryKib = 19 * 1024;
    quint32 passes = 2;
    quint32 lanes = 1;
};

//! \brief What came of comparing a password with a hash.
struct PasswordMatch
{
    bool isRight = false;
    bool isOutdated = false; //!< The hash was made at another cost than is wanted today.
};

//! \brief Argon2id on the CPU pool, a bounded number at a time, so that people who sign in cannot
//! keep everybody else from what the pool does for them.
class PasswordHasher
{
public:
    explicit PasswordHasher(CpuPool &pool, PasswordCost cost = {}, int mostAtOnce = 24);

    //! \return the hash in its encoded form, "$argon2id$…"; Unavailable ("busy") if too many wait.
    QCoro::Task<Result<QString>> hash(QString password);

    //! As above, for a password and a hash() of perhaps long ago.
    QCoro::Task<Result<PasswordMatch>> compare(QString password, QString encoded);

    //! \return what looks like a hash, costs as much to compare with, and is none of any password
    //! that could be found: for where there is no account.
    const QString &decoy() const { return m_decoy; }

private:
    class Turn;

    QString encode(const QByteArray &secret) const;
    bool isCurrent(const QString &encoded) const;
    QString prefix() const; //!< Of what is hashed at today's cost.

    CpuPool &m_pool;
    const PasswordCost m_cost;
    const int m_mostAtOnce;
    std::atomic<int> m_atOnce = 0;
    const QString m_decoy;
};

} // namespace linnet
