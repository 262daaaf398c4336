// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "server/services/identity/codesender.h"

#include <memory>

namespace linnet {

//! \brief Has codes go by another sender, until there is a better one.
class ReplaceableCodeSender : public CodeSender
{
public:
    explicit ReplaceableCodeSender(std::shared_ptr<CodeSender> sender)
        : m_sender(std::move(sender))
    {}

    //! Codes go by \p sender from now on; those on their way arrive by the one they have.
    void replace(std::shared_ptr<CodeSender> sender) { m_sender.replace(std::move(sender)); }

    Result<> check(const Identifier &to) const override { return (*m_sender)->check(to); }

    QCoro::Task<Result<>> send(CodeMessage message) override
    {
        return (*m_sender)->send(std::move(message));
    }

private:
    Live<std::shared_ptr<CodeSender>> m_sender;
};

} // namespace linnet
