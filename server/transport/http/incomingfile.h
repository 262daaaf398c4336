// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/api/endpoint.h"

#include <QFile>

namespace linnet {

//! \brief Where uploads wait until a handler takes them, and how big they may be.
struct UploadSettings
{
    QString folder; //!< Of this server alone; beside the media, so that taking one is a rename.
    qint64 mostFile = 25 << 20; //!< Bytes.

    bool operator==(const UploadSettings &) const = default;
};

//! \brief A file that a client sends, on its way to disk: readable by the server's user only, and
//! removed with this object unless somebody has moved it away by then.
class IncomingFile
{
public:
    //! \param name as the client calls it. \return Unavailable if it cannot be stored.
    static Result<std::shared_ptr<IncomingFile>> create(const UploadSettings &settings,
                                                        const QString &name);
    //! Removes from the folder what a server that was killed had begun to receive. To be called
    //! before anything is received.
    static void removeLeftovers(const UploadSettings &settings);

    ~IncomingFile();
    Q_DISABLE_COPY_MOVE(IncomingFile)

    //! \return TooLarge, or Unavailable if it cannot be stored.
    Result<> write(QByteArrayView data);
    //! Nothing is to follow.
    void close() { m_file.close(); }

    const UploadedFile &description() const { return m_description; }

private:
    IncomingFile(const UploadSettings &settings, const QString &name);

    const qint64 m_most;
    QFile m_file;
    UploadedFile m_description;
};

} // namespace linnet
