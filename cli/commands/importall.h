// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/commands/peopleimport.h"

class QIODevice;

namespace linnet::cli {

class ExportedChats;
class ImportLog;

//! \brief Brings what a file has of a server into another one.
class ImportAll : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Result<> import(Invocation &invocation, QIODevice &device, qint64 lines) const;
    Result<> takeAll(Invocation &invocation, ApiClient &api, QIODevice &device, ImportLog &log,
                     qint64 lines) const;
    Result<> conclude(Invocation &invocation, const ImportLog &log, const Result<> &taken) const;
    ImportPlan plan() const;

    QString m_file;
    QString m_onConflict = QStringLiteral("fail");
    QString m_folder; //!< Of contents of files; empty: there is none.
    QString m_failedFile;
    int m_firstLine = 1;
    bool m_isForReal = false;
    bool m_wantsAll = false;
};

} // namespace linnet::cli
