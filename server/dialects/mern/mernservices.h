// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace linnet {
class AuthService;
class ConversationService;
class EmailVerificationService;
class GroupService;
class MediaService;
class MessageService;
class PeopleService;
class ReceiptService;
class SignUpService;
class TypingService;
} // namespace linnet

namespace linnet::mern {

inline constexpr QLatin1String Name{"mern"};
//! Whose clients ask for some of the same paths.
inline constexpr QLatin1String CookieName{"cookie"};
inline constexpr QLatin1String WhisprName{"whispr"};

//! \brief What the mern dialect gives names to. All of it outlives the dialect.
struct MernServices
{
    AuthService &auth;
    SignUpService &signUps;
    EmailVerificationService &verifications;
    PeopleService &people;
    ConversationService &conversations;
    GroupService &groups;
    MessageService &messages;
    ReceiptService &receipts;
    TypingService &typing;
    MediaService &media;
};

} // namespace linnet::mern
