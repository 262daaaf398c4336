// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/importall.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/exportedchats.h"
#include "cli/commands/exportedties.h"
#include "cli/commands/importlog.h"
#include "cli/commands/invocation.h"
#include "cli/output/progressline.h"

#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"Import"_s,
                  {{.title = u"Line"_s, .path = u"line"_s, .as = Column::As::Number, .expected = 7},
                   {.title = u"Type"_s, .path = u"type"_s, .expected = 12},
                   {.title = u"Outcome"_s, .path = u"outcome"_s, .expected = 9},
                   {.title = u"Name"_s, .path = u"name"_s, .expected = 20},
                   {.title = u"Problem"_s, .path = u"error.message"_s, .expected = 40}},
                  u"line"_s};

//! \brief Hands lines to what they are for.
class Lines
{
public:
    Lines(PeopleImport &people, ExportedTies &ties, ExportedChats &chats, ImportLog &log)
        : m_people(people)
        , m_ties(ties)
        , m_chats(chats)
        , m_log(log)
    {}

    Result<> take(const ExportFile::Entry &entry)
    {
        if (entry.type == u"setting"_s || entry.type == u"file"_s)
            return {}; // They are this server's own.
        if (entry.type == u"user"_s)
            return m_people.take(entry);
        if (auto flushed = m_people.flush(); !flushed)
            return flushed;
        if (entry.type == u"block"_s || entry.type == u"friendship"_s)
            return m_ties.take(entry);
        if (!isOfChat(entry.type))
            return m_log.addFailure(entry, {},
                                    u"Line %1 is of a type that is not known."_s.arg(entry.line));
        return entry.type == u"conversation"_s ? takeConversation(entry) : m_chats.take(entry);
    }

    Result<> finish()
    {
        if (auto flushed = m_people.flush(); !flushed)
            return flushed;
        if (auto flushed = m_ties.flush(); !flushed)
            return flushed;
        return m_chats.finish();
    }

private:
    //! Who is blocked is blocked before anything is there to be read.
    Result<> takeConversation(const ExportFile::Entry &entry)
    {
        if (auto flushed = m_ties.flush(); !flushed)
            return flushed;
        return m_chats.take(entry);
    }

    static bool isOfChat(const QString &type)
    {
        static const QSet<QString> types{u"conversation"_s, u"member"_s, u"message"_s, u"reading"_s,
                                         u"star"_s};
        return types.contains(type);
    }

    PeopleImport &m_people;
    ExportedTies &m_ties;
    ExportedChats &m_chats;
    ImportLog &m_log;
};

} // namespace

Declaration ImportAll::declaration()
{
    return {
        .name = u"import all"_s,
        .summary = u"Bring people, what is between them, conversations and messages of another "
                   "server in, or see first what would come of it."_s,
        .examples = {u"linnetctl import all server.ndjson"_s,
                     u"linnetctl import all server.ndjson --for-real --failed failed.ndjson"_s,
                     u"linnetctl import all server.ndjson --for-real --on-conflict skip"_s},
        .arguments = {{u"FILE"_s, u"What `linnetctl export all` has written."_s, &m_file}},
        .options = {{u"--for-real"_s, {}, u"Do it; without it nothing is changed."_s, &m_isForReal},
                    {u"--on-conflict"_s,
                     u"WHAT"_s,
                     u"What is there already: fail (default), skip, update."_s,
                     &m_onConflict,
                     {u"fail"_s, u"skip"_s, u"update"_s}},
                    {u"--from-line"_s, u"LINE"_s, u"Begin there, to go on with an import."_s,
                     &m_firstLine},
                    {u"--files"_s, u"DIR"_s,
                     u"Where `export all --files` has saved what messages have as files."_s,
                     &m_folder},
                    {u"--failed"_s, u"FILE"_s, u"Write the lines that failed there, and why."_s,
                     &m_failedFile},
                    {u"--all"_s,
                     {},
                     u"Show all people and conversations, not only what failed."_s,
                     &m_wantsAll}},
        .hasDryRun = true};
}

Result<> ImportAll::run(Invocation &invocation)
{
    if (m_isForReal && invocation.options().isDryRun)
        return usageError(u"--for-real and --dry-run exclude each other."_s);
    if (!m_failedFile.isEmpty() && QFileInfo(m_failedFile) == QFileInfo(m_file))
        return usageError(u"--failed names the file itself."_s);
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, "file_unreadable"_L1,
                     u"%1 cannot be read: %2."_s.arg(m_file, file.errorString())};
    // Nothing is sent of a file that is not whole.
    const auto lines = requireWhole(file);
    return lines ? import(invocation, file, *lines) : Result<>(lines.error());
}

Result<> ImportAll::import(Invocation &invocation, QIODevice &device, qint64 lines) const
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto rows = invocation.records(Shown);
    ImportLog log(*rows, m_failedFile,
                  m_wantsAll ? ImportLog::Shows::All : ImportLog::Shows::Failures);
    if (auto opened = log.open(); !opened)
        return opened;
    const auto taken = takeAll(invocation, (*connection)->api(), device, log, lines);
    if (auto finished = rows->finish(); !finished)
        return finished;
    return conclude(invocation, log, taken);
}

Result<> ImportAll::takeAll(Invocation &invocation, ApiClient &api, QIODevice &device,
                            ImportLog &log, qint64 lines) const
{
    auto file = ExportFile::open(device);
    if (!file)
        return file.error();
    PeopleImport people(api, plan(), log);
    const ExportedFiles files(m_folder);
    ExportedTies ties(api, people, log, plan());
    ExportedChats chats({api, people, ties, log, files}, plan(), QFileInfo(m_file).fileName());
    Lines all(people, ties, chats, log);
    ProgressLine progress(invocation.console().err());
    for (;;) {
        const auto read = file->next();
        if (!read)
            return read.error();
        const std::optional<ExportFile::Entry> &entry = *read;
        if (!entry)
            return all.finish();
        if (entry->line % 100 == 0)
            progress.show(u"%1 of %2"_s.arg(entry->line).arg(lines));
        if (auto taken = all.take(*entry); !taken)
            return taken;
    }
}

Result<> ImportAll::conclude(Invocation &invocation, const ImportLog &log,
                             const Result<> &taken) const
{
    Console &console = invocation.console();
    if (!taken && m_isForReal)
        console.note(u"To go on: --from-line %1 --on-conflict %2"_s.arg(log.resumeLine())
                         .arg(m_onConflict == u"fail"_s ? u"skip"_s : m_onConflict));
    console.note(log.summary());
    if (!taken)
        return taken;
    if (!m_isForReal)
        console.note(u"This is what would be: nothing was changed. With --for-real it is done."_s);
    const qint64 failed = log.failures();
    if (failed == 0)
        return {};
    return Error{Error::Kind::InvalidInput, "rows_failed"_L1,
                 failed == 1 ? u"1 line failed."_s : u"%1 lines failed."_s.arg(failed)};
}

ImportPlan ImportAll::plan() const
{
    const auto mode = m_isForReal ? UserImport::Mode::ForReal : UserImport::Mode::Rehearsal;
    return {m_onConflict, mode, m_firstLine};
}

} // namespace linnet::cli
