// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/keepingcodesender.h"

namespace linnet {

QCoro::Task<Result<>> KeepingCodeSender::send(CodeMessage message)
{
    const std::lock_guard lock(m_mutex);
    if (m_kept.size() >= MostKept)
        m_kept.clear();
    m_kept.insert(message.to.value, message);
    co_return Result<>();
}

std::optional<QString> KeepingCodeSender::lastCode(const Identifier &to) const
{
    const std::lock_guard lock(m_mutex);
    const auto kept = m_kept.constFind(to.value);
    if (kept == m_kept.constEnd() || kept->to != to)
        return std::nullopt;
    return kept->code;
}

} // namespace linnet
