// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/exportfile.h"
#include "cli/commands/userimport.h"

#include <QHash>

#include <vector>

namespace linnet::cli {

class ImportLog;

//! \brief How a file is brought into a server.
struct ImportPlan
{
    QString onConflict; //!< What becomes of what is there already: "fail", "skip" or "update".
    UserImport::Mode mode = UserImport::Mode::Rehearsal;
    qint64 firstLine = 1; //!< What comes before is only looked up.
};

//! \brief Makes the accounts that the "user" lines of a file name, and knows who they are then.
class PeopleImport
{
public:
    //! \p api and \p log outlive it.
    PeopleImport(ApiClient &api, ImportPlan plan, ImportLog &log);

    //! Takes another "user" line; it is sent together with others.
    Result<> take(const ExportFile::Entry &entry);
    //! Sends what was taken.
    Result<> flush();

    //! \return the id that \p user of the file has on the server; empty: they are not there.
    QString find(const QString &user) const { return m_ids.value(user); }

private:
    Result<> lookUp(const std::vector<ExportFile::Entry> &entries);
    Result<> lookUpEach(const std::vector<ExportFile::Entry> &entries, const Error &problem);
    Result<> make(const std::vector<ExportFile::Entry> &entries);
    Result<> makeEach(const std::vector<ExportFile::Entry> &entries, const Error &problem);
    Result<> settle(const ExportFile::Entry &entry, const QJsonObject &outcome);
    Result<> suspend(const ExportFile::Entry &entry, const QString &id);
    void remember(const ExportFile::Entry &entry, const QJsonObject &outcome);

    ApiClient &m_api;
    const ImportPlan m_plan;
    ImportLog &m_log;
    UserImport m_import;
    UserImport m_search; //!< Finds those who are there, and makes nobody.
    std::vector<ExportFile::Entry> m_waiting;
    QHash<QString, QString> m_ids; //!< On the server, by those of the file.
};

} // namespace linnet::cli
