// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "cli/output/screen.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

namespace linnet::test {

//! \brief Runs linnetctl within the test, with settings of its own.
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
    //! \param screen what is there to write to; by itself no terminal.
    Outcome run(const QStringList &words, const QByteArray &input = {},
                const cli::Screen &screen = {});

    QString folder() const { return m_folder.path(); }
    QString contextFile() const
    {
        return m_folder.filePath(QStringLiteral("linnet/contexts.json"));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace linnet::test
