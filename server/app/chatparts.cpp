// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/chatparts.h"

#include <QLoggingCategory>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.chat")

ChatContext contextOf(Foundation &foundation, ChatMemory &memory)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids, memory};
}

NotificationContext notificationContext(Foundation &foundation)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids};
}

OnlineListService::Settings onlineListSettings(const Config &config)
{
    return {.longest = size_t(config.longestOnlineList)};
}

NewsMailer::Context newsMailContext(Foundation &foundation, const PresenceService &presence)
{
    return {foundation.jobs->mailer, foundation.jobs->box, foundation.clock,
            [&presence](UserId user) { return presence.isOnline(user); }};
}

NewsMailSettings newsMailSettings(const Config &config)
{
    return {config.node.publicUrl, config.mail.requestPause};
}

AbsenceSettings absenceSettings(const Config &config)
{
    return {config.mail.awayAfter, config.mail.awayEvery};
}

} // namespace

ChatParts::ChatParts(Foundation &foundation, LastSeen &lastSeen, const Config &config)
    : memory(foundation.bus, *foundation.database)
    , people(contextOf(foundation, memory))
    , conversations(contextOf(foundation, memory))
    , groups(contextOf(foundation, memory))
    , messages(contextOf(foundation, memory))
    , receipts(contextOf(foundation, memory))
    , sync(contextOf(foundation, memory), receipts)
    , typing(contextOf(foundation, memory))
    , presence(contextOf(foundation, memory), lastSeen)
    , onlineList(contextOf(foundation, memory), onlineListSettings(config))
    , newsMails(newsMailContext(foundation, presence), newsMailSettings(config))
    , mailChoices(*foundation.database, foundation.jobs->box)
    , absences(*foundation.database, foundation.clock, newsMails, absenceSettings(config))
    , away(contextOf(foundation, memory), presence, absences)
    , stars(contextOf(foundation, memory))
    , media(*foundation.database, foundation.blobs, foundation.files, foundation.ids,
            foundation.clock)
    , notifications(notificationContext(foundation))
    , friends(contextOf(foundation, memory), NotificationWriter(notificationContext(foundation)),
              newsMails)
    , blocks(contextOf(foundation, memory))
    , privacy(contextOf(foundation, memory))
    , reports(contextOf(foundation, memory))
    , demo(contextOf(foundation, memory), conversations, groups, messages)
{}

void ChatParts::configure(const Config &config)
{
    onlineList.configure(onlineListSettings(config));
    newsMails.configure(newsMailSettings(config));
    absences.configure(absenceSettings(config));
}

QCoro::Task<> ChatParts::tidy()
{
    try {
        const auto told = co_await absences.goThrough();
        if (!told)
            qCWarning(log) << "Telling what people missed failed:" << told.error().message
                           << told.error().detail;
    } catch (const std::exception &exception) {
        qCWarning(log) << "Telling what people missed failed:" << exception.what();
    }
}

} // namespace linnet
