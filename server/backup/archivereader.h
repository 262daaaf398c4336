// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/bytestream.h"

#include <memory>
#include <optional>

struct archive;

namespace linnet::backup {

//! \brief Reads the members of an archive, one after the other.
class ArchiveReader
{
public:
    //! \param source outlives the reader.
    explicit ArchiveReader(ByteSource &source);
    ~ArchiveReader();
    Q_DISABLE_COPY_MOVE(ArchiveReader)

    //! Goes to the next member, whatever is left of this one.
    //! \return its name; nothing after the last, when all of the source has been read.
    Result<std::optional<QByteArray>> next();

    //! \return the next bytes of the member; empty at its end.
    Result<QByteArray> read();

private:
    struct Release
    {
        void operator()(archive *handle) const;
    };
    struct Input
    {
        ByteSource &source;
        QByteArray part = {}; //!< What libarchive looks at.
        Result<> outcome = {};
    };

    static long long read(Input &input, const void **bytes);
    Result<> drain();
    Error failed() const;

    Input m_input;
    std::unique_ptr<archive, Release> m_archive;
    bool m_isOpen = false;
};

} // namespace linnet::backup
