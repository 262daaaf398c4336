// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet {

class ApiClient;

} // namespace linnet

namespace linnet::cli {

//! \brief Saves all that a server has.
class ExportAll : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Result<> saveFiles(Invocation &invocation, ApiClient &api) const;

    QString m_file;
    QString m_folder; //!< For contents of files; empty: they are not wanted.
    bool m_wantsContent = false;
};

} // namespace linnet::cli
