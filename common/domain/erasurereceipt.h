// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/ed25519.h"
#include "common/core/result.h"
#include "common/domain/erasure.h"

namespace linnet {

//! \brief What a server says of an erasure, as it was signed.
struct ErasureReceipt
{
    QJsonObject claims; //!< Whose account, when, who asked, and how many of what are erased.
    QByteArray publicKey; //!< What its signature fits: whose it is has to be known otherwise.
};

//! \return what \p key's owner says of \p erasure, which has ended: a JWS in its compact form,
//! signed with EdDSA. The public key is in its header, so that it can be checked anywhere.
QByteArray signedReceipt(const Erasure &erasure, const Ed25519 &key);

//! \return what \p jws says; InvalidInput ("receipt_invalid") if it is no receipt, or was changed.
Result<ErasureReceipt> verifyReceipt(QByteArrayView jws);

} // namespace linnet
