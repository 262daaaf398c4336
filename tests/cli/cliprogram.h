// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exitcode.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

namespace linnet::test {

//! \brief Runs linnetctl within the test, with settings of its own and no terminal.
class CliProgram
{
public:
    struct Outcome
    {
        cli::ExitCode exit = cli::ExitCode::Done;
        QByteArray out;
        QByteArray err;
    };

    CliProgram();

    //! \param input what is there to read.
    Outcome run(const QStringList &words, const QByteArray &input = {});

    QString folder() const { return m_folder.path(); }
    QString contextFile() const
    {
        return m_folder.filePath(QStringLiteral("linnet/contexts.json"));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace linnet::test
