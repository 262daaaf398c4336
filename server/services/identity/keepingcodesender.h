// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

#include <QHash>

#include <mutex>
#include <optional>

namespace linnet {

//! \brief Keeps the last code of each destination to be asked for: in tests, and in the conformance
//! profile, whose harness has no telephone.
class KeepingCodeSender : public CodeSender
{
public:
    static constexpr qsizetype MostKept = 10000; //!< Then it starts anew.

    QCoro::Task<Result<>> send(CodeMessage message) override;

    std::optional<QString> lastCode(const Identifier &to) const;

private:
    mutable std::mutex m_mutex;
    QHash<QString, CodeMessage> m_kept; //!< By destination.
};

} // namespace linnet
