// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/report.h"
#include "common/domain/webhook.h"

#include <QJsonObject>

namespace linnet {

struct Conversation;
struct Session;

//! \brief Something that happened, as other programs are told of it: ids and times, and nothing
//! that people wrote or are called. Who may know more asks for it.
struct WebhookNews
{
    WebhookEvent event = WebhookEvent::Test;
    QJsonObject data;
    Timestamp at{};
};

WebhookNews accountCreated(UserId user, Timestamp at);
//! \param until empty: for good.
WebhookNews accountSuspended(UserId user, std::optional<Timestamp> until, Timestamp at);
WebhookNews accountErased(UserId user, Timestamp at);
WebhookNews sessionStarted(const Session &session);
WebhookNews sessionEnded(const Session &session, Timestamp at);
WebhookNews groupCreated(const Conversation &group);
WebhookNews groupDissolved(ConversationId group, Timestamp at);
//! \return what says neither who reported nor who is reported.
WebhookNews reportOpened(const Report &report);

} // namespace linnet
