// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace linnet {

//! \brief Seals what must not be readable in a copy of the database: AES-256-GCM.
class SecretBox
{
public:
    static constexpr int KeyBytes = 32;

    //! \param key random bytes that are kept outside the database.
    explicit SecretBox(QByteArray key);

    //! \param purpose what open() has to be told as well, so that a value cannot be moved to a
    //! place where it would mean something else.
    QByteArray seal(const QByteArray &plain, const QByteArray &purpose) const;

    //! \return nothing if \p sealed was not made by seal() with this key for \p purpose.
    std::optional<QByteArray> open(const QByteArray &sealed, const QByteArray &purpose) const;

private:
    const QByteArray m_key;
};

} // namespace linnet
