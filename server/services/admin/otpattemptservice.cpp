// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otpattemptservice.h"

#include "common/core/clock.h"
#include "server/storage/database.h"
#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr int MostListed = 200;

} // namespace

Result<Filter> OtpAttemptService::parse(const QString &expression) const
{
    return parseFilter(expression, codeAttemptFields(), m_context.clock.now());
}

QCoro::Task<Result<CodeAttemptPage>> OtpAttemptService::list(CodeAttemptQuery query)
{
    const int count = std::clamp(query.limit, 1, MostListed);
    query.limit = count + 1;
    auto attempts = co_await m_context.database.read(
        [query = std::move(query)](Stores &stores) { return stores.codeAttempts.list(query); });
    if (!attempts)
        co_return attempts.error();
    CodeAttemptPage page{std::move(*attempts), std::nullopt};
    if (page.attempts.size() > size_t(count)) {
        page.attempts.pop_back();
        page.next = CodeAttemptPlace{page.attempts.back().id, page.attempts.back().guesses};
    }
    co_return page;
}

QCoro::Task<Result<qint64>> OtpAttemptService::count(Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [filter = std::move(filter)](Stores &stores) { return stores.codeAttempts.count(filter); });
    co_return counted;
}

QCoro::Task<Result<std::vector<CodeDelivery>>> OtpAttemptService::delivery(Filter filter)
{
    auto delivery = co_await m_context.database.read([filter = std::move(filter)](Stores &stores) {
        return stores.codeAttempts.delivery(filter);
    });
    co_return delivery;
}

} // namespace linnet
