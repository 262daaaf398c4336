// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/newsmailer.h"

#include "server/jobs/mail/mailer.h"
#include "server/services/notification/unsubscribelink.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t MostNamed = 10;

// What a mail says has changed by then, and whoever comes back sees it.
constexpr std::chrono::hours Lifetime(24);

//! \return e.g. "Bob (2), Project Team (17), …": how much of what, and nothing of what was said.
QString listOf(const std::vector<Missed> &missed)
{
    QStringList names;
    for (size_t i = 0; i < std::min(missed.size(), MostNamed); ++i)
        names.append(u"%1 (%2)"_s.arg(missed[i].name).arg(missed[i].count));
    if (missed.size() > MostNamed)
        names.append(u"…"_s);
    return names.join(u", "_s);
}

qint64 countOf(const std::vector<Missed> &missed)
{
    qint64 count = 0;
    for (const Missed &each : missed)
        count += each.count;
    return count;
}

} // namespace

NewsMailer::NewsMailer(Context context, NewsMailSettings settings)
    : m_context(std::move(context))
    , m_settings(std::move(settings))
{}

bool NewsMailer::isAble() const
{
    return m_context.mailer.check() && !m_settings->publicUrl.isEmpty();
}

Result<> NewsMailer::tellOfRequest(Stores &stores, UserId asked, const User &asker) const
{
    const auto pause = m_settings->requestPause;
    if (pause == pause.zero() || isHere(asked))
        return {};
    const auto user = stores.accounts.find(asked);
    if (!user)
        return user.error();
    const qint64 turn = m_context.clock.now().time_since_epoch() / pause;
    Mail mail;
    mail.templateName = u"friend-request"_s;
    mail.values = {{u"name"_s, asker.displayName}};
    mail.key = u"friend-request %1 %2"_s.arg(asked.toString()).arg(turn);
    const auto sent = send(stores, NewsMail::FriendRequest, *user, std::move(mail));
    return sent ? Result<>() : sent.error();
}

Result<bool> NewsMailer::tellOfAbsence(Stores &stores, const User &user,
                                       const std::vector<Missed> &missed) const
{
    const qint64 now = m_context.clock.now().time_since_epoch().count();
    Mail mail;
    mail.templateName = u"while-you-were-away"_s;
    mail.values = {{u"count"_s, QString::number(countOf(missed))}, {u"names"_s, listOf(missed)}};
    mail.key = u"while-away %1 %2"_s.arg(user.id.toString()).arg(now);
    return send(stores, NewsMail::WhileAway, user, std::move(mail));
}

Result<bool> NewsMailer::send(Stores &stores, NewsMail sort, const User &user, Mail mail) const
{
    if (!isAble() || !user.isEmailVerified)
        return false;
    const auto choice = stores.mailChoices.find(user.id);
    if (!choice)
        return choice.error();
    if (!choice->wants(sort))
        return false;
    const QString origin = m_settings->publicUrl;
    mail.to = user.email;
    mail.expiresAt = m_context.clock.now() + Lifetime;
    mail.unsubscribe =
        origin + UnsubscribePath + u"?token="_s + unsubscribeToken({user.id, sort}, m_context.box);
    mail.values.insert(u"link"_s, origin);
    if (const auto sent = m_context.mailer.send(stores, mail); !sent)
        return sent.error();
    return true;
}

} // namespace linnet
