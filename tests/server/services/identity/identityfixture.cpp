// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/identity/identityfixture.h"

namespace linnet::test {

IdentityFixture::IdentityFixture(const CodePolicy &policy)
    : codes(context, sender, policy, "pepper")
{
    bus.listen([this](const SharedEvent &event) {
        const std::lock_guard lock(mutex);
        if (const auto *ended = std::get_if<SessionRevoked>(&event->payload))
            endedSessions.push_back(ended->session);
        if (const auto *elsewhere = std::get_if<SignedInElsewhere>(&event->payload))
            newSessions.push_back(elsewhere->session.id);
    });
}

IdentityFixture::~IdentityFixture() = default;

QString IdentityFixture::requestCode(const Identifier &who)
{
    const auto requested = await(codes.request(who, Somewhere));
    if (!requested)
        qFatal("No code: %s", qPrintable(requested.error().message));
    return sender.lastCode(who).value_or(QString());
}

SignedIn IdentityFixture::signIn(const Identifier &who, const QString &device)
{
    clock.advance(std::chrono::minutes(2));
    auto signedIn = await(auth.signIn({who, requestCode(who), device, QStringLiteral("phone")}));
    if (!signedIn)
        qFatal("No sign-in: %s", qPrintable(signedIn.error().message));
    return *signedIn;
}

std::optional<Mail> IdentityFixture::takeMail()
{
    const Timestamp now = clock.now();
    const auto job = await(database->write([now](Stores &stores) {
        return stores.jobs.take({MailJobKind, 1, now, now + std::chrono::minutes(1)});
    }));
    if (!job || !*job)
        return std::nullopt;
    const auto mail = fromPayload((*job)->payload, box);
    const auto settled = await(database->write([job, now](Stores &stores) {
        return stores.jobs.settle(**job, {.at = now, .dueAt = {}, .error = {}});
    }));
    return settled ? mail : std::nullopt;
}

std::vector<Notification> IdentityFixture::toldTo(UserId user, NotificationKind kind)
{
    std::vector<Notification> told;
    const auto listed = await(notifications.list(user, {}));
    for (const NotificationView &view : listed->notifications) {
        if (view.notification.kind == kind)
            told.push_back(view.notification);
    }
    return told;
}

QStringList IdentityFixture::securityEventsOf(UserId user)
{
    QStringList events;
    for (const Notification &told : toldTo(user, NotificationKind::Security))
        events.append(told.data[QLatin1String("event")].toString());
    return events;
}

std::vector<SessionId> IdentityFixture::ended()
{
    const std::lock_guard lock(mutex);
    return endedSessions;
}

} // namespace linnet::test
