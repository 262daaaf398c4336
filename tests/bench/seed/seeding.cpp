// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/seed/seeding.h"

#include <QCoroTask>

#include <algorithm>

namespace linnet::bench {

namespace {

QCoro::Task<Result<>> run(Database *database, std::function<Result<>(Stores &)> work)
{
    const auto outcome = co_await database->write(work);
    co_return outcome;
}

} // namespace

void write(Foundation &foundation, std::function<Result<>(Stores &)> work)
{
    required(QCoro::waitFor(run(foundation.database.get(), std::move(work))));
}

void writeMany(Foundation &foundation, int count,
               const std::function<Result<>(Stores &, int number)> &each)
{
    for (int begin = 0; begin < count; begin += PerTransaction)
        write(foundation, [&](Stores &stores) -> Result<> {
            const int end = std::min(begin + PerTransaction, count);
            for (int number = begin; number < end; ++number) {
                if (auto written = each(stores, number); !written)
                    return written;
            }
            return {};
        });
}

} // namespace linnet::bench
