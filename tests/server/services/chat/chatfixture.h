// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/idgenerator.h"
#include "common/core/secretbox.h"
#include "server/bus/inprocessbus.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailpayload.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/groupservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/chat/receiptservice.h"
#include "server/services/chat/syncservice.h"
#include "server/services/notification/absenceservice.h"
#include "server/services/notification/mailchoiceservice.h"
#include "server/services/notification/newsmailer.h"
#include "server/services/notification/notificationservice.h"
#include "server/services/people/blockservice.h"
#include "server/services/people/friendservice.h"
#include "server/services/people/privacyservice.h"
#include "server/services/people/reportservice.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <mutex>
#include <set>

namespace linnet::test {

//! \brief Hears everything on a bus. Safe from any thread.
class EventRecorder
{
public:
    explicit EventRecorder(EventBus &bus);

    //! \return what was published of this kind, in order.
    template <typename Payload>
    std::vector<Payload> payloads() const
    {
        std::vector<Payload> found;
        for (const SharedEvent &event : events<Payload>())
            found.push_back(std::get<Payload>(event->payload));
        return found;
    }

    template <typename Payload>
    std::vector<SharedEvent> events() const
    {
        std::lock_guard lock(m_mutex);
        std::vector<SharedEvent> found;
        for (const SharedEvent &event : m_events) {
            if (std::holds_alternative<Payload>(event->payload))
                found.push_back(event);
        }
        return found;
    }

    void clear();

private:
    mutable std::mutex m_mutex;
    std::vector<SharedEvent> m_events;
};

//! \brief The chat services over a real database, with four people in it.
class ChatFixture
{
public:
    ChatFixture();
    ~ChatFixture();

    Draft draft(UserId sender, ConversationId conversation, const QString &text) const;

    //! Sends a text, which must succeed.
    Message say(UserId sender, ConversationId conversation, const QString &text);

    ConversationId directChat(UserId one, UserId other);
    ConversationId group(UserId creator, const std::vector<UserId> &others);
    void befriend(UserId one, UserId other);
    //! Gives \p user a proven address, "user<id>@example.org". \return it.
    QString proveAddress(UserId user);
    //! Puts down that the account of \p user is being erased; all of it is still there.
    void beginErasure(UserId user);

    //! \return the mail that waits for longest, which then waits no more.
    std::optional<Mail> nextMail();

    template <typename T>
    static T orFatal(Result<T> result)
    {
        if (!result)
            qFatal("%s: %s", result.error().code.latin1(), qPrintable(result.error().detail));
        return std::move(*result);
    }

    const UserId alice{101};
    const UserId bob{102};
    const UserId carol{103};
    const UserId mallory{104};

    MovableClock clock;
    IdGenerator ids{clock, 1};
    InProcessBus bus;
    TestDatabase database;
    ChatMemory memory{bus, database};
    EventRecorder recorder{bus};
    ChatContext context{database, bus, clock, ids, memory};
    MessageService messages{context};
    ReceiptService receipts{context};
    SyncService sync{context, receipts};
    ConversationService conversations{context};
    GroupService groups{context};
    PeopleService people{context};
    const NotificationContext notificationContext{database, bus, clock, ids};
    NotificationService notifications{notificationContext};
    const SecretBox box{QByteArray(SecretBox::KeyBytes, 'k')};
    const Mailer mailer{ids, clock, box, Mailer::Mode::Sends};
    std::set<UserId> here; //!< Who is connected, as far as mails go.
    //! Sends none until it is told where links lead.
    NewsMailer newsMails{{mailer, box, clock, [this](UserId user) { return here.contains(user); }},
                         {}};
    MailChoiceService mailChoices{database, box};
    AbsenceService absences{database, clock, newsMails, {}};
    FriendService friends{context, NotificationWriter(notificationContext), newsMails};
    BlockService blocks{context};
    PrivacyService privacy{context};
    ReportService reports{context};
};

} // namespace linnet::test
