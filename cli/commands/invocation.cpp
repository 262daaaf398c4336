// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/invocation.h"

#include "cli/commandline/usageerror.h"
#include "cli/interruption.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qint64 MostSecretBytes = 4096;

Result<QString> firstLine(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::InvalidInput, "io"_L1,
                     u"%1 cannot be read: %2."_s.arg(path, file.errorString())};
    QByteArray line = file.readLine(MostSecretBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

} // namespace

Invocation::Invocation(const GlobalOptions &options, Console &console, Prompt &prompt,
                       const ContextStore &contexts)
    : m_options(options)
    , m_console(console)
    , m_prompt(prompt)
    , m_contexts(contexts)
{}

TransportSettings Invocation::transport() const
{
    return {.timeout = std::chrono::seconds(m_options.timeout),
            .isInterrupted = [this] { return isInterrupted() || m_console.out().isAbandoned(); }};
}

Result<ServerConnection *> Invocation::connect()
{
    if (m_connection)
        return m_connection.get();
    const auto contexts = m_contexts.load();
    if (!contexts)
        return contexts.error();
    auto target = chooseTarget(m_options, *contexts);
    if (!target)
        return target.error();
    m_connection = std::make_unique<ServerConnection>(std::move(*target), m_contexts, transport());
    return m_connection.get();
}

std::unique_ptr<Records> Invocation::records(const Table &table)
{
    return makeRecords(table, style(), m_console.out());
}

std::unique_ptr<Records> Invocation::liveRecords(const Table &table, TextSink &out)
{
    OutputStyle live = style();
    if (live.format == Format::Json)
        live.format = Format::Ndjson;
    return makeRecords(table, live, out);
}

OutputStyle Invocation::style() const
{
    return {.format = Format(formatNames().indexOf(m_options.format)),
            .fields = m_options.fields.split(u',', Qt::SkipEmptyParts),
            .screen = m_console.screen()};
}

Result<> Invocation::show(const Table &table, const QJsonObject &row)
{
    const auto shown = records(table);
    if (auto added = shown->add(row); !added)
        return added;
    auto finished = shown->finish();
    if (finished && m_options.isDryRun)
        m_console.note(u"This is what would be: nothing was changed."_s);
    return finished;
}

Result<> Invocation::confirm(const QString &question)
{
    if (m_options.isConfirmed)
        return {};
    if (!m_prompt.isInteractive())
        return usageError(u"There is no terminal to ask for confirmation."_s,
                          u"Say --yes where it is meant."_s);
    const auto answer = m_prompt.ask(question + u" [y/N]"_s);
    if (!answer)
        return answer.error();
    const QString word = answer->trimmed().toLower();
    if (word != u"y"_s && word != u"yes"_s)
        return usageError(u"Nothing was changed."_s);
    return {};
}

Result<> Invocation::confirmFinal(const QString &warning, const QString &name)
{
    QString typed = m_options.confirmedName;
    if (typed.isEmpty() && !m_prompt.isInteractive())
        return usageError(warning, u"Say --confirm='%1' where it is meant."_s.arg(name));
    if (typed.isEmpty()) {
        const auto answer = m_prompt.ask(warning + u" Type \"%1\" to go on:"_s.arg(name));
        if (!answer)
            return answer.error();
        typed = answer->trimmed();
    }
    if (typed != name)
        return usageError(
            u"This is about \"%1\", and not \"%2\". Nothing was changed."_s.arg(name, typed));
    return {};
}

QJsonObject Invocation::withDryRun(QJsonObject body) const
{
    if (m_options.isDryRun)
        body["dryRun"_L1] = true;
    return body;
}

QUrlQuery Invocation::dryRunQuery() const
{
    QUrlQuery query;
    if (m_options.isDryRun)
        query.addQueryItem(u"dryRun"_s, u"true"_s);
    return query;
}

Result<QString> Invocation::secret(const QString &file, const QString &question,
                                   const QString &option)
{
    if (file == u"-"_s)
        return m_prompt.readLine();
    if (!file.isEmpty())
        return firstLine(file);
    if (!m_prompt.isInteractive())
        return usageError(u"There is no terminal to ask for it: %1"_s.arg(question),
                          u"Say %1 FILE, or %1 - to read it from the input."_s.arg(option));
    return m_prompt.askSecretly(question);
}

} // namespace linnet::cli
