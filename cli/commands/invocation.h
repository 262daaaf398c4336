// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context/serverconnection.h"
#include "cli/output/console.h"
#include "cli/output/records.h"
#include "cli/prompt.h"

#include <QUrlQuery>

#include <memory>

namespace linnet::cli {

//! \brief What a command works with.
class Invocation
{
public:
    Invocation(const GlobalOptions &options, Console &console, Prompt &prompt,
               const ContextStore &contexts);

    const GlobalOptions &options() const { return m_options; }
    Console &console() { return m_console; }
    Prompt &prompt() { return m_prompt; }
    const ContextStore &contexts() const { return m_contexts; }
    TransportSettings transport() const;

    //! \return the server that is meant, which nothing has been asked yet. It stays the same.
    Result<ServerConnection *> connect();

    //! \return where rows go, in the format that was asked for.
    std::unique_ptr<Records> records(const Table &table);
    //! As records(), for rows that come in as things happen: JSON is lines.
    std::unique_ptr<Records> liveRecords(const Table &table, TextSink &out);
    //! Writes the one row that there is, and of a dry run that it is one.
    Result<> show(const Table &table, const QJsonObject &row);

    //! \return an error unless \p question is answered with yes, or was on the command line.
    Result<> confirm(const QString &question);
    //! As confirm(), for what cannot be undone at once or later, which \p warning says: \p name has
    //! to be typed, or to be what --confirm says on the command line. --yes is not enough.
    Result<> confirmFinal(const QString &warning, const QString &name);

    //! \return \p body, which says that nothing is to be done if this is a dry run.
    QJsonObject withDryRun(QJsonObject body) const;
    //! \return the same for a request that has no body.
    QUrlQuery dryRunQuery() const;

    //! \return the first line of \p file, or of the input where it is "-"; without a file, what is
    //! typed, unseen. \p option is how to name a file.
    Result<QString> secret(const QString &file, const QString &question, const QString &option);

private:
    OutputStyle style() const;

    const GlobalOptions &m_options;
    Console &m_console;
    Prompt &m_prompt;
    const ContextStore &m_contexts;
    std::unique_ptr<ServerConnection> m_connection;
};

} // namespace linnet::cli
