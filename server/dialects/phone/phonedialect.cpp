// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonedialect.h"

#include "server/dialects/phone/phoneaccount.h"
#include "server/dialects/phone/phoneblocks.h"
#include "server/dialects/phone/phonechat.h"
#include "server/dialects/phone/phoneerrors.h"
#include "server/dialects/phone/phoneevents.h"
#include "server/dialects/phone/phonefriends.h"
#include "server/dialects/phone/phonegroups.h"
#include "server/dialects/phone/phoneidentifiers.h"
#include "server/dialects/phone/phonelive.h"
#include "server/dialects/phone/phonemailchoices.h"
#include "server/dialects/phone/phonemedia.h"
#include "server/dialects/phone/phonenotifications.h"
#include "server/dialects/phone/phonepassword.h"
#include "server/dialects/phone/phonepeople.h"
#include "server/dialects/phone/phoneprivacy.h"
#include "server/dialects/phone/phonereports.h"
#include "server/dialects/phone/phonesecondfactor.h"
#include "server/dialects/phone/phonesessions.h"
#include "server/dialects/phone/phonestars.h"

namespace linnet::phone {

struct PhoneDialect::Apis
{
    PhoneAuthApi auth;
    PhonePeopleApi people;
    PhoneChatApi chat;
    PhoneGroupApi groups;
    PhoneLiveApi live;
    PhoneMediaApi media;
    PhoneFriendApi friends;
    PhoneBlockApi blocks;
    PhonePrivacyApi privacy;
    PhoneNotificationApi notifications;
    PhoneAccountApi accounts;
    PhonePasswordApi passwords;
    PhoneIdentifierApi identifiers;
    PhoneSessionApi sessions;
    PhoneSecondFactorApi secondFactors;
    PhoneStarApi stars;
    PhoneReportApi reports;
    PhoneMailChoiceApi mailChoices;
};

PhoneDialect::PhoneDialect(const PhoneServices &services, PhoneAuthApi::Mode mode)
    : m_apis(new Apis{
        PhoneAuthApi(services.auth, services.codes, services.sessions, mode),
        PhonePeopleApi(services.people, services.identifiers),
        PhoneChatApi(services.conversations, services.messages, services.receipts),
        PhoneGroupApi(services.groups, services.conversations),
        PhoneLiveApi(services),
        PhoneMediaApi(services.media),
        PhoneFriendApi(services.friends),
        PhoneBlockApi(services.blocks),
        PhonePrivacyApi(services.privacy),
        PhoneNotificationApi(services.notifications),
        PhoneAccountApi(services.auth, services.signUps, services.codes, services.stepUps),
        PhonePasswordApi(services.passwordChanges, services.verification),
        PhoneIdentifierApi(services.identifiers),
        PhoneSessionApi(services.sessions),
        PhoneSecondFactorApi(services.secondFactors),
        PhoneStarApi(services.stars),
        PhoneReportApi(services.reports),
        PhoneMailChoiceApi(services.mailChoices),
    })
{}

PhoneDialect::~PhoneDialect() = default;

QLatin1String PhoneDialect::name() const
{
    return QLatin1String("phone");
}

QList<Endpoint> PhoneDialect::endpoints()
{
    return m_apis->auth.endpoints() + m_apis->people.endpoints() + m_apis->chat.endpoints()
        + m_apis->groups.endpoints() + m_apis->live.endpoints() + m_apis->media.endpoints()
        + m_apis->friends.endpoints() + m_apis->blocks.endpoints() + m_apis->privacy.endpoints()
        + m_apis->notifications.endpoints() + m_apis->accounts.endpoints()
        + m_apis->passwords.endpoints() + m_apis->identifiers.endpoints()
        + m_apis->sessions.endpoints() + m_apis->secondFactors.endpoints()
        + m_apis->stars.endpoints() + m_apis->reports.endpoints() + m_apis->mailChoices.endpoints();
}

std::vector<SocketEvent> PhoneDialect::encode(const Event &event) const
{
    return phone::encode(event);
}

QJsonObject PhoneDialect::errorBody(const Error &error) const
{
    return phone::errorBody(error);
}

QJsonObject PhoneDialect::errorAcknowledgement(const Error &error) const
{
    return phone::errorAcknowledgement(error);
}

QString PhoneDialect::connectError(const Error &error) const
{
    return phone::connectError(error);
}

} // namespace linnet::phone
