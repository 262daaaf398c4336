// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/foundation.h"
#include "server/services/chat/awayservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/demodata.h"
#include "server/services/chat/groupservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/onlinelistservice.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/chat/presenceservice.h"
#include "server/services/chat/receiptservice.h"
#include "server/services/chat/starservice.h"
#include "server/services/chat/syncservice.h"
#include "server/services/chat/typingservice.h"
#include "server/services/media/mediaservice.h"
#include "server/services/notification/absenceservice.h"
#include "server/services/notification/mailchoiceservice.h"
#include "server/services/notification/newsmailer.h"
#include "server/services/notification/notificationservice.h"
#include "server/services/people/blockservice.h"
#include "server/services/people/friendservice.h"
#include "server/services/people/privacyservice.h"
#include "server/services/people/reportservice.h"

namespace linnet {

//! \brief What people do here: the chat services, put together.
struct ChatParts
{
    ChatParts(Foundation &foundation, LastSeen &lastSeen, const Config &config);

    //! Takes over what \p config says of it.
    void configure(const Config &config);

    //! Tells who is to be told by now: to be called now and then.
    QCoro::Task<> tidy();

    ChatMemory memory;
    PeopleService people;
    ConversationService conversations;
    GroupService groups;
    MessageService messages;
    ReceiptService receipts;
    SyncService sync;
    TypingService typing;
    PresenceService presence;
    OnlineListService onlineList;
    NewsMailer newsMails;
    MailChoiceService mailChoices;
    AbsenceService absences;
    AwayService away;
    StarService stars;
    MediaService media;
    NotificationService notifications;
    FriendService friends;
    BlockService blocks;
    PrivacyService privacy;
    ReportService reports;
    DemoData demo;
};

} // namespace linnet
