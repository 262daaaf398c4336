// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace linnet::test {

//! Writes a fresh, self-signed certificate for \p name and its key, readable by the owner alone.
//! \return whether that worked.
bool writeCertificate(const QString &certificate, const QString &key, const QByteArray &name);

} // namespace linnet::test
