// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/usersheet.h"
#include "common/client/apiclient.h"

#include <QHash>
#include <QJsonArray>

#include <span>

namespace linnet::cli {

//! \return whether the server could store nothing more when it came to that one.
bool isUntried(const QJsonObject &outcome);

//! \brief Sends the people of a table to a server, many at once, and keeps count of what comes of
//! them.
class UserImport
{
public:
    enum class Mode { ForReal, Rehearsal };

    //! At most so many are sent at once.
    static constexpr size_t BatchSize = 200;

    //! \param onConflict what becomes of who is there already: "fail", "skip" or "update".
    //! \p api outlives it.
    UserImport(ApiClient &api, QString onConflict, Mode mode)
        : m_api(api)
        , m_onConflict(std::move(onConflict))
        , m_mode(mode)
    {}

    //! Sends \p entries, waiting where the server asks for that.
    //! \return what came of each: {"row", "outcome", "asked", "user" or "error"}; see isUntried().
    //! An error if the server did not answer, or when interrupted ("interrupted").
    Result<QList<QJsonObject>> send(std::span<const UserSheet::Entry> entries);

    //! \return how many had each outcome so far.
    const QMap<QString, qint64> &counts() const { return m_counts; }

private:
    Result<QJsonArray> ask(std::span<const UserSheet::Entry> entries);
    void compareWithEarlier(QJsonObject &outcome);

    ApiClient &m_api;
    const QString m_onConflict;
    const Mode m_mode;
    QMap<QString, qint64> m_counts;
    QHash<QString, qint64> m_rows; //!< In which row a name was first, e.g. "phone:+4915101".
};

} // namespace linnet::cli
