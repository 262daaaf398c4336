// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QMap>

#include <optional>

namespace linnet::cli {

//! \return what the server knows \p message by if it comes again.
QString keyOf(const QJsonObject &message);

//! \brief What the messages of a conversation are known by on the server.
class ChatPlaces
{
public:
    //! Adds a "message" line of the file. \param sender their id on the server.
    void add(const QJsonObject &message, const QString &sender);

    //! \return what the message of the id \p id of the file is known by, as {"sender",
    //! "clientMessageId"}; nothing if it is not there.
    std::optional<QJsonObject> find(const QString &id) const;

    //! \return the same of the message at the place \p seq of the file, or else of the last one
    //! before it; null: there is none.
    QJsonValue upTo(qint64 seq) const;

private:
    QHash<QString, QJsonObject> m_keys;
    QMap<qint64, QString> m_ids; //!< By places.
};

} // namespace linnet::cli
