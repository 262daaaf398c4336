// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

#include <memory>

namespace linnet::backup {

//! \brief A folder in the data directory for what is not whole yet, for one backup at a time.
//!
//! What a crash left is gone when the next one begins.
class ScratchSpace
{
public:
    //! \return Conflict ("backup_busy") while another process or thread has it.
    static Result<std::unique_ptr<ScratchSpace>> open(const QString &dataDirectory);
    ~ScratchSpace();
    Q_DISABLE_COPY_MOVE(ScratchSpace)

    //! \return what it is called in the data directory.
    static QString folderName();

    const QString &path() const { return m_path; }
    //! \return where \p name is in it.
    QString file(const QString &name) const;

private:
    ScratchSpace(QString path, int lock);

    const QString m_path;
    const int m_lock;
};

} // namespace linnet::backup
