// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketparser.h"

#include <vector>

using namespace linnet::net;

namespace {

constexpr qint64 MaxMessage = 4096;
constexpr int MaxFragments = 16;

void require(bool holds)
{
    if (!holds)
        qFatal("an invariant is broken");
}

//! \brief All that came of some input, to compare.
struct Outcome
{
    std::vector<WebSocketUnit> units;
    quint16 violation = 0;
};

Outcome parse(QByteArrayView input, qsizetype step)
{
    WebSocketParser parser(MaxMessage, MaxFragments);
    Outcome outcome;
    while (!input.isEmpty()) {
        auto piece = input.first(qMin(step, input.size()));
        input = input.sliced(piece.size());
        while (auto unit = parser.next(piece))
            outcome.units.push_back(std::move(*unit));
        require(piece.isEmpty());
    }
    outcome.violation = parser.violation();
    return outcome;
}

void check(const WebSocketUnit &unit)
{
    const bool isMessage = unit.opcode == Opcode::Text || unit.opcode == Opcode::Binary;
    require(unit.opcode != Opcode::Continuation);
    require(unit.payload.size() <= (isMessage ? MaxMessage : 125));
    if (unit.opcode == Opcode::Text)
        require(unit.payload.isValidUtf8());
}

} // namespace

//! The first byte says how large the pieces are that the rest arrives in: that must not matter.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView input(data + 1, qsizetype(size - 1));
    const auto whole = parse(input, qMax<qsizetype>(1, input.size()));
    const auto pieces = parse(input, 1 + data[0] % 16);
    require(whole.violation == pieces.violation);
    require(whole.units.size() == pieces.units.size());
    for (size_t i = 0; i < whole.units.size(); ++i) {
        check(whole.units[i]);
        require(whole.units[i].opcode == pieces.units[i].opcode);
        require(whole.units[i].payload == pieces.units[i].payload);
        require(whole.units[i].closeCode == pieces.units[i].closeCode);
    }
    return 0;
}
