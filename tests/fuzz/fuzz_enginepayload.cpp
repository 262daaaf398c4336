// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginepayload.h"

#include <cstdlib>

using namespace linnet::socketio;

//! What is read from a payload comes out of its encoding again. The first byte picks the format.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const auto version = data[0] & 1 ? EngineVersion::V3 : EngineVersion::V4;
    const bool isBinary = data[0] & 2;
    const QByteArray body(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const auto packets = decodePayload({body, isBinary}, version, 1000);
    if (!packets)
        return 0;
    const EnginePayload again = encodePayload(*packets, {version, bool(data[0] & 4)});
    const auto read = decodePayload(again, version, 1000);
    if (!read || *read != *packets)
        std::abort();
    return 0;
}
