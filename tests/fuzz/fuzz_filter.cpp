// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filter.h"

#include <cstdlib>

using namespace linnet;
using namespace Qt::StringLiterals;
using Kind = FilterField::Kind;

namespace {

void check(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

const FilterFields &everyKind()
{
    static const FilterFields list = {{
                                          {"t"_L1},
                                          {"e"_L1, Kind::Exact, {u"a"_s, u"b"_s}},
                                          {"x"_L1, Kind::Exact},
                                          {"d"_L1, Kind::Time},
                                          {"n"_L1, Kind::Number},
                                          {"i"_L1, Kind::Id},
                                          {"a"_L1, Kind::Network},
                                          {"f"_L1, Kind::Flag},
                                      },
                                      "t"_L1};
    return list;
}

} // namespace

//! What is refused is told in a few words, and what is not is bounded.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString expression = QString::fromUtf8(QByteArrayView(data, qsizetype(size)));
    const auto filter = parseFilter(expression, everyKind(), Timestamp());
    if (!filter) {
        check(filter.error().code == "invalid_filter"_L1);
        check(filter.error().message.size() < 1'000 && filter.error().message.isValidUtf16());
        return 0;
    }
    check(expression.size() <= 2'000 && filter->size() <= 50);
    for (const FilterCondition &condition : *filter) {
        if (const auto *const times = std::get_if<AnyTime>(&condition.value))
            check(!times->empty() && times->size() <= 50);
        if (const auto *const texts = std::get_if<AnyText>(&condition.value))
            check(!texts->empty() && texts->size() <= 50);
    }
    return 0;
}
