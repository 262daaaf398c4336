// SPDX-License-Identifier: GPL-3.0-or-later
// A chunked body is decoded the same way however it is cut, and never to more than was sent.
#include "server/net/chunkeddecoder.h"

using linnet::net::ChunkedDecoder;

namespace {

struct Decoded
{
    ChunkedDecoder::Outcome outcome = ChunkedDecoder::Outcome::NeedsMore;
    QByteArray body;

    bool operator==(const Decoded &) const = default;
};

Decoded decode(QByteArrayView bytes, qsizetype step)
{
    ChunkedDecoder decoder;
    Decoded decoded;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        QByteArrayView piece = bytes.sliced(at, std::min(step, bytes.size() - at));
        while ((decoded.outcome = decoder.decode(piece)) == ChunkedDecoder::Outcome::Data)
            decoded.body += decoder.data();
        if (decoded.outcome != ChunkedDecoder::Outcome::NeedsMore)
            break;
    }
    return decoded;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const Decoded whole = decode(bytes, std::max<qsizetype>(1, bytes.size()));
    if (whole.body.size() > bytes.size())
        __builtin_trap();
    if (decode(bytes, 1) != whole || decode(bytes, 3) != whole)
        __builtin_trap();
    return 0;
}
