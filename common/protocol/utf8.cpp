// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/utf8.h"

#include "common/protocol/utf8validator.h"

namespace linnet {

int utf8SequenceLength(QByteArrayView text)
{
    Utf8Validator validator;
    int length = 0;
    for (const char byte : text) {
        if (!validator.accept(uchar(byte)))
            return 0;
        ++length;
        if (validator.isComplete())
            return length;
    }
    return 0;
}

bool isValidUtf8(QByteArrayView text)
{
    Utf8Validator validator;
    return validator.accept(text) && validator.isComplete();
}

} // namespace linnet
