// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsontext.h"

#include <cstdlib>

using namespace linnet;

//! What parses is JSON, and taking JSON apart leaves JSON.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    const bool isJson = bool(checkJson(text));
    if (parseJson(text) && !isJson)
        std::abort();
    if (!isJson)
        return 0;
    if (const auto elements = splitJsonArray(text)) {
        for (const QByteArrayView element : *elements) {
            if (!checkJson(element))
                std::abort();
        }
    }
    if (const auto members = splitJsonObject(text)) {
        for (const JsonMember &member : *members) {
            if (!checkJson(member.value))
                std::abort();
        }
    }
    return 0;
}
