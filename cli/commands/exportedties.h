// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/chatplaces.h"
#include "cli/commands/peopleimport.h"

namespace linnet::cli {

//! \brief Brings in what a file says to be between people, and between them and messages.
class ExportedTies
{
public:
    //! \p api, \p people and \p log outlive it.
    ExportedTies(ApiClient &api, const PeopleImport &people, ImportLog &log, ImportPlan plan);

    //! Takes a "block" or "friendship" line; it is sent together with others.
    Result<> take(const ExportFile::Entry &entry);
    //! Takes a "reading" or "star" line of the conversation that is \p conversation on the server.
    //! \param places what its messages are known by.
    Result<> take(const ExportFile::Entry &entry, const QString &conversation,
                  const ChatPlaces &places);
    //! Sends what was taken.
    Result<> flush();

private:
    //! \brief A line, and what is sent of it.
    struct Tie
    {
        ExportFile::Entry entry;
        QJsonObject sent;
    };

    //! Puts the ids on the server of those whom \p fields name into \p tie. \return false if one of
    //! them is not there, which is written down.
    Result<bool> name(const ExportFile::Entry &entry, const QList<QLatin1String> &fields,
                      QJsonObject &tie);
    Result<> add(const ExportFile::Entry &entry, const QJsonObject &tie);
    Result<> send(const std::vector<Tie> &ties);
    Result<> sendEach(const std::vector<Tie> &ties, const Error &problem);
    bool isRehearsal() const { return m_plan.mode == UserImport::Mode::Rehearsal; }

    ApiClient &m_api;
    const PeopleImport &m_people;
    ImportLog &m_log;
    const ImportPlan m_plan;
    std::vector<Tie> m_waiting;
};

} // namespace linnet::cli
