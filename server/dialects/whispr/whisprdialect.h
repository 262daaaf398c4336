// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/pagedialect.h"
#include "server/dialects/whispr/whisprauth.h"
#include "server/dialects/whispr/whisprevents.h"

#include <atomic>
#include <memory>

namespace linnet {
class ConversationService;
class FriendService;
class GroupService;
class MessageService;
class NotificationService;
class StarService;
class TypingService;
} // namespace linnet

namespace linnet::whispr {

//! \brief What the whispr dialect gives names to. All of it outlives the dialect.
struct WhisprServices
{
    WhisprAuthServices auth;
    FriendService &friends;
    ConversationService &conversations;
    MessageService &messages;
    GroupService &groups;
    NotificationService &notifications;
    TypingService &typing;
    StarService &stars;
};

struct WhisprSettings
{
    TypingShape typing = TypingShape::Sentence;
    QString verifyPage = QStringLiteral("/auth/callback/verify-email");
};

//! \brief The whispr family: a password and a mailed code, friends before chats, and pages that
//! read a chat by having it open.
class WhisprDialect : public PageDialect
{
public:
    WhisprDialect(const WhisprServices &services, WhisprSettings settings);
    ~WhisprDialect() override;

    //! Goes by \p settings from now on. Safe from any thread.
    void configure(WhisprSettings settings);

    QLatin1String name() const override;
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encodeFor(const Event &event, const QString &origin) const override;
    Error translate(Error error) const override;
    QJsonObject errorBody(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    struct Apis;
    std::atomic<TypingShape> m_typing;
    std::unique_ptr<Apis> m_apis;
};

} // namespace linnet::whispr
