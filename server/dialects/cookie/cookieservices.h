// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace linnet {
class ConversationService;
class EmailVerificationService;
class MediaService;
class MessageService;
class PeopleService;
class SessionService;
class SignUpService;
} // namespace linnet

namespace linnet::cookie {

inline constexpr QLatin1String Name{"cookie"};

//! \brief What the cookie dialect gives names to. All of it outlives the dialect.
struct CookieServices
{
    SessionService &sessions;
    SignUpService &signUps;
    EmailVerificationService &verifications;
    PeopleService &people;
    ConversationService &conversations;
    MessageService &messages;
    MediaService &media;
};

} // namespace linnet::cookie
