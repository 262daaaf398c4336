// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

#include <QStringList>

namespace linnet {

class CpuPool;

//! \brief Has a program of the operator's deliver codes.
//!
//! It gets two lines on standard input, the destination and the code, neither of which is ever on a
//! command line or in an environment, where others could see them. Exit status 0 means delivered.
class CommandCodeSender : public CodeSender
{
public:
    //! \param workers where to wait for the program, until it is told to stop now; not the pool
    //! that hashes.
    //! \param command the program and its arguments; no shell is involved.
    CommandCodeSender(CpuPool &workers, QStringList command,
                      std::chrono::milliseconds timeout = std::chrono::seconds(10));

    QCoro::Task<Result<>> send(CodeMessage message) override;

private:
    Result<> run(const CodeMessage &message) const;

    CpuPool &m_workers;
    const QStringList m_command;
    const std::chrono::milliseconds m_timeout;
};

} // namespace linnet
