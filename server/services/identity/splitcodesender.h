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

    Result<> check(const Identifier &to) const override { return senderTo(to).check(to); }

    QCoro::Task<Result<>> send(CodeMessage message) override
    {
        return senderTo(message.to).send(std::move(message));
    }

private:
    CodeSender &senderTo(const Identifier &to) const
    {
        return to.kind == Identifier::Kind::Email ? *m_toEmail : *m_toPhones;
    }

    const std::unique_ptr<CodeSender> m_toPhones;
    const std::unique_ptr<CodeSender> m_toEmail;
};

} // namespace linnet
