// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace linnet {

//! \brief Whom a certificate is for, and when it is good.
struct Certificate
{
    QString subject; //!< As RFC 2253 has it, e.g. "CN=chat.example.org"; may be empty.
    Timestamp validFrom{};
    Timestamp validUntil{};
};

//! \return the certificates in \p pem, in their order; InvalidInput ("certificate_unreadable") if
//! there is none, or one that cannot be read.
Result<std::vector<Certificate>> readCertificates(const QByteArray &pem);

} // namespace linnet
