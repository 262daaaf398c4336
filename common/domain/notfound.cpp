// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/notfound.h"

namespace linnet {

using namespace Qt::StringLiterals;

Error noSuchUser()
{
    return {Error::Kind::NotFound, "user_not_found"_L1, u"User not found"_s};
}

Error noSuchConversation()
{
    return {Error::Kind::NotFound, "conversation_not_found"_L1, u"Conversation not found"_s};
}

Error noSuchMember()
{
    return {Error::Kind::NotFound, "member_not_found"_L1, u"Member not found"_s};
}

Error noSuchMessage()
{
    return {Error::Kind::NotFound, "message_not_found"_L1, u"Message not found"_s};
}

Error noSuchMedia()
{
    return {Error::Kind::NotFound, "media_not_found"_L1, u"File not found"_s};
}

Error noSuchFriendRequest()
{
    return {Error::Kind::NotFound, "friend_request_not_found"_L1, u"Friend request not found"_s};
}

Error noSuchNotification()
{
    return {Error::Kind::NotFound, "notification_not_found"_L1, u"Notification not found"_s};
}

Error noSuchJob()
{
    return {Error::Kind::NotFound, "job_not_found"_L1, u"Job not found"_s};
}

Error noSuchReport()
{
    return {Error::Kind::NotFound, "report_not_found"_L1, u"Report not found"_s};
}

Error noSuchWebhook()
{
    return {Error::Kind::NotFound, "webhook_not_found"_L1, u"Webhook not found"_s};
}

Error noSuchDelivery()
{
    return {Error::Kind::NotFound, "delivery_not_found"_L1, u"Delivery not found"_s};
}

Error noSuchSession()
{
    return {Error::Kind::NotFound, "session_not_found"_L1, u"Session not found"_s};
}

} // namespace linnet
