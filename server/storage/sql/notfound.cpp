// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/notfound.h"

namespace linnet {

using namespace Qt::StringLiterals;

Error noSuchConversation()
{
    return {Error::Kind::NotFound, "conversation_not_found"_L1,
            u"There is no such conversation."_s};
}

Error noSuchMember()
{
    return {Error::Kind::NotFound, "member_not_found"_L1, u"There is no such member."_s};
}

Error noSuchMessage()
{
    return {Error::Kind::NotFound, "message_not_found"_L1, u"There is no such message."_s};
}

Error noSuchMedia()
{
    return {Error::Kind::NotFound, "media_not_found"_L1, u"There is no such file."_s};
}

} // namespace linnet
