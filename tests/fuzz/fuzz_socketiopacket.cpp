// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsontext.h"
#include "server/transport/socketio/packet.h"
#include "server/transport/socketio/placeholders.h"

#include <cstdlib>

using namespace linnet;
using namespace linnet::socketio;

//! What is read survives being written; numbering placeholders leaves JSON with all attachments.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto packet =
        parsePacket(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!packet)
        return 0;
    const auto again = parsePacket(encode(*packet));
    if (!again || again->data != packet->data || again->nameSpace != packet->nameSpace)
        std::abort();
    if (!packet->isEvent() && !packet->isAck())
        return 0;
    const Arguments arguments{packet->data, std::vector<QByteArray>(size_t(packet->attachments))};
    const auto ordered = renumbered(arguments);
    if (ordered && (!checkJson(ordered->json) || !renumbered(*ordered)))
        std::abort();
    if (const auto rest = tail(arguments); rest && !checkJson(rest->json))
        std::abort();
    return 0;
}
