// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/webhook/webhooknews.h"

#include "common/domain/conversation.h"
#include "common/domain/session.h"

namespace linnet {

using namespace Qt::StringLiterals;

WebhookNews accountCreated(UserId user, Timestamp at)
{
    return {WebhookEvent::AccountCreated, {{u"userId"_s, user.toString()}}, at};
}

WebhookNews accountSuspended(UserId user, std::optional<Timestamp> until, Timestamp at)
{
    return {WebhookEvent::AccountSuspended,
            {{u"userId"_s, user.toString()},
             {u"until"_s, until ? QJsonValue(toIso(*until)) : QJsonValue()}},
            at};
}

WebhookNews accountErased(UserId user, Timestamp at)
{
    return {WebhookEvent::AccountErased, {{u"userId"_s, user.toString()}}, at};
}

WebhookNews sessionStarted(const Session &session)
{
    return {WebhookEvent::SessionStarted,
            {{u"sessionId"_s, session.id.toString()}, {u"userId"_s, session.user.toString()}},
            session.createdAt};
}

WebhookNews sessionEnded(const Session &session, Timestamp at)
{
    return {WebhookEvent::SessionEnded,
            {{u"sessionId"_s, session.id.toString()}, {u"userId"_s, session.user.toString()}},
            at};
}

WebhookNews groupCreated(const Conversation &group)
{
    return {WebhookEvent::GroupCreated,
            {{u"groupId"_s, group.id.toString()}, {u"ownerId"_s, group.createdBy.toString()}},
            group.createdAt};
}

WebhookNews groupDissolved(ConversationId group, Timestamp at)
{
    return {WebhookEvent::GroupDissolved, {{u"groupId"_s, group.toString()}}, at};
}

WebhookNews reportOpened(const Report &report)
{
    return {WebhookEvent::ReportOpened,
            {{u"reportId"_s, report.id.toString()},
             {u"kind"_s, nameOf(report.kind)},
             {u"reason"_s, report.reason}},
            report.createdAt};
}

} // namespace linnet
