// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/identity/keyring.h"

#include <vector>

namespace linnet {

class CpuPool;

//! \brief The keys that access tokens are signed with.
class SigningKeyService
{
public:
    //! \p keys and \p pool outlive it.
    SigningKeyService(AdminContext context, KeyRing &keys, CpuPool &pool);

    //! \return all that are known, the one that signs first.
    std::vector<KeyListing> list() const { return m_keys.list(); }

    //! Has what is signed from now on signed with a new key. What was signed before stays good
    //! until it ends: nobody has to sign in again. The audit log says who asked for it, and which
    //! key that made. \return the keys then; of a rehearsal, which makes none, what they would be.
    //! Conflict ("key_is_given") where the configuration names the key.
    QCoro::Task<Result<std::vector<KeyListing>>> rotate(Actor actor, Run run);

private:
    Result<AuditNote> rotateTo(const RsaKey &key);

    const AdminContext m_context;
    KeyRing &m_keys;
    CpuPool &m_pool;
};

} // namespace linnet
