// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/mailchoice.h"
#include "common/domain/user.h"
#include "server/storage/stores.h"

#include <functional>

namespace linnet {

class Mailer;
class SecretBox;
struct Mail;

//! \brief What mails of news say where to go on, and how often they come.
struct NewsMailSettings
{
    QString publicUrl = {}; //!< Where links lead; empty: no such mails are sent.
    //! Between two mails of friend requests to one person; zero: none is sent.
    std::chrono::milliseconds requestPause{};

    bool operator==(const NewsMailSettings &) const = default;
};

//! \brief Mails people, within the transaction of what it is about, what happens here while they
//! are not: to a proven address, unless they do not want it.
class NewsMailer
{
public:
    //! \brief What it works with. All of it outlives the mailer.
    struct Context
    {
        const Mailer &mailer;
        const SecretBox &box; //!< Seals what links carry.
        const Clock &clock;
        std::function<bool(UserId)> isHere; //!< Whether somebody is connected. From any thread.
    };

    NewsMailer(Context context, NewsMailSettings settings);

    //! Follows \p settings from now on. Safe from any thread.
    void configure(NewsMailSettings settings) { m_settings.replace(std::move(settings)); }

    //! \return false if no such mails can be sent at all.
    bool isAble() const;
    bool isHere(UserId user) const { return m_context.isHere(user); }

    //! Mails \p asked, who is not here, that \p asker wants to be their friend: the first of those
    //! who ask within a while, and no more.
    Result<> tellOfRequest(Stores &stores, UserId asked, const User &asker) const;

    //! Mails \p user how much they have \p missed. \return whether there is a mail.
    Result<bool> tellOfAbsence(Stores &stores, const User &user,
                               const std::vector<Missed> &missed) const;

private:
    //! \param mail lacks its address and its links. \return whether it is sent.
    Result<bool> send(Stores &stores, NewsMail sort, const User &user, Mail mail) const;

    const Context m_context;
    Live<NewsMailSettings> m_settings;
};

} // namespace linnet
