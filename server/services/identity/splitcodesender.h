// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

#include <memory>

namespace linnet {

//! \brief Has codes to e-mail addresses go another way than those to telephones.
class SplitCodeSender : public CodeSender
{
public:
    SplitCodeSender(std::unique_ptr<CodeSender> toPhones, std::unique_ptr<CodeSender> toEmail)
        : m_toPhones(std::move(toPhones))
        , m_toEmail(std::move(toEmail))
    {}

    QCoro::Task<Result<>> send(CodeMessage message) override
    {
        CodeSender &sender = message.to.kind == Identifier::Kind::Email ? *m_toEmail : *m_toPhones;
        return sender.send(std::move(message));
    }

private:
    const std::unique_ptr<CodeSender> m_toPhones;
    const std::unique_ptr<CodeSender> m_toEmail;
};

} // namespace linnet
