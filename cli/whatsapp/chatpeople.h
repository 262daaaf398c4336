// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/apiclient.h"

#include <QMap>
#include <QSet>

#include <optional>

namespace linnet::cli {

//! \brief Whose messages become whose.
class ChatPeople
{
public:
    //! \brief An account of the server.
    struct Account
    {
        QString id;
        QString name;
    };

    //! Adds "NAME=ACCOUNT". An account is named by anything it can be named by; "-" means that what
    //! the person wrote is left out. \return a usage error.
    Result<> add(const QString &assignment);
    //! Adds each row of the CSV table \p file, whose columns are name and account. \return NotFound
    //! ("file_unreadable"), or an InvalidInput error ("csv").
    Result<> addAll(const QString &file);
    //! What people wrote who are not named becomes \p account's, with their name before it.
    void setOthers(const QString &account) { m_others = account; }

    //! \return the names that were given.
    QStringList names() const { return m_wanted.keys(); }

    //! Looks up whose the \p names are. \return an InvalidInput error ("unmapped_names") that lists
    //! those of nobody; NotFound for an account that there is not.
    Result<> resolve(ApiClient &api, const QStringList &names);

    //! \return whose messages \p name's become; nothing: nobody's.
    std::optional<Account> accountOf(const QString &name) const;
    //! \return whether the name is to be put before what \p name wrote.
    bool isOther(const QString &name) const { return m_isOther.contains(name); }
    //! \return the accounts, each once.
    QStringList accountIds() const;

private:
    Result<Account> find(ApiClient &api, const QString &account);

    QMap<QString, QString> m_wanted;
    QString m_others;
    QMap<QString, Account> m_accounts; //!< By name in the chat.
    QMap<QString, Account> m_found; //!< By what the administrator calls it.
    QSet<QString> m_isOther;
};

} // namespace linnet::cli
