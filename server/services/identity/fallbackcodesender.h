// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

#include <memory>
#include <vector>

namespace linnet {

//! \brief Tries one sender after the other, until one takes the code.
class FallbackCodeSender : public CodeSender
{
public:
    using Senders = std::vector<std::unique_ptr<CodeSender>>;

    //! \param senders one at least.
    explicit FallbackCodeSender(Senders senders)
        : m_senders(std::move(senders))
    {}

    QCoro::Task<Result<>> send(CodeMessage message) override
    {
        for (size_t index = 0; index + 1 < m_senders.size(); ++index) {
            const auto sent = co_await m_senders[index]->send(message);
            if (sent)
                co_return sent;
        }
        const auto sent = co_await m_senders.back()->send(std::move(message));
        co_return sent;
    }

private:
    const Senders m_senders;
};

} // namespace linnet
