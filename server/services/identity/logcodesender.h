// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

namespace linnet {

//! \brief Writes codes to the log: for development, and for operators who pass them on by hand.
class LogCodeSender : public CodeSender
{
public:
    QCoro::Task<Result<>> send(CodeMessage message) override;
};

} // namespace linnet
