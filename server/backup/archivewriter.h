// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "server/backup/bytestream.h"

#include <QFile>

#include <memory>

struct archive;

namespace linnet::backup {

//! \brief Writes members, one after the other, as a pax archive that any tar reads.
class ArchiveWriter
{
public:
    //! \param sink outlives the writer. \param at when all members were last changed.
    ArchiveWriter(ByteSink &sink, Timestamp at);
    ~ArchiveWriter();
    Q_DISABLE_COPY_MOVE(ArchiveWriter)

    //! \param name of ASCII letters. \return SHA-256 of what was added.
    Result<QByteArray> add(const QByteArray &name, const QByteArray &content);
    //! Adds what is left of \p file, which is open.
    Result<QByteArray> add(const QByteArray &name, QFile &file);
    Result<> finish();

private:
    struct Release
    {
        void operator()(archive *handle) const;
    };
    struct Output
    {
        ByteSink &sink;
        Result<> outcome = {};
        bool isGivenUp = false; //!< Then nothing more is written.
    };

    static long long write(archive *handle, void *output, const void *bytes, size_t count);
    Result<> begin(const QByteArray &name, qint64 size);
    Result<> append(const QByteArray &bytes);
    Error failed() const;

    Output m_output;
    const Timestamp m_at;
    std::unique_ptr<archive, Release> m_archive;
};

} // namespace linnet::backup
