// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/bytestream.h"

namespace linnet::test {

//! \brief Keeps what is written to it.
class MemorySink : public backup::ByteSink
{
public:
    Result<> write(QByteArrayView written) override
    {
        bytes += written;
        return {};
    }
    Result<> finish() override
    {
        isFinished = true;
        return {};
    }

    QByteArray bytes;
    bool isFinished = false;
};

//! \brief Gives what it was made with.
class MemorySource : public backup::ByteSource
{
public:
    explicit MemorySource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {}

    Result<QByteArray> read(qsizetype most) override
    {
        QByteArray part = m_bytes.mid(m_position, most);
        m_position += part.size();
        return part;
    }

private:
    const QByteArray m_bytes;
    qsizetype m_position = 0;
};

} // namespace linnet::test
