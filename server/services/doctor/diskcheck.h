// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/doctor/slowcheck.h"

namespace linnet {

//! \brief How much room a file system has.
struct DiskSpace
{
    qint64 free = 0; //!< Bytes that the server may still write.
    qint64 total = 0; //!< Bytes.
};

//! \brief Whether there is room for what grows in one folder.
class DiskCheck : public SlowCheck
{
public:
    //! \param what is in \p folder, e.g. "database". \p pool outlives it.
    DiskCheck(CpuPool &pool, QString what, QString folder);

    QString id() const override { return QStringLiteral("disk.") + m_what; }

    //! \return what \p space is worth to the \p what in it.
    static Finding judge(const QString &what, const DiskSpace &space);

protected:
    Finding look(const std::stop_token &stop) const override;

private:
    const QString m_what;
    const QString m_folder;
};

} // namespace linnet
