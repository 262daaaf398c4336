// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"

#include <QByteArray>

#include <memory>

struct archive;

namespace linnet {

//! \brief Writes a zip piece by piece, of members whose size is not known beforehand.
class ZipWriter
{
public:
    //! \param at when all members were last changed.
    explicit ZipWriter(Timestamp at);
    ~ZipWriter();
    Q_DISABLE_COPY_MOVE(ZipWriter)

    //! Begins the member \p name, of ASCII letters; the one before has ended.
    Result<> begin(const QByteArray &name);
    //! Adds \p bytes to the member.
    Result<> append(const QByteArray &bytes);
    //! Ends the zip.
    Result<> finish();

    //! \return what was written since it was asked last.
    QByteArray take() { return std::exchange(m_written, {}); }

private:
    struct Release
    {
        void operator()(archive *handle) const;
    };

    Error failed() const;

    const Timestamp m_at;
    QByteArray m_written;
    std::unique_ptr<archive, Release> m_archive;
};

} // namespace linnet
