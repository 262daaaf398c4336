// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/exportfile.h"
#include "common/client/apiclient.h"

#include <QJsonArray>

#include <functional>
#include <vector>

namespace linnet::cli {

class Console;

//! \brief The contents of the files that an export names: a folder beside it, in which each is
//! called as its server calls it.
class ExportedFiles
{
public:
    //! What came of messages if they were sent: {"items": [{"outcome"}, …]}.
    using Rehearse = std::function<Result<QJsonObject>(const QJsonArray &messages)>;

    //! \param folder empty: there are no contents.
    explicit ExportedFiles(QString folder)
        : m_folder(std::move(folder))
    {}

    //! Saves what the messages of \p device, an export that is open, have as files and the folder
    //! has not yet, for its owner alone. What the server has no more is counted.
    Result<> save(ApiClient &api, QIODevice &device, Console &console) const;

    //! Sends the files of those of \p entries that the server does not have yet, as \p rehearse
    //! tells, and names them in \p messages, which say the same in the form that it takes.
    Result<> attach(ApiClient &api, const std::vector<ExportFile::Entry> &entries,
                    const Rehearse &rehearse, QJsonArray &messages) const;

private:
    //! Empty: there is none to be saved.
    Result<> saveOne(ApiClient &api, const QString &name, Console &console) const;
    QString find(const QJsonObject &message) const;

    const QString m_folder;
};

} // namespace linnet::cli
