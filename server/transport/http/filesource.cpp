// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/filesource.h"

namespace linnet {

namespace {

//! More would keep the I/O thread from its other connections.
constexpr qint64 MostAtOnce = 64 << 10;

} // namespace

FileSource::FileSource(std::unique_ptr<QFile> file, qint64 first, qint64 length)
    : m_file(std::move(file))
    , m_size(length)
    , m_left(length)
{
    if (!m_file->seek(first))
        m_left = 0;
}

QByteArray FileSource::read(qint64 most)
{
    const QByteArray piece = m_file->read(std::min({most, m_left, MostAtOnce}));
    m_left -= piece.size();
    return piece;
}

} // namespace linnet
