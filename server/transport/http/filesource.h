// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

#include <QFile>

namespace linnet {

//! \brief Streams a part of an open file.
class FileSource : public net::BodySource
{
public:
    FileSource(std::unique_ptr<QFile> file, qint64 first, qint64 length);

    qint64 size() const override { return m_size; }
    QByteArray read(qint64 most) override;

private:
    std::unique_ptr<QFile> m_file;
    qint64 m_size;
    qint64 m_left;
};

} // namespace linnet
