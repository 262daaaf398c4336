// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"

#include <QByteArray>
#include <QString>

#include <optional>

//! \brief The codes that authenticator apps show (RFC 6238): six digits, new every 30 seconds.
namespace linnet::totp {

inline constexpr int SecretBytes = 20;

//! \return \p bytes as people type them into their app (RFC 4648, without padding).
QString toBase32(const QByteArray &bytes);

//! \return the number of the 30 seconds that \p time is in.
qint64 stepOf(Timestamp time);

QString codeOf(const QByteArray &secret, qint64 step);

//! \return the step that \p code is of, if it is the current one or one beside it, and newer than
//! \p lastStep.
std::optional<qint64> match(const QByteArray &secret, const QString &code, Timestamp now,
                            qint64 lastStep);

//! \return what an app reads from a QR code.
QString toUri(const QByteArray &secret, const QString &issuer, const QString &account);

} // namespace linnet::totp
