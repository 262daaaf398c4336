// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

class QIODevice;

namespace linnet::cli {

//! \brief Cuts a file into lines, of which no more is kept than a message can be long.
class ChatLines
{
public:
    static constexpr qsizetype MostBytes = 512 << 10; //!< Of a line; the rest is left out.

    //! \p device is open, and outlives it.
    explicit ChatLines(QIODevice &device)
        : m_device(device)
    {}

    //! \return the next line without its end; nothing: there is none. What is no UTF-8, and U+0000,
    //! is replaced by U+FFFD.
    std::optional<QString> next();

    //! \return whether the line read last was longer than what is kept.
    bool wasCut() const { return m_wasCut; }

private:
    QIODevice &m_device;
    bool m_wasCut = false;
};

} // namespace linnet::cli
